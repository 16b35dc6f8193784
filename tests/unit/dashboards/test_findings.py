"""The page of findings without a browser: what it lists, what is done on it, what it refuses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from dash import html

from dashboards.address import View
from dashboards.app import create_app
from dashboards.asking import as_asked
from dashboards.drawer import rows_behind
from dashboards.page import Asked, Done
from dashboards.pages.findings import update
from dashboards.pages.findings.acts import ACTS
from dashboards.pages.findings.cases import photos_of
from dashboards.pages.findings.listed import of
from dashboards.pages.findings.place import Place
from qc.capture.photos import photos
from qc.capture.saving import save as save_capture
from qc.errors import ConflictError, ScopeError, UsageError
from qc.improve.acting import act_on, findings
from qc.improve.findings import Finding
from qc.improve.states import STEPS, FindingState
from qc.store.scope import Right
from qc.workspace import Workspace
from tests.attention import HANDS, STERILE, check, mark, save
from tests.integration.test_capture import captured
from tests.unit.dashboards import test_components
from tests.unit.dashboards.shown import at as at_page
from tests.unit.dashboards.test_drugs import links

LANG = "?lang=en"
HOST = {"Host": "127.0.0.1"}
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """The hand hygiene of one unit fails twice, of another once; the second has a critical failure."""
    save(
        workspace,
        "十月.xlsx",
        check("2026-10-02", mark(False)),
        check("2026-10-20", mark(False)),
        check("2026-10-26", mark(True)),
        check("2026-10-30", mark(False), mark(False, STERILE, "C6"), unit="治疗室"),
        check("2026-10-31", mark(True, cell="D5"), unit="治疗室"),
    )
    return workspace


def text(part: Any) -> str:
    return test_components.text(html.Div(part))


def first(reader: Workspace, **known: Any) -> Finding:
    return next(
        each
        for each in findings(reader)
        if all(getattr(each, name) == value for name, value in known.items())
    )


def act(reader: Workspace, name: str, thing: str = "", search: str = LANG, **written: Any) -> Done:
    return ACTS[name](Asked(as_asked(reader, search), search, thing, written))


def rows(reader: Workspace, search: str) -> list[str]:
    """The dates of the listed findings, by the address."""
    said = text(at_page(update.show, reader, LANG + search))
    return sorted({each.date.isoformat() for each in findings(reader) if each.date.isoformat() in said})  # fmt: skip


def test_the_first_sentence_counts_what_waits_and_what_is_late(clinic: Workspace) -> None:
    """The head nurse would have to count the lines herself."""
    said = text(at_page(update.show, clinic, LANG))
    assert "4 findings wait for somebody, 3 of them are overdue, 1 are critical items" in said
    assert "1 have come again" in said


@pytest.mark.parametrize(
    ("search", "days"),
    [
        ("&unit=换药室", {"2026-10-02", "2026-10-20"}),
        ("&recurring=1", {"2026-10-02", "2026-10-20"}),  # the time before stands beside it
        ("&overdue=1&unit=治疗室", {"2026-10-30"}),
        ("&overdue=1&unit=治疗室&gravity=major", set()),
        ("&q=sterile", {"2026-10-30"}),
        ("&period=2026-09&state=all", set()),
        ("&checklist=disinfection", {"2026-10-02", "2026-10-20", "2026-10-30"}),
        ("&checklist=another", set()),
        ("&state=closed", set()),
    ],
)
def test_the_address_narrows_the_list(clinic: Workspace, search: str, days: set[str]) -> None:
    """A link that a colleague opens must show her the same findings."""
    assert set(rows(clinic, search)) == days


@pytest.mark.parametrize("word", ["state=x", "sort=x", "gravity=x", "do=x", "period=x"])
def test_a_word_that_is_none_is_explained(clinic: Workspace, word: str) -> None:
    with pytest.raises(UsageError):
        at_page(update.show, clinic, f"{LANG}&{word}")


def test_an_address_says_the_same_again() -> None:
    """A filter lost on the way from link to link would show another list."""
    search = "?lang=en&state=open&unit=%E6%8D%A2&indicator=i&gravity=major&checklist=c&overdue=1&recurring=1&period=2026-10&q=a%26b&sort=-times&page=3&finding=x"  # fmt: skip
    assert Place.parse(Place.parse(search).link()) == Place.parse(search)


def test_a_checklist_in_the_address_is_named_and_taken_away_again(clinic: Workspace) -> None:
    """A list narrowed by what no control shows would be taken for all there is."""
    shown = html.Div(at_page(update.show, clinic, f"{LANG}&checklist=disinfection"))
    name = clinic.catalogue.checklists["disinfection"].name.of("en")
    assert text(shown).count(name) >= 2  # above the list, and as what can be taken away
    assert any("checklist=" not in link for link in links(shown) if link.startswith("?lang=en"))
    assert text(at_page(update.show, clinic, f"{LANG}&checklist=gone")).count("gone") == 2


def test_the_list_turns_its_pages(workspace: Workspace) -> None:
    """Hundreds of lines at once are slow, and a finding on none of the pages is lost."""
    days = [dt.date(2026, 6, 1) + dt.timedelta(days=n) for n in range(120)]
    save(workspace, "年.xlsx", *(check(str(day), mark(False)) for day in days))
    seen = [day for page in (1, 2, 3) for day in rows_of(workspace, f"&state=all&page={page}")]
    assert len(seen) == 120 == len(set(seen))
    assert rows_of(workspace, "&state=all&page=99") == rows_of(workspace, "&state=all&page=3")


def rows_of(reader: Workspace, search: str) -> list[str | None]:
    return [
        Place.parse(href).finding
        for href in links(at_page(update.show, reader, LANG + search))
        if "finding=" in href and href.startswith("?")
    ]


def test_a_count_opens_exactly_its_failures(clinic: Workspace) -> None:
    """From the figure one must come to the very cells, not to all of the month's."""
    found = first(clinic, unit="治疗室", item_code=HANDS)
    hrefs = links(at_page(update.show, clinic, f"{LANG}&finding={found.id}"))
    opened = next(View.parse(href).rows for href in hrefs if "rows.period" in href)
    assert opened is not None
    behind = rows_behind(clinic, opened)
    assert list(behind["cell"]) == ["C5"] and list(behind["date"]) == ["2026-10-30"]


