"""What would settle a verdict, the icons, the drivers, and the notes on a chart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from qc.analysis.answers import Point
from qc.analysis.chart_notes import notes_of
from qc.analysis.drivers import _regression, clear_effects, effect_sentence
from qc.analysis.inspectors import key_of, told_inspectors
from qc.analysis.periods import Period
from qc.analysis.settling import settling
from qc.analysis.trend import trend_of
from qc.analysis.variation import NEITHER, variation
from qc.locale import Translator
from qc.store.journal import Act
from qc.words import State, Verdict
from tests.unit.analysis.frames import CLINIC, checks, many
from tests.unit.dashboards import answers

EN = Translator("en")


def test_an_open_verdict_plans_the_next_sample() -> None:
    """Asked to check on until it passes, a clinic would always pass."""
    met = answers.line(state=State.MET_SO_FAR, verdict=Verdict.MET, needed=23.0)
    assert (
        settling(met, EN)
        == "For the next sample plan 23 more items: all in order would confirm it."
    )
    missed = answers.line(state=State.MISSED_SO_FAR, needed=200.0)
    assert "at least 59 items" in settling(missed, EN)
    assert settling(answers.line(state=State.MISSED), EN) == ""


def test_against_a_perfect_target_it_says_what_the_checks_vouch_for() -> None:
    perfect = answers.line(state=State.MET, target=1.0, vouched=0.905)
    assert "90.5 %" in settling(perfect, EN)


def test_icons_need_twelve_periods_and_see_a_fall() -> None:
    """An icon drawn from three months is a guess in a circle."""
    months = [Period.parse("2025-11").shift(n) for n in range(12)]
    steady = tuple(Point(m, 1000, 970 + n % 3, 0.97 + n % 3 / 1000) for n, m in enumerate(months))
    fallen = (*steady[:-1], Point(months[-1], 1000, 800, 0.8))
    short = tuple(Point(m, 0, 0, float("nan")) for m in months[:6]) + steady[6:]
    lines = [
        replace(answers.line(answers.indicator(code)), history=history)
        for code, history in (("steady", steady), ("fallen", fallen), ("short", short))
    ]
    found = variation(lines)
    assert found["steady"] == ("common_cause", "pass")
    assert found["fallen"][0] == "concern_low"
    assert found["short"] == NEITHER


def test_drivers_find_the_room_that_fails_and_say_it_plainly() -> None:
    """Three times the odds told as a third would praise the room that fails."""
    frame = pd.DataFrame(
        {
            "unit": ["A", "B"] * 200, "level": "process", "inspector": "", "round": "",
            "weekday": "1", "month": 0, "checked": 1,
            "passed": [1 if n % 2 or n % 8 else 0 for n in range(400)],
            "check_id": [str(n) for n in range(400)],
        }
    )  # fmt: skip
    frame.loc[[1, 21, 41], "passed"] = 0
    table = _regression(frame)
    clear = clear_effects(table)
    assert clear["level"].tolist() in (["A"], ["B"])
    row = clear.iloc[0].to_dict()
    reference = "A" if row["level"] == "B" else "B"
    said = effect_sentence(row, str(row["level"]), reference, EN)
    low = frame.groupby("unit")["passed"].mean().idxmin()
    assert said.startswith(f"{low}: ")
    assert float(said.split("about ")[1].split(" ")[0]) > 1


def test_drivers_of_nothing_failed_are_none() -> None:
    frame = pd.DataFrame({"unit": ["A", "B"], "level": "", "inspector": "", "round": "", "weekday": "1", "month": 0, "checked": 1, "passed": 1, "check_id": ["1", "2"]})  # fmt: skip
    assert _regression(frame).empty


def test_inspectors_are_letters_unless_names_may_be_read() -> None:
    """A colleague's rate with the name on it is a pillory."""
    told = told_inspectors(["李敏", "王丽", ""], EN, by_name=False)
    assert sorted(told.values()) == ["Inspector A", "Inspector B", "No inspector named"]
    assert told_inspectors(["李敏"], EN, by_name=True)["李敏"] == "李敏"
    assert "李敏" not in key_of("李敏")


def act(what: str, number: int, **fields: str) -> Act:
    return Act("chart:hygiene:month:", number, "", "a", what, fields, "", "")


def test_a_point_left_out_sets_no_limits_and_stays_on_the_chart() -> None:
    """One month of a broken steriliser would widen the limits for the whole year."""
    rows = [
        row
        for month in range(1, 11)
        for row in many(190 if month != 5 else 100, 200, date=f"2026-{month:02d}-05")
    ]
    notes = notes_of([act("exclude", 1, period="2026-05", reason="灭菌器故障")])
    hygiene = CLINIC.indicators["hygiene"]
    plain = trend_of(checks(*rows), CLINIC, hygiene, chart="p")
    noted = trend_of(checks(*rows), CLINIC, hygiene, chart="p", notes=notes)
    assert noted.frame["centre"].iloc[0] == pytest.approx(0.95)
    assert plain.frame["centre"].iloc[0] < 0.93
    assert noted.frame["value"].tolist() == plain.frame["value"].tolist()
    assert noted.frame["excluded"].tolist()[4] == "灭菌器故障"


def test_new_limits_begin_where_they_are_written_and_can_be_taken_back() -> None:
    written = [act("rebase", 1, period="2026-06", reason="新流程")]
    rows = [
        row
        for month in range(1, 11)
        for row in many(180 if month < 6 else 198, 200, date=f"2026-{month:02d}-05")
    ]
    hygiene = CLINIC.indicators["hygiene"]
    noted = trend_of(checks(*rows), CLINIC, hygiene, chart="p", notes=notes_of(written))
    assert noted.frame["centre"].tolist() == pytest.approx([0.9] * 5 + [0.99] * 5)
    assert notes_of([*written, act("join", 2, period="2026-06")]).phases == {}
    assert dt.date.fromisoformat(noted.frame["start"].iloc[0]).month == 1
