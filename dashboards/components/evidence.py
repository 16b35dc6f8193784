"""The results behind one figure, down to file, sheet and cell. Every text is shown as text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import dash_ag_grid as dag
import pandas as pd

from dashboards.components import html
from dashboards.components.grid_words import grid_words
from dashboards.components.masking import masked
from qc.locale import N_, Translator
from qc.words import Outcome, ResultState

GRID = "evidence-grid"
AT_ONCE = 500
"""Lines of a page: as much as a browser is sent in one answer (300 KB)."""
STATES = {
    ResultState.MISSED.value: N_("missed item"),
    ResultState.HELD_BACK.value: N_("held back"),
}
NARROW = "told"
"""The column that says all of a result in lines, where there is no room for columns; the browser
shows it or the others (assets/address.js)."""
SHAPES = {"pass": "✓", "fail": "✕", "partial": "◐", "na": "–"}
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("outcome", N_("Outcome"), 96),
    ("item", N_("Item"), 180),
    ("date", N_("Date"), 104),
    ("unit", N_("Unit"), 92),
    ("counts", N_("Passed / checked"), 96),
    ("raw", N_("As written"), 92),
    ("subject", N_("Inspected"), 100),
    ("file", N_("File"), 190),
    ("sheet", N_("Sheet"), 110),
    ("cell", N_("Cell"), 84),
)


def evidence(
    results: pd.DataFrame, t: Translator, page: int = 1, link: Callable[[int], str] = str
) -> Any:
    """The originals to download and a grid of the results, what did not pass first. `page`: of AT_ONCE
    lines, from 1; `link`: the address of another one."""
    if results.empty:
        return html.P(t("There are no results behind this figure."))
    rank = {"fail": 0, "partial": 1, "pass": 3, "na": 4}
    ordered = results.assign(_rank=results["outcome"].map(rank).fillna(2)).sort_values(
        ["_rank", "date", "file", "sheet"], kind="stable"
    )
    pages = -(-len(ordered) // AT_ONCE)
    page = min(max(page, 1), pages)
    shown = ordered.iloc[(page - 1) * AT_ONCE : page * AT_ONCE]
    turning = [_turning(page, pages, len(ordered), link, t)] if pages > 1 else []
    if not shown["file"].any():
        said = t("The workbooks themselves lie in the clinic.")
        above = [html.P(said, className="caption"), *turning]
    else:
        hint = html.P(t("Choose a line to see its cell in the sheet."), className="caption")
        above = [_originals(shown, t), *turning, hint]
    return html.Div([*above, grid(shown, t)], className="evidence")


def _turning(page: int, pages: int, count: int, link: Callable[[int], str], t: Translator) -> Any:
    """Which lines of all are shown, and the way to those before and after."""
    first, last = (page - 1) * AT_ONCE + 1, min(page * AT_ONCE, count)
    said = t("{first} to {last} of {all}", first=first, last=last, all=count)
    before = [html.A(t("Earlier lines"), href=link(page - 1)), " "] if page > 1 else []
    after = [" ", html.A(t("Further lines"), href=link(page + 1))] if page < pages else []
    parts: list[Any] = [*before, said, *after]
    return html.P(parts, className="turning")


def _originals(results: pd.DataFrame, t: Translator) -> Any:
    files = results[["file", "sha256"]].drop_duplicates("sha256").sort_values("file")
    links = [
        html.Li(html.A(name, href=f"/originals/{sha256}", download=name))
        for name, sha256 in files.itertuples(index=False)
    ]
    return html.Div([html.P(t("Original workbooks")), html.Ul(links)], className="originals")


def grid(results: pd.DataFrame, t: Translator) -> Any:
    """An AG Grid without renderers: cells print text and nothing else. A column that says nothing
    (no subjects, everything counted singly) is left out."""
    silent = {
        name
        for name, unsaid in (
            ("subject", not results["subject"].any()),
            ("counts", (results["checked"] <= 1).all()),
            ("file", not results["file"].any()),
        )
        if unsaid
    }
    return dag.AgGrid(
        id=GRID,
        rowData=[_row(result, silent, t) for result in results.to_dict("records")],
        columnDefs=[
            *(_column(*column, t) for column in COLUMNS if column[0] not in silent),
            _narrow_column(t),
        ],
        defaultColDef={"sortable": True, "resizable": True, "suppressHeaderMenuButton": True},
        dashGridOptions={
            "localeText": grid_words(t),
            "enableCellTextSelection": True,
            "rowHeight": 34,
            "headerHeight": 44,
            "tooltipShowDelay": 300,
            "rowSelection": {
                "mode": "singleRow",
                "checkboxes": False,
                "enableClickSelection": True,
            },
        },
        className="ag-theme-quartz",
        style={"height": "100%"},
    )


def _column(name: str, head: str, width: int, t: Translator) -> dict[str, Any]:
    wide = {"flex": 1, "minWidth": width} if name == "item" else {"width": width}
    return {"field": name, "headerName": t(head), "tooltipField": name, **wide}


def _narrow_column(t: Translator) -> dict[str, Any]:
    return {
        "field": NARROW, "headerName": t("Item, date, place"), "flex": 1, "hide": True,
        "sortable": False, "wrapText": True, "autoHeight": True, "cellClass": NARROW,
    }  # fmt: skip


def _row(result: Mapping[Any, Any], silent: Collection[str], t: Translator) -> dict[str, str]:
    """The cells of a line; `silent` columns are not told."""
    cells = _cells(result, t)
    about = [cells[name] for name in ("date", "unit", "subject", "counts") if name not in silent]
    place = [cells["file"], cells["sheet"], ": ".join(filter(None, (cells["cell"], cells["raw"])))]
    lines = (cells["item"], " · ".join(filter(None, about)), " › ".join(place))
    return {**cells, NARROW: "\n".join(lines), "sha256": str(result["sha256"])}


def _cells(result: Mapping[Any, Any], t: Translator) -> dict[str, str]:
    return {
        "date": str(result["date"]),
        "unit": str(result["unit"]),
        "item": str(result["item"]),
        "outcome": _outcome(result, t),
        "counts": f"{result['passed']}/{result['checked']}",
        "raw": str(result["raw"]),
        "subject": masked(str(result["subject"]), str(result["kind"])),
        "file": str(result["file"]),
        "sheet": str(result["sheet"]),
        "cell": str(result["cell"]),
    }


def _outcome(result: Mapping[Any, Any], t: Translator) -> str:
    """ "✓ 合格", "✕ 不合格"; for what is not counted, why."""
    if result["state"] in STATES:
        return t(STATES[str(result["state"])])
    if not result["checked"] and result["outcome"] != Outcome.NA:
        return "—"
    outcome = _said(result)
    return f"{SHAPES[outcome.value]} {t(outcome.label)}"


def _said(result: Mapping[Any, Any]) -> Outcome:
    """The mark's own outcome; counts ("19 of 20") have none and passed when all did."""
    if isinstance(result["outcome"], str):
        return Outcome(result["outcome"])
    return Outcome.PASS if result["passed"] == result["checked"] else Outcome.FAIL
