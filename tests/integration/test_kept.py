"""What is kept between two questions: nobody sees what he may not, nothing old is told, and two clinics
never mix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Barrier, Thread

import pandas as pd
import pytest

from qc.accounts.roles import RIGHTS, Role
from qc.analysis import Period, coverage, failing_items, scorecard, trend, unit_rates
from qc.analysis import kept as cache
from qc.analysis.cuts import cut, cut_of
from qc.analysis.failing import failing_items_of
from qc.analysis.journal import acts_of
from qc.analysis.kept import kept, one_moment, standing, weight
from qc.analysis.scorecard import scorecard_of
from qc.analysis.source import facts
from qc.analysis.window import Window
from qc.improve.acting import act_on, finding, findings
from qc.workspace import Workspace
from tests.integration.clinic_year import TODAY, clinic, save_month
from tests.integration.store.builders import problem, workbook

OCTOBER = Period.parse("2026-10")
UNIT = "换药室"


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Workspace]:
    workspace = clinic(tmp_path / "one")
    yield workspace
    workspace.store.close()


def of_unit(workspace: Workspace, unit: str = UNIT) -> Workspace:
    return replace(workspace, scope=replace(workspace.scope, units=frozenset({unit})))


def test_two_scopes_share_no_answer(year: Workspace) -> None:
    """A nurse of one room would else be shown the whole clinic because the head nurse asked first."""
    nurse = of_unit(year)
    for reader in (year, nurse, year, nurse):
        units = {UNIT} if reader is nurse else {UNIT, "治疗室", "+激光室"}
        assert set(coverage(reader).units) == units
        assert set(unit_rates(reader, OCTOBER)["unit"]) == units
        assert {each.unit for each in findings(reader)} <= units
        assert set(facts(reader).results["unit"].astype("str")) == units
    whole, part = (scorecard(reader, OCTOBER).lines[0].checked for reader in (year, nurse))
    assert 0 < part < whole


def test_the_nurses_of_a_unit_share_their_answers_but_not_their_own_files(year: Workspace) -> None:
    """Fifty people would have everything worked out fifty times; yet a file without checks is its bringer's."""
    nurse = of_unit(year)
    one, two = (replace(nurse, scope=replace(nurse.scope, actor=name)) for name in "甲乙")
    assert findings(one)[0] is findings(two)[0]
    year.store.save(one.scope, *workbook(problems=[problem()]))

    def waiting(reader: Workspace) -> int:
        return kept(reader, "waiting", lambda: len(reader.store.problems(reader.scope)))

    assert waiting(one) == waiting(two) + 1


def test_who_may_do_more_is_told_the_same_but_names(year: Workspace) -> None:
    """Head nurse and committee see one clinic: worked out once. Who may not read names gets answers of
    their own, else the first who asks would decide who is named."""
    head, member, manager = (
        replace(year, scope=replace(year.scope, actor=role, rights=RIGHTS[role]))
        for role in (Role.HEAD_NURSE, Role.QC_MEMBER, Role.MANAGEMENT)
    )
    assert scorecard(head, OCTOBER) is scorecard(member, OCTOBER)
    assert facts(head) is facts(member)
    assert scorecard(manager, OCTOBER) is not scorecard(head, OCTOBER)
    told = {
        reader.scope.actor: kept(reader, "subjects", lambda r=reader: set(r.store.results(r.scope)["subject"]))
        for reader in (head, member, manager)
    }  # fmt: skip
    assert "病历1" in told[Role.HEAD_NURSE] and told[Role.HEAD_NURSE] == told[Role.QC_MEMBER]
    assert "病历1" not in told[Role.MANAGEMENT]


def test_two_workspaces_in_one_process_never_mix(year: Workspace, tmp_path: Path) -> None:
    """Two clinics on one server would else see each other's figures."""
    other = clinic(tmp_path / "two")
    before = scorecard(year, OCTOBER)
    save_again(other)
    assert len(facts(other).results) > len(facts(year).results)
    assert scorecard(year, OCTOBER) is before
    assert coverage(other).months != coverage(year).months
    other.store.close()


def save_again(workspace: Workspace) -> None:
    """A month of the year before comes in as well."""
    save_month(workspace, dt.date(2025, 10, 1), 3)


