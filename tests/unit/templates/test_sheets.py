"""What a nurse meets who opens an empty template: what is printed, allowed, locked."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Item, Rule, Text
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import role_of, vocabulary
from qc.templates.build import render
from qc.templates.forms import load_forms
from qc.words import Kind, Level
from tests.unit.templates.conftest import Opened

EVERY = ("disinfection", "documents", "emergency", "appearance")
LANGUAGES = ("zh", "en")


def rules(sheet: Any) -> dict[str, Any]:
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}


def texts(sheet: Any) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_marks_are_offered_as_the_checklist_counts_them(opened: Opened) -> None:
    """部分 would be offered where it counts as failed anyway, or missing where it counts half."""
    area = "D7:AH29"
    assert rules(opened("disinfection").worksheets[0])[area].formula1 == '"√,×,/"'
    half = opened("disinfection", partly="half").worksheets[0]
    assert rules(half)[area].formula1 == '"√,×,/,部分"'
    assert any("部分符合填“部分”" in text for text in texts(half))


def test_units_are_offered_from_the_organisation(opened: Opened) -> None:
    """A unit typed in ten ways would be ten units."""
    book = opened("disinfection")
    offered = rules(book.worksheets[0])["B3"].formula1
    name, _, area = offered.replace("'", "").replace("$", "").partition("!")
    cells = [cell.value for row in book[name][area] for cell in row]
    assert cells == ["治疗室", "=1+1", "注射室", "换药室", "前台"]


def test_without_units_none_are_offered(workspace: Any) -> None:
    """An empty drop-down would let nobody write the unit."""
    content = render(workspace, workspace.catalogue.checklists["disinfection"])
    assert "B3" not in rules(load_workbook(io.BytesIO(content)).worksheets[0])


@pytest.mark.parametrize("code", EVERY)
def test_names_are_never_formulas(opened: Opened, code: str) -> None:
    """A clinic, unit or item whose name begins with = would run in Excel."""
    item = Item(code="odd", text=Text(zh="=1+2", en="=1+2"), level=Level.PROCESS, critical=True)
    book = opened(code, items=(item,), name=Text(zh="=3+4", en="=3+4"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    odd = [
        cell for cell in cells if str(cell.value) in ("=1+2", "=3+4", "=1+1", "=青禾里 & 门诊部")
    ]
    assert {cell.data_type for cell in odd} == {"s"}
    assert len(odd) == 4


@pytest.mark.parametrize("code", EVERY)
def test_only_entries_are_unlocked(opened: Opened, code: str) -> None:
    """An item overwritten by a slip would come back as the clinic's own, with a figure of its own."""
    sheet = opened(code).worksheets[0]
    assert sheet.protection.sheet and not sheet.protection.password
    printed = [c for row in sheet.iter_rows() for c in row if c.value is not None]
    unlocked = [cell for cell in printed if not cell.protection.locked]
    assert [cell.number_format for cell in unlocked] == ['yyyy"年"m"月"'] * len(unlocked)
    for area in rules(sheet):
        cells = sheet[area]
        first = cells[0][0] if isinstance(cells, tuple) else cells
        assert not first.protection.locked, area


@pytest.mark.parametrize("code", EVERY)
def test_it_prints_on_a4_one_page_wide_with_version(opened: Opened, code: str) -> None:
    """A copy on the wall would be cut off, or nobody could tell which edition it is."""
    sheet = opened(code).worksheets[0]
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth is None  # which means one
    assert sheet.page_setup.orientation == ("portrait" if code == "emergency" else "landscape")
    assert sheet.print_title_rows
    assert sheet.freeze_panes != "A1"
    assert "第1版" in sheet.oddFooter.left.text
    assert sheet.oddFooter.center.text == "第&P页 共&N页"


def test_a_months_checklist_fits_one_page(opened: Opened) -> None:
    """The signature would stand alone on a second sheet of paper."""
    assert opened("disinfection").worksheets[0].page_setup.fitToHeight is None  # which means one
    assert opened("emergency").worksheets[0].page_setup.fitToHeight == 2
    assert opened("refrigerator").worksheets[0].page_setup.fitToHeight == 2  # two readings a day


def test_an_ampersand_in_a_name_prints_as_one(opened: Opened) -> None:
    """&D in a name would print the date in its place."""
    footer = opened("disinfection", name=Text(zh="A&D", en="A&D")).worksheets[0].oddFooter
    assert "A&&D" in footer.left.text


def test_critical_items_are_marked(opened: Opened) -> None:
    """Nobody would know which line fails the whole check."""
    sheet = opened("disinfection").worksheets[0]
    marked = [row[2].value for row in sheet.iter_rows(min_row=7) if row[1].value == "★ 一票否决"]
    assert len(marked) == 3
    assert "★ 一票否决" not in texts(opened("appearance").worksheets[0])


def test_deductions_end_at_the_items_points(opened: Opened) -> None:
    """A score below nothing could be typed."""
    sheet = opened("documents").worksheets[0]
    rule = rules(sheet)["D9:O9"]
    assert rule.formula1 == 'OR(D9="/",AND(ISNUMBER(D9),D9>=0,D9<=$C9))'
    assert (sheet["B9"].value, sheet["C9"].value) == (
        "每页抬头项目与页号无空缺，姓名和档案号前后一致",
        5,
    )