def test_a_finding_says_where_it_is_written_and_what_went_before(clinic: Workspace) -> None:
    found = first(clinic, date=dt.date(2026, 10, 20))
    said = text(at_page(update.show, clinic, f"{LANG}&finding={found.id}"))
    assert "十月.xlsx › 10月 › C5" in said
    assert "time no. 2" in said and "last on 2026-10-02" in said
    assert "in order again on 2026-10-26" in said
    assert "Give to somebody" in said


def test_what_can_be_done_is_offered_and_nothing_else(clinic: Workspace) -> None:
    found = first(clinic, date=dt.date(2026, 10, 2))
    act(clinic, "fix_at_once", of(found), cause="忘记", measure="补齐")
    said = text(at_page(update.show, clinic, f"{LANG}&finding={found.id}"))
    assert "Open again" in said and "Give to somebody" not in said
    assert "忘记" in said and "王丽" in said


def test_a_person_is_put_in_charge(clinic: Workspace) -> None:
    found = first(clinic, date=dt.date(2026, 10, 2))
    done = act(
        clinic,
        "assign",
        of(found),
        person="李敏",
        due="2026-11-09",
        cause="备货不足",
        measure="补货",
    )
    assert "Written down" in done.said and "do=" not in str(done.link)
    now = first(clinic, id=found.id)
    assert (now.state, now.told["person"], str(now.due)) == (FindingState.IN_HAND, "李敏", "2026-11-09")  # fmt: skip


def test_who_looked_before_another_acted_is_refused(clinic: Workspace) -> None:
    """Two head nurses would write over each other; then the newer state is seen."""
    found = first(clinic, date=dt.date(2026, 10, 2))
    seen = of(found)
    act(clinic, "note", seen, note="先看看")
    with pytest.raises(ConflictError, match="王丽"):
        act(clinic, "note", seen, note="后来的")
    assert [each.fields["note"] for each in first(clinic, id=found.id).acts] == ["先看看"]


def test_several_at_once_and_what_did_not_go_through_is_told(clinic: Workspace) -> None:
    """One that fails silently would be believed to be in good hands."""
    found = [each for each in findings(clinic) if each.waits]
    stale = found[0]
    names = [of(each) for each in found]
    act_on(clinic, stale, "note", {"note": "别人先写了"})
    done = act(clinic, "bulk-note", chosen=names, note="本周晨会已讲")
    said = text(done.said)
    assert f"Written down for {len(names) - 1} of {len(names)}: note." in said
    assert "Not written down for 1:" in said and "changed this meanwhile" in said
    assert f"finding={stale.id}" in links(done.said)[0]
    notes = [[each.fields["note"] for each in now.acts] for now in findings(clinic) if now.acts]
    assert sorted(map(str, notes)) == sorted(
        ["['别人先写了']"] + ["['本周晨会已讲']"] * (len(names) - 1)
    )