def test_an_act_leaves_the_facts_and_shows_at_once(year: Workspace) -> None:
    """Reading all results anew after each click would make everybody wait; not showing it would make the
    nurse click again."""
    found = findings(year)[-1]
    before = facts(year)
    act_on(year, found, "note", {"note": "已提醒"})
    assert facts(year) is before
    assert [act.what for act in finding(year, found.id).acts] == ["note"]
    assert [act.what for act in finding(of_unit(year, found.unit), found.id).acts] == ["note"]


def test_an_import_is_told_at_once_and_the_same_as_read_anew(year: Workspace) -> None:
    """What is carried on from one revision to the next is what a fresh start would read."""
    assert len(facts(year).results)
    reader = of_unit(year)
    facts(reader)
    save_again(year)
    carried = [told(each) for each in (year, reader)]
    cache._shelves.clear()
    for (results, checks), again in zip(carried, map(told, (year, reader)), strict=True):
        pd.testing.assert_frame_equal(results, again[0])
        pd.testing.assert_frame_equal(checks, again[1])


def test_a_correction_is_carried_on_as_read_anew(year: Workspace) -> None:
    """A check that was put right keeps its name: counted twice, or not at all, nobody would see why."""
    reader = of_unit(year)
    before = [told(each) for each in (year, reader)]
    save_month(year, dt.date(2026, 10, 1), 1, edition=", corrected")
    carried = [told(each) for each in (year, reader)]
    assert [len(each[1]) for each in carried] == [len(each[1]) for each in before]
    assert not carried[0][1].equals(before[0][1])
    cache._shelves.clear()
    for (results, checks), again in zip(carried, map(told, (year, reader)), strict=True):
        pd.testing.assert_frame_equal(results, again[0])
        pd.testing.assert_frame_equal(checks, again[1])


def told(workspace: Workspace) -> tuple[pd.DataFrame, pd.DataFrame]:
    held = facts(workspace)
    return plain(held.results), plain(held.checks)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    texts = {name: "str" for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)}
    return frame.astype(texts)


def test_what_is_undone_goes_and_comes_back(year: Workspace) -> None:
    """An import taken back leaves the figures; what it had replaced is read again."""
    before = told(year)
    save_again(year)
    assert len(facts(year).results) > len(before[0])
    newest = year.store.imports(year.scope)[0]
    year.store.undo(year.scope, newest.id, "wrong file")
    for now, then in zip(told(year), before, strict=True):
        pd.testing.assert_frame_equal(now, then)


def test_rollups_say_what_the_checks_say(year: Workspace) -> None:
    """The scorecard from sums by period and day is the one that is counted from all checks."""
    checks = facts(year).checks
    for unit in (None, UNIT):
        for label in ("2026-10", "2026-Q3", "2026", "2026-W40"):
            period = Period.parse(label)
            kept_one, counted = scorecard(year, period, unit), scorecard_of(checks, year.catalogue, period, unit)  # fmt: skip
            assert repr(kept_one) == repr(counted), (unit, label)


def test_failing_items_by_month_are_those_of_the_results(year: Workspace) -> None:
    """A Pareto of sums by month names the same items and counts as one of single results."""
    results = facts(year).results
    for label in ("2026-10", "2026-Q3", "2026-W40"):
        period = Period.parse(label)
        counted = failing_items_of(results, year.catalogue, year.language, period)
        pd.testing.assert_frame_equal(failing_items(year, period), counted)


def test_months_of_units_are_those_of_the_checks(year: Workspace) -> None:
    """Units by months from what is kept for all of them are counted as from their own checks."""
    checks, window = facts(year).checks, Window.up_to(Period.parse("2026-10"))
    for unit in (None, UNIT):
        for code in ("disinfection", "documents"):
            counted = cut_of(checks, year.catalogue, code, window, "unit", "month", unit=unit)
            found = cut(year, code, window, "unit", "month", unit=unit)
            assert len(found)
            pd.testing.assert_frame_equal(found, counted)