def test_expiry_stays_as_it_is_typed(opened: Opened) -> None:
    """Excel would turn 2027-08, good to the month's end, into 1 August."""
    sheet = opened("emergency").worksheets[0]
    column = next(cell.column for cell in sheet[5] if cell.value == "有效期")
    assert sheet.cell(6, column).number_format == "@"
    assert "2027-08" in rules(sheet)["G6:G53"].prompt


def _beside(sheet: Any, label: Any) -> Any:
    spans = (area for area in sheet.merged_cells.ranges if label.coordinate in area)
    return sheet.cell(3, next((area.max_col for area in spans), label.column) + 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("items", [True, False])
@pytest.mark.parametrize("code", ["disinfection", "appearance", "emergency"])
def test_every_kind_has_a_template(
    opened: Opened, kind: Kind, items: bool, code: str, language: str
) -> None:
    """`qc template --all` would stop at a clinic's own standard of another kind."""
    changes = {} if items else {"items": ()}
    rule = Rule(scale=("满意", "不满意"))
    book = opened(code, language, kind=kind, rule=rule, **changes)
    sheet = book.worksheets[0]
    assert sheet.max_row > 10
    if kind is Kind.SURVEY:
        assert {"满意", "不满意"} <= set(texts(sheet))
    assert book.sheetnames[1] == load_forms().words["guide"].of(language)
    labels = [cell for cell in sheet[3] if str(cell.value).endswith("：")]
    assert len(labels) == len(load_forms().forms[kind].strip)
    values = [_beside(sheet, label) for label in labels]
    assert not any(value.protection.locked for value in values)
    assert (
        max(value.column for value in values)
        <= sheet[sheet.print_area.rpartition("!")[2]][0][-1].column
    )


def test_a_kind_of_samples_that_no_data_names_has_columns_too(opened: Opened) -> None:
    """A clinic's own indicator counts cases or carts."""
    book = opened("documents", indicator="disinfection")
    assert "31" not in texts(book.worksheets[0])
    forms = load_forms()
    assert forms.samples["other"].head.zh == "第{n}例"


@pytest.mark.parametrize("language", LANGUAGES)
def test_strip_labels_are_words_that_the_importer_reads(language: str) -> None:
    """Unit, month and inspector would be filled in and never seen."""
    wanted = {
        "unit": "unit", "month": "date", "inspector": "inspector",
        "counted_on": "date", "counted_by": "inspector", "checked_on": "date", "asked_on": "date",
        "registered_by": "inspector",
    }  # fmt: skip
    strip = load_forms().strip
    assert {name: role_of(field.label.of(language)) for name, field in strip.items()} == wanted


@pytest.mark.parametrize("code", ["refrigerator", "room-climate"])
def test_columns_of_values_are_named_as_the_standards_items(opened: Opened, code: str) -> None:
    """A column renamed in the form alone would come in as the clinic's own item, without limits."""
    sheet = opened(code).worksheets[0]
    catalogue = load_catalogue()
    heads = [cell.value for cell in sheet[5] if cell.value in catalogue.checklists[code].by_name]
    assert len(heads) == 2


def test_the_standards_items_are_offered_line_by_line(opened: Opened) -> None:
    """An item typed in ten ways would be judged by no limit."""
    book = opened("ultraviolet")
    offered = rules(book.worksheets[0])["D6:D35"].formula1
    name, _, area = offered.replace("'", "").replace("$", "").partition("!")
    assert [cell.value for row in book[name][area] for cell in row] == [
        "辐照强度", "新灯管辐照强度", "累计使用时间",
    ]  # fmt: skip
    assert "D6:D35" not in rules(opened("any-measurement").worksheets[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_is_named_like_a_summary(language: str) -> None:
    """A sheet 统计表 is passed over on import, and with it all that was filled in."""
    words = vocabulary()
    for form in load_forms().forms.values():
        name = key(form.sheet.of(language))
        assert not name.startswith(words.summaries) and not name.endswith(words.summaries)
        assert name not in words.instruction_sheets
    assert key(load_forms().words["guide"].of(language)) in words.instruction_sheets


def test_what_is_given_stands_above_the_table(workspace: Any) -> None:
    """A drawn check comes with its unit, day and inspector, none of which can run as a formula."""
    given = {"unit": "治疗室", "counted_on": dt.date(2026, 11, 5), "counted_by": "=1+1"}
    content = render(workspace, workspace.catalogue.checklists["emergency"], given, "=note")
    book = load_workbook(io.BytesIO(content))
    top = [cell for row in book.worksheets[0].iter_rows(max_row=3) for cell in row if cell.value]
    assert {"治疗室", "2026-11-05 00:00:00", "=1+1"} <= {str(cell.value) for cell in top}
    told = [cell for row in book.worksheets[1].iter_rows() for cell in row if cell.value == "=note"]
    odd = [cell.data_type for cell in (*top, *told) if str(cell.value).startswith("=")]
    assert odd == ["s", "s"]
