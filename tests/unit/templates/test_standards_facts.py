"""What a standard knows beforehand stands on its template: par stock, and what is still to be confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.templates.conftest import Opened


def words(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_par_levels_of_the_standard_are_printed(opened: Opened) -> None:
    """Somebody would have to type the clinic's par stock from a paper that they do not have."""
    sheet = opened("supplies-hall").worksheets[0]
    (par,) = [cell.column for cell in sheet[5] if cell.value == "基数"]
    rows = {cell.value: sheet.cell(cell.row, par) for row in sheet.iter_rows() for cell in row}
    assert rows["大厅：水杯（个）"].value == 100
    assert not rows["大厅：水杯（个）"].protection.locked  # the clinic may keep more
    assert rows["大厅：袋装点心糖果（数量待诊所确认）"].value is None


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "待诊所确认后使用"), ("en", "confirms the contents")]
)
def test_a_draft_says_that_it_is_one(opened: Opened, language: str, said: str) -> None:
    """A theme's lines of ours would be taken for the clinic's own rules."""
    draft = words(opened("focus-handover", language).worksheets[0])
    assert any(said in text for text in draft)
    settled = words(opened("disinfection", language).worksheets[0])
    assert not any(said in text for text in settled)
