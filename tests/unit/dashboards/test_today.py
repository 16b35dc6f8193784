"""The page Today without a browser: what it says, where its lines lead, what a fault looks like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dash import html

from dashboards import faults
from dashboards.app import create_app
from dashboards.pages.today import layout, update
from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.calendar.grid import tally_of
from qc.improve.calendar.reading import calendar
from qc.locale import translator
from qc.workspace import Workspace
from tests.attention import STERILE, at, check, line, mark, save, spot, stock
from tests.unit.dashboards import test_components
from tests.unit.dashboards.shown import at as at_page

LANG = "?lang=en"


@pytest.fixture
def clinic(workspace: Workspace) -> Iterator[Workspace]:
    """A critical failure, an expired drug, spot checks that are due, one that was missed."""
    save(
        workspace, "a.xlsx", check("2026-10-30", mark(False, STERILE), unit="治疗室"),
        stock("2026-10-05", line("肾上腺素", expiry="2026-10-31")), spot("2026-10-13"),
        spot("2026-10-20"), spot("2026-10-21"), spot("2026-10-27"), spot("2026-10-28"),
    )  # fmt: skip
    yield workspace


def text(part: Any) -> str:
    """What the page says."""
    return test_components.text(html.Div(part))


def links(part: Any) -> list[str]:
    """The addresses of the lines, in their order."""
    if isinstance(part, list | tuple):
        return [href for each in part for href in links(each)]
    own = [part.href] if getattr(part, "className", "") == "row-link" else []
    return own + links(getattr(part, "children", None) or ())


def test_the_most_urgent_stands_first(clinic: Workspace) -> None:
    said = text(at_page(update.show, clinic, LANG))
    assert said.index("Urgent today: 2") < said.index("failed on 2026-10-30")
    assert said.index("expired on 2026-10-31") < said.index("still to be done by")


def test_each_line_leads_to_what_it_is_about(clinic: Workspace) -> None:
    """The finding, the records of the cart, the appointment of a check that is due: a line that leads
    elsewhere, or nowhere, would be read once and never again."""
    hrefs = links(at_page(update.show, clinic, LANG))
    assert hrefs[0].startswith("/findings?lang=en&finding=")
    assert "rows.indicator=emergency" in hrefs[1] and "outcome" not in hrefs[1]
    assert [href for href in hrefs if href.startswith("/calendar?lang=en&appointment=")]
    assert "give the reason" in text(at_page(update.show, clinic, LANG))


def test_this_weeks_inspections_stand_on_the_page(clinic: Workspace) -> None:
    """What is done and due would have to be looked for in the calendar every morning."""
    page = html.Div(at_page(update.show, clinic, LANG))
    (week,) = (part for part in page.children if getattr(part, "id", "") == "this-week")
    assert "inspections are to be done" in text(week)
    whole, *each = [part for part in test_components.parts(week) if hasattr(part, "href")]
    assert whole.href == "/calendar?lang=en"
    assert each and all(
        link.href.startswith("/calendar?lang=en&period=2026-W45&checklist=") for link in each
    )
    counts = [
        part.children.split("/")
        for part in test_components.parts(week)
        if getattr(part, "className", "") == "counts"
    ]
    tally = tally_of(calendar(clinic, Period.parse("2026-W45")).dues, Period.parse("2026-W45"))
    assert sum(int(owed) for _, owed in counts) == tally.owed
    assert sum(int(done) for done, _ in counts) == tally.done


def test_a_new_workspace_says_how_to_begin(workspace: Workspace) -> None:
    said = text(at_page(update.show, workspace, LANG))
    assert "Nothing has been imported yet." in said and "Look at a sample clinic" in said


def test_a_day_without_anything_says_so(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", check("2026-10-30", mark(True)))
    said = text(at_page(update.show, workspace, LANG))
    assert "Nothing needs anybody today." in said and "Look at the scorecard" in said


def test_what_is_only_to_come_is_not_called_urgent(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", stock("2026-10-05", line("肾上腺素", expiry="2027-01-01")))
    assert "Nothing is urgent today or within a week; to come: 1." in text(
        at_page(update.show, workspace, LANG)
    )
    assert "Nothing is urgent today; to be done within a week: 1." in text(
        at_page(update.show, at(workspace, "2026-12-28"), LANG)
    )
    assert "Urgent today: 1; nothing else within a week." in text(
        at_page(update.show, at(workspace, "2027-01-02"), LANG)
    )


def test_a_fault_is_owned_and_a_mistake_explained(workspace: Workspace) -> None:
    """A blank page would leave the head nurse without the other pages."""
    fault = text(faults.explained(workspace, "/", LANG, RuntimeError("x")))
    assert "Your data is untouched" in fault and "x" not in fault.split()
    assert "wrong" in text(faults.explained(workspace, "/", LANG, UsageError("wrong")))
    odd = faults.explained(workspace, "/", "?rows.period=October", UsageError("wrong"))
    assert "wrong" in text(odd)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/?period=2026-09", "/scorecard?period=2026-09"),
        ("/?lang=en&unit=%E6%B2%BB", "/scorecard?lang=en&unit=%E6%B2%BB"),
        ("/?rows.period=2026-10&rows.indicator=safety", "/scorecard?rows.period=2026-10&rows.indicator=safety"),
    ],
)  # fmt: skip
def test_old_links_lead_to_the_scorecard(workspace: Workspace, path: str, to: str) -> None:
    """Links in minutes and messages of before would open another page."""
    client = create_app(workspace).server.test_client()
    answer = client.get(path, headers={"Host": "127.0.0.1"})
    assert answer.status_code == 302 and answer.headers["Location"] == to
    assert client.get("/?lang=en", headers={"Host": "127.0.0.1"}).status_code == 200
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 421


def test_text_of_a_sheet_cannot_lead_away(workspace: Workspace) -> None:
    """A file's name or an item is shown as it is and never becomes an address."""
    evil = "javascript:alert(1)"
    save(workspace, evil, check("2026-10-30", mark(False, evil)))
    hrefs = links(at_page(update.show, workspace, LANG))
    assert hrefs and all(
        href.startswith(("/findings?", "/scorecard?", "/import?")) for href in hrefs
    )


@pytest.mark.parametrize(("whole", "shown"), [("?show=week", layout.AT_ONCE), (None, 53)])
def test_a_long_list_is_shown_in_part_with_the_way_to_all(whole: str | None, shown: int) -> None:
    """Two hundred lines at once are read by nobody, and the one that is looked for must be found."""
    lines = [layout.Line(f"第{n}件", f"/x?n={n}", ("", "", "", ""), (), False) for n in range(53)]
    part = layout.group("本周", "○", "week", lines, translator("zh"), whole)
    assert len(links(part)) == shown
    assert text(part).startswith("本周 53")
    assert text(part).endswith("再显示 13 条") == (shown < 53)


def test_a_line_that_gathers_one_thing_has_no_list_to_open() -> None:
    """ "Show all 1" costs a press and tells nothing."""

    def shown(*details: tuple[str, str, str]) -> Any:
        line = layout.Line("Epinephrine is due", None, ("kind", "", "", ""), details, False)
        return layout.group("Urgent", "▲", "now", [line], translator("en"), None)

    named, other = ("", "Epinephrine", ""), ("room", "No. 5", "2026-10-31")
    assert "Show all" not in text(shown(other)) and "No. 5" in text(shown(other))
    assert text(shown(named)).count("Epinephrine") == 1
    assert "Show all 2" in text(shown(named, other))