def test_the_journal_is_carried_on(year: Workspace) -> None:
    """What is read since must make the same journal as all of it, for whoever sees some units too."""
    nurse = of_unit(year)
    for number in range(3):
        for found in findings(year)[:4]:
            act_on(year, found, "note", {"note": f"第{number}次"})
        for reader in (year, nurse):
            assert acts_of(reader, "finding") == reader.store.acts(reader.scope, "finding")
    assert 0 < len(acts_of(nurse, "finding")) < len(acts_of(year, "finding")) == 12


def asked_elsewhere(ask: Callable[[], object]) -> None:
    """As another request would, which begins now."""
    other = Thread(target=ask)
    other.start()
    other.join()


def test_who_knew_less_takes_the_newer_answer(year: Workspace) -> None:
    """Fifty people who wait while somebody imports would each have the page made once more, and each
    in turn for the next."""
    made = count(1)

    def ask() -> int:
        return kept(year, "counted", lambda: next(made), acts=("finding",))

    with one_moment():
        standing(year, ("finding",))
        act_on(year, findings(year)[0], "note", {"note": "已提醒"})
        asked_elsewhere(ask)
        assert ask() == 1
    assert ask() == 1


def test_a_reader_who_knew_less_doubles_no_act(year: Workspace) -> None:
    """The journal is carried on from where it was read to: told as less, its last acts came twice."""
    found = findings(year)[0]
    with one_moment():
        standing(year, ("finding",))
        act_on(year, found, "note", {"note": "已提醒"})
        asked_elsewhere(lambda: acts_of(year, "finding"))
        acts_of(year, "finding")
    assert acts_of(year, "finding") == year.store.acts(year.scope, "finding")


def test_within_one_moment_all_answers_are_of_the_same(year: Workspace) -> None:
    """A page would else say seven findings above a list of eight, where somebody acts meanwhile."""
    with one_moment():
        before = findings(year)
        act_on(year, before[0], "note", {"note": "已提醒"})
        assert findings(year) == before
    assert findings(year)[0].acts


def test_a_trend_ends_where_it_is_asked_to(year: Workspace) -> None:
    """The month in which a page stands is the last on its chart, also from what is kept."""
    whole = trend(year, "disinfection").frame["period"].tolist()
    until = trend(year, "disinfection", until=Period.parse("2026-05").end).frame["period"].tolist()
    assert until == whole[: whole.index("2026-05") + 1]


def test_who_asks_for_the_same_at_once_is_answered_by_one_work(year: Workspace) -> None:
    """Twenty people on Monday morning do not make the server do twenty times the work."""
    started, done = Barrier(4), []

    def ask() -> None:
        started.wait()
        kept(year, "slow", lambda: done.append(1))

    threads = [Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert done == [1]


def test_the_cache_is_bounded(year: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that runs for months keeps to its room: what nobody asked for longest goes first."""
    monkeypatch.setattr(cache, "MOST", 5)
    for number in range(12):
        kept(year, ("n", number), lambda: "x")
    shelf = cache._shelves[year.store.engine]
    assert len(shelf.places) == 5
    monkeypatch.setattr(cache, "MOST", 100)
    monkeypatch.setattr(cache, "MOST_BYTES", 50_000)
    for number in range(12):
        kept(year, ("big", number), lambda: ["y" * 10_000])
    assert shelf.size <= 50_000
    assert weight(["y" * 10_000] * 10) > 90_000


def test_what_took_long_goes_last(year: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred pages that are kept would push out the facts, which take seconds and which the next
    page that is not kept rests on."""
    monkeypatch.setattr(cache, "MOST", 5)
    kept(year, "facts", lambda: "much work")
    shelf = cache._shelves[year.store.engine]
    (dear,) = shelf.places.values()
    dear.seconds = 2.0
    for number in range(12):
        kept(year, ("n", number), lambda: "x")
    assert len(shelf.places) == 5 and dear in shelf.places.values()
    for number in range(12):
        kept(year, ("n", number), lambda: "x")
        next(reversed(shelf.places.values())).seconds = 2.0
    assert len(shelf.places) == 5


def test_another_day_is_another_answer(year: Workspace) -> None:
    """What is overdue changes at midnight without anybody doing anything."""
    days = [kept(replace(year, today=day), "day", lambda day=day: day) for day in (TODAY, TODAY + dt.timedelta(days=1))]  # fmt: skip
    assert days[0] != days[1]