def test_a_missing_cause_stops_that_one_only(clinic: Workspace) -> None:
    """Cause and measure are asked for where it is grave; the ordinary ones go on."""
    waiting = [each for each in findings(clinic) if each.waits]
    assert {each.needs_cause for each in waiting} >= {True}
    with pytest.raises(UsageError, match="cause"):
        act(clinic, "bulk-assign", chosen=[of(each) for each in waiting if each.needs_cause], person="李敏", due="2026-11-09")  # fmt: skip
    assert not any(each.acts for each in findings(clinic))


def test_nothing_chosen_is_no_act(clinic: Workspace) -> None:
    with pytest.raises(UsageError, match="No finding is chosen"):
        act(clinic, "bulk-note", chosen=[], note="x")
    with pytest.raises(ScopeError):
        act(clinic, "bulk-note", chosen=["forged@0"], note="x")


def test_who_may_only_look_is_offered_and_allowed_nothing(clinic: Workspace) -> None:
    found = first(clinic, date=dt.date(2026, 10, 2))
    looking = replace(clinic, scope=replace(clinic.scope, rights=frozenset[Right]()))
    page = text(at_page(update.show, looking, f"{LANG}&finding={found.id}"))
    assert "Give to somebody" not in page and "Propose a cycle" not in page
    assert "at once" not in str(at_page(update.show, looking, LANG))
    for name in (*STEPS, "bulk-note"):
        with pytest.raises(ScopeError):
            act(looking, name, of(found), chosen=[of(found)], note="x")


def test_a_unit_nurse_sees_her_unit_only(clinic: Workspace) -> None:
    other = first(clinic, unit="治疗室")
    nurse = replace(clinic, scope=replace(clinic.scope, units=frozenset({"换药室"})))
    assert "治疗室" not in text(at_page(update.show, nurse, LANG))
    with pytest.raises(ScopeError):
        at_page(update.show, nurse, f"{LANG}&finding={other.id}")
    with pytest.raises(ScopeError):
        act(nurse, "note", of(other), note="x")


def test_a_word_of_a_sheet_is_no_markup(workspace: Workspace) -> None:
    result = mark(False)._replace(item=EVIL, item_code="")
    save(workspace, "a.xlsx", check("2026-10-30", result))
    assert EVIL in text(at_page(update.show, workspace, LANG))


def test_the_search_goes_into_the_address(clinic: Workspace) -> None:
    done = act(clinic, "search", search=f"{LANG}&unit=换药室&page=2", **{"findings-search": "手 卫生"})  # fmt: skip
    place = Place.parse(done.link)
    assert (place.q, place.unit, place.page) == ("手 卫生", "换药室", "1")


def test_the_feedback_book_is_a_file_of_the_readers_own(clinic: Workspace) -> None:
    client = create_app(clinic).server.test_client()
    answer = client.get("/feedback-book?period=2026-10&unit=换药室", headers=HOST)
    assert answer.status_code == 200 and answer.data[:2] == b"PK"
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get("/feedback-book?period=2020-01", headers=HOST).status_code == 400


def test_an_empty_workspace_says_what_will_stand_here(workspace: Workspace) -> None:
    said = text(at_page(update.show, workspace, LANG))
    assert "Nothing waits for anybody." in said and "Import" in said


def test_the_photo_of_a_failure_stands_on_its_finding_and_on_no_other(workspace: Workspace) -> None:
    """A picture on another unit's finding accuses the wrong people."""
    save_capture(workspace, captured(workspace))
    (found,), (photo,) = findings(workspace), photos(workspace)
    page = html.Div(at_page(update.show, workspace, f"{LANG}&state=all&finding={found.id}"))
    (image,) = [part for part in test_components.parts(page) if type(part).__name__ == "Img"]
    assert image.src == f"/photos/{photo.name}" and found.item in image.alt
    later = found.date + dt.timedelta(days=1)
    for other in ({"site": "分院"}, {"unit": "治疗室"}, {"item_code": "x"}, {"date": later}):
        assert photos_of(replace(found, **other), workspace) == []
