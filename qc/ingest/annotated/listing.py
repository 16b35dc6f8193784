"""The first sheet of the copy as XML: every problem with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.ingest.annotated.look import WIDTHS, row_height
from qc.ingest.annotated.notes import (
    MAX_LISTED,
    Line,
    advice,
    headings,
    place_of,
    remainder,
    summary,
)
from qc.ingest.annotated.xml import attribute, cell_text
from qc.ingest.grid import a1
from qc.locale import Translator

HEAD_ROW = 4  # from 1; above it stand the summary and what to do


def list_sheet(
    lines: Sequence[Line],
    names: Mapping[str, str],
    formats: Mapping[str, int],
    namespace: str,
    t: Translator,
) -> bytes:
    """The part. `names` gives each sheet's name as links must write it, `formats` the numbers of
    the formats (see Styles.listing)."""
    shown = lines[:MAX_LISTED]
    rows = [
        _row(1, [summary(lines, t)], [formats["title"]]),
        _row(2, [advice(t)], [formats["advice"]]),
        _row(HEAD_ROW, headings(t), [formats["head"]] * len(WIDTHS)),
    ]
    rows += [
        _row(number, _texts(line), _formats(line, names, formats))
        for number, line in enumerate(shown, HEAD_ROW + 1)
    ]
    if more := remainder(lines, t):
        rows.append(_row(HEAD_ROW + 1 + len(shown), [more], [formats["advice"]]))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="{HEAD_ROW}" '
        f'topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/></sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>{_links(shown, names)}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "</worksheet>"
    ).encode()


def link_to(sheet: str, cell: str) -> str:
    """A place in the workbook as links write it: '3月'!W10."""
    return "'" + sheet.replace("'", "''") + f"'!{cell}"


def _texts(line: Line) -> tuple[str, ...]:
    return (
        line.label, line.sheet, line.cell or "—", line.value, line.message, line.expected,
        line.remedy,
    )  # fmt: skip


def _formats(line: Line, names: Mapping[str, str], formats: Mapping[str, int]) -> list[int]:
    text, tag = formats["text"], formats[line.severity.value]
    cell = formats["link"] if _is_linked(line, names) else text
    return [tag, text, cell, text, text, text, text]


def _row(number: int, texts: Sequence[str], formats: Sequence[int]) -> str:
    cells = "".join(
        f'<c r="{a1(number - 1, col)}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{cell_text(text)}</t></is></c>'
        for col, (text, style) in enumerate(zip(texts, formats, strict=True))
    )
    tall = f' ht="{row_height(texts)}" customHeight="1"' if len(texts) == len(WIDTHS) else ""
    return f'<row r="{number}"{tall}>{cells}</row>'


def _links(lines: Sequence[Line], names: Mapping[str, str]) -> str:
    links = "".join(
        f'<hyperlink ref="C{number}" location={attribute(link_to(names[line.sheet], line.cell))} '
        f"display={attribute(line.cell)}/>"
        for number, line in enumerate(lines, HEAD_ROW + 1)
        if _is_linked(line, names)
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _is_linked(line: Line, names: Mapping[str, str]) -> bool:
    return line.sheet in names and place_of(line.cell) is not None
