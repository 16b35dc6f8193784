"""The calendar's page without a browser: its sentence, its table, what is done on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from dash import html

from dashboards.app import create_app
from dashboards.asking import as_asked
from dashboards.page import Asked
from dashboards.pages.calendar import update
from dashboards.pages.calendar.acts import ACTS
from dashboards.pages.calendar.opened import of_due
from qc.errors import ConflictError, ScopeError
from qc.improve.calendar.picks import draws
from qc.improve.calendar.reading import appointments
from qc.words import Right
from qc.workspace import Workspace
from tests.attention import check, mark, save, spot
from tests.unit.dashboards import test_components
from tests.unit.dashboards.shown import at as at_page

WEEK = "?lang=en&period=2026-W42"
HOST = {"Host": "127.0.0.1"}


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """Spot checks are owed twice a week: both in the first, one in the second, none later."""
    days = ("2026-10-06", "2026-10-07", "2026-10-13")
    save(workspace, "抽查.xlsx", *(spot(day) for day in days), check("2026-10-13", mark(False)))
    return workspace


def text(part: Any) -> str:
    return test_components.text(html.Div(part))


def missed(reader: Workspace) -> Any:
    return next(due for due in appointments(reader) if due.span.label == "2026-W42")


def act(reader: Workspace, name: str, of: str, **written: str) -> Any:
    given = {key.replace("_", "-"): value for key, value in written.items()}
    return ACTS[name](Asked(as_asked(reader, WEEK), WEEK, of, given))


def test_the_first_sentence_counts_the_week(clinic: Workspace) -> None:
    """The head nurse would have to count the cells herself."""
    assert "2026-W42: 2 inspections are to be done, 1 are done; 1 were missed." in text(
        at_page(update.show, clinic, WEEK)
    )


def test_a_cell_has_shape_and_word(clinic: Workspace) -> None:
    """Colour alone is lost on paper."""
    said = text(at_page(update.show, clinic, "?lang=en&period=2026-10"))
    assert "▲" in said and "not done" in said and "in time" in said


def test_a_reason_stands_beside_what_was_not_done(clinic: Workspace) -> None:
    done = act(clinic, "excuse", of_due(missed(clinic)), excuse_note="停电")
    assert "The reason stands beside it" in str(done.said)
    said = text(at_page(update.show, clinic, f"{WEEK}&checklist=spot-check"))
    assert "停电" in said and "1 were not done for a reason" in said


def test_who_looked_before_another_acted_is_told(clinic: Workspace) -> None:
    """Two head nurses would write over each other."""
    of = of_due(missed(clinic))
    act(clinic, "excuse", of, excuse_note="停电")
    with pytest.raises(ConflictError):
        act(clinic, "withdraw", of, withdraw_note="记错")


def test_what_was_said_can_be_withdrawn(clinic: Workspace) -> None:
    act(clinic, "excuse", of_due(missed(clinic)), excuse_note="停电")
    act(clinic, "withdraw", of_due(missed(clinic)), withdraw_note="记错")
    assert missed(clinic).reason == ""


def test_the_draw_is_written_down_once_with_its_reasons(clinic: Workspace) -> None:
    """A draw that came out anew each time would be no draw."""
    act(clinic, "draw", clinic.organisation.site)
    act(clinic, "draw", clinic.organisation.site)
    (drawn,) = draws(clinic)
    said = text(at_page(update.show, clinic, "?lang=en"))
    assert drawn.picks[0].unit in said and drawn.seed[:12] in said and "Weight in the draw" in said


def test_whoever_sees_one_unit_sees_no_draw(clinic: Workspace) -> None:
    """Those to be inspected would know the day."""
    act(clinic, "draw", clinic.organisation.site)
    nurse = replace(clinic, scope=replace(clinic.scope, units=frozenset({"换药室"})))
    assert "Random draw" not in text(at_page(update.show, nurse, "?lang=en"))


def test_who_may_only_look_is_offered_no_act(clinic: Workspace) -> None:
    scope = replace(clinic.scope, rights=frozenset[Right]())
    looking = replace(clinic, scope=scope)
    said = text(at_page(update.show, looking, f"{WEEK}&checklist=spot-check"))
    assert "Act on it" not in said
    assert "Draw this week" not in text(at_page(update.show, looking, "?lang=en"))


def test_an_appointment_alone_finds_its_week(clinic: Workspace) -> None:
    """A link from Today names it and nothing else."""
    said = text(at_page(update.show, clinic, f"?lang=en&appointment={missed(clinic).id}"))
    assert "2026-W42" in said and "Write down the reason" in said
    with pytest.raises(ScopeError):
        at_page(update.show, clinic, "?appointment=none")


def test_the_sheets_of_the_draw_are_downloads(clinic: Workspace) -> None:
    act(clinic, "draw", clinic.organisation.site)
    client = create_app(clinic).server.test_client()
    week = draws(clinic)[0].week
    answer = client.get(f"/draws/{week}/0", headers=HOST)
    assert answer.status_code == 200 and answer.data[:2] == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(f"/draws/{week}/99", headers=HOST).status_code == 404
    assert client.get("/draws/2026-01-05/0", headers=HOST).status_code == 404


def test_evidence_comes_from_our_own_page_only(clinic: Workspace) -> None:
    """Another site's form could put files into the record."""
    client = create_app(clinic).server.test_client()
    path = f"/evidence/{missed(clinic).id}?seen=0&name=a.docx&lang=en"
    assert client.post(path, data=b"x", headers=HOST).status_code == 403
    told = client.post(path, data=b"x", headers={**HOST, "X-QC": "1"})
    assert told.status_code == 400 and "not by a file" in told.get_json()["said"]
    odd = client.post(f"{path}&field=gestern", data=b"x", headers={**HOST, "X-QC": "1"})
    assert odd.status_code == 400 and "gestern" in odd.get_json()["said"]


def test_a_day_of_rest_says_why_it_is_empty(clinic: Workspace) -> None:
    """An empty Monday reads as a Monday that nobody planned."""
    rules = clinic.folder / "improvement.toml"
    assert "day of rest" not in text(at_page(update.show, clinic, WEEK))
    rules.write_text("[calendar]\nrest_weekdays = [1]\n", encoding="utf-8")
    said = text(at_page(update.show, clinic, WEEK))
    assert said.count("day of rest") == 1 and "Mon 10-12 day of rest" in said
