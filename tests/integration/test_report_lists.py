"""What the month's workbook says of checklists, drugs and registers is what their own pages say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qc.analysis import Period
from qc.attention.stock import shelf
from qc.errors import ScopeError
from qc.improve.registers import review
from qc.improve.registers.figure_words import tells
from qc.improve.registers.model import Which
from qc.improve.registers.words import conclusion
from qc.reports import write_report
from qc.reports.gather import gather
from qc.words import Right
from qc.workspace import Workspace
from tests.attention import line, save, stock

OCTOBER = Period.parse("2026-10")
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """An expired lot, one that expires in December, one that is good for a year, one without a day."""
    lots = [
        line("肾上腺素", expiry="2026-10-31", par=10, actual=3, batch="=A1"),
        line("阿托品", expiry="2026-12-31", par=4, actual=4)._replace(cell="C6"),
        line("利多卡因", expiry="2027-10-31", par=5, actual=5)._replace(cell="C7"),
        line("纱布", par=5, actual=5)._replace(cell="C8"),
    ]
    save(workspace, "十月.xlsx", stock("2026-10-26", *lots))
    return workspace


def test_what_expires_is_what_the_page_of_drugs_says(clinic: Workspace, tmp_path: Path) -> None:
    """A director would read that nothing expires while an expired drug lies in the cart."""
    told = gather(clinic, OCTOBER).expiring
    near = [each for each in shelf(clinic).articles if each.left is not None and each.left <= 90]
    assert [(each.name, each.left) for each in told.lines] == [(a.name, a.left) for a in near]
    assert [each.name for each in told.lines] == ["肾上腺素", "阿托品"]
    assert "1" in told.sentence
    sheet = load_workbook(write_report(clinic, OCTOBER, tmp_path / "a.xlsx"))["近效期药品"]
    first = [cell.value for cell in sheet[5]]
    assert first[0] == "肾上腺素" and first[3] == "=A1" and sheet["D5"].data_type == "s"
    assert first[4].date() == dt.date(2026, 10, 31) and first[5] == -2
    assert sheet["E5"].number_format.startswith('"▲')


def test_lists_without_days_are_not_called_good(workspace: Workspace) -> None:
    """ "Nothing expires" would be said of a cart whose days nobody wrote down."""
    save(workspace, "十月.xlsx", stock("2026-10-26", line("纱布", par=5, actual=5)))
    said = gather(workspace, OCTOBER).expiring.sentence
    assert said == workspace.t("The lists name no last days of use.")


def test_the_registers_say_what_their_pages_say(clinic: Workspace) -> None:
    """The meeting would hear another number of complaints than the page shows."""
    told = gather(clinic, OCTOBER).registers
    assert [each.name for each in told] == [clinic.t(which.label) for which in Which]
    for each, which in zip(told, Which, strict=True):
        found = review(clinic, which, OCTOBER)
        assert each.sentences == tuple(conclusion(found, clinic.t))
        assert len(each.lines) == sum(map(tells, found.figures))


def test_names_on_paper_are_for_who_may_see_them(clinic: Workspace, tmp_path: Path) -> None:
    """A report with names could be made by somebody who may not read them on the page."""
    rights = clinic.scope.rights - {Right.NAMES}
    reader = replace(clinic, scope=replace(clinic.scope, rights=rights))
    write_report(reader, OCTOBER, tmp_path / "a.xlsx")
    with pytest.raises(ScopeError):
        write_report(reader, OCTOBER, tmp_path / "b.xlsx", names=True)
    assert not (tmp_path / "b.xlsx").exists()
