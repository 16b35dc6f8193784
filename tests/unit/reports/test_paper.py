"""How many pages a sheet takes."""

from __future__ import annotations

import io

import pytest
from xlsxwriter import Workbook

from qc.reports.paper import PORTRAIT, SMALLEST, height, pages_needed


@pytest.mark.parametrize(
    ("points", "pages"), [(0, 1), (PORTRAIT, 1), (1.3 * PORTRAIT, 1), (1.5 * PORTRAIT, 2)]
)
def test_a_few_lines_begin_no_page_and_many_are_not_squeezed(points: float, pages: int) -> None:
    """Five lines would lie on a page of their own, or two pages be shrunk onto one."""
    assert pages_needed(points, PORTRAIT) == pages
    assert points * SMALLEST <= pages * PORTRAIT


def test_the_height_is_that_of_the_rows() -> None:
    """Pages would be counted from another unit than the one in which rows are kept."""
    with Workbook(io.BytesIO()) as workbook:
        sheet = workbook.add_worksheet()
        sheet.set_row(0, 30)
        sheet.set_row(2, 60)
        assert height(sheet, (0, 0, 2, 5)) == 30 + 15 + 60  # a row that nobody set has 15 points
