"""Indicators that nobody has set a target for: rated, shown, and neither met nor missed."""

from __future__ import annotations

import datetime as dt
import math

from qc.analysis.answers import Scorecard
from qc.analysis.breakdown import rates_of
from qc.analysis.periods import Period
from qc.analysis.scorecard import scorecard_of
from qc.analysis.sentences import headline, trend_sentence
from qc.analysis.trend import trend_of
from qc.catalogue.model import Catalogue, Group
from qc.locale import Translator
from qc.words import Basis, State, Verdict, verdict_label
from tests.unit.analysis.frames import checks, facts, indicator, many, text

OCTOBER = Period(dt.date(2026, 10, 1))
EN = Translator("en")
OTHER = {"targets": (), "group": "people"}
INDICATORS = (
    indicator("knowing", **OTHER),
    indicator("drills", basis=Basis.CENSUS, **OTHER),
    indicator("hygiene"),
    indicator("stars", **(OTHER | {"group": "extra"})),
)
CLINIC = Catalogue(
    indicators={each.code: each for each in INDICATORS},
    checklists={},
    groups={code: Group(code=code, name=text(code)) for code in ("core", "people", "extra")},
)
ROWS = [
    *many(19, 20), *many(7, 10, indicator="knowing"), *many(2, 3, indicator="drills"),
    *many(1, 2, indicator="stars", date="2026-09-03"),
]  # fmt: skip


def card() -> Scorecard:
    return scorecard_of(checks(*ROWS, of=CLINIC), CLINIC, OCTOBER)


def test_the_core_comes_first_and_others_only_with_data() -> None:
    """Thirty indicators that hold nothing would bury the twelve of the plan."""
    assert [line.indicator.code for line in card().lines] == [
        "hygiene",
        "knowing",
        "drills",
        "stars",
    ]
    empty = scorecard_of(checks(of=CLINIC), CLINIC, OCTOBER)
    assert [line.indicator.code for line in empty.lines] == ["hygiene"]


def test_without_a_target_there_is_a_rate_and_no_verdict() -> None:
    """ "missed" against a target of nobody's would be our judgement of the clinic."""
    lines = {line.indicator.code: line for line in card().lines}
    knowing, drills, stars = (lines[code] for code in ("knowing", "drills", "stars"))
    assert (knowing.rate, knowing.verdict, knowing.state) == (0.7, Verdict.NONE, State.NO_TARGET)
    assert math.isnan(knowing.target) and math.isnan(knowing.needed)
    assert 0.3 < knowing.lower < 0.7 < knowing.upper < 1
    assert drills.state is State.NO_TARGET and math.isnan(drills.lower)
    assert stars.state is State.NO_DATA and math.isnan(stars.rate)  # its data are September's
    assert [line.missed_periods for line in lines.values()] == [0, 0, 0, 0]


def test_the_headline_counts_the_core_alone() -> None:
    """The meeting would hear that one of three met its target, two of which have none."""
    shown = card()
    assert (shown.met, shown.rated, shown.silent) == (1, 1, 0)
    assert headline(shown, EN).startswith("2026-10: 1 of 1 indicators met their targets.")


def test_a_parent_without_a_target_has_a_mean_and_no_verdict() -> None:
    family = (indicator("all", **OTHER), indicator("part", parent="all", **OTHER))
    clinic = Catalogue(indicators={each.code: each for each in family}, checklists={})
    rows = checks(*many(3, 4, indicator="part"), of=clinic)
    whole, part = scorecard_of(rows, clinic, OCTOBER).lines
    assert (whole.rate, whole.state, part.state) == (0.75, State.NO_TARGET, State.NO_TARGET)


def test_a_parent_is_judged_by_the_children_that_have_targets() -> None:
    """A child that nobody judges must not make the parent look doubtful."""
    family = (
        indicator("all"), indicator("part", parent="all"), indicator("rest", parent="all", targets=()),
    )  # fmt: skip
    clinic = Catalogue(indicators={each.code: each for each in family}, checklists={})
    rows = [*many(500, 500, indicator="part"), *many(99, 100, indicator="rest")]
    whole = scorecard_of(checks(*rows, of=clinic), clinic, OCTOBER).lines[0]
    assert (whole.verdict, whole.state, whole.children_met) == (Verdict.MET, State.MET, 1)


def test_rates_have_no_target_and_say_so() -> None:
    """A script would read NaN as a target of its own making."""
    table = rates_of(facts(*ROWS, of=CLINIC), CLINIC, "en").set_index("indicator")
    assert table.loc["knowing", ["verdict", "state"]].tolist() == ["none", "no_target"]
    assert math.isnan(table.loc["knowing", "target"])
    assert table.loc["hygiene", "target"] == 0.95


def test_the_items_of_what_rates_whole_samples_have_no_target() -> None:
    """Nine of ten marks of charts were told as "no data"."""
    charts = indicator("charts", count="samples")
    clinic = Catalogue(indicators={"charts": charts}, checklists={})
    table = rates_of(facts(*many(9, 10, indicator="charts"), of=clinic), clinic, "en", ["item"])
    assert set(table["state"]) == {"no_target"} and table["target"].isna().all()


def test_a_trend_without_a_target_has_none_to_draw() -> None:
    known = CLINIC.indicators["knowing"]
    trend = trend_of(checks(*ROWS, of=CLINIC), CLINIC, known)
    assert math.isnan(trend.target) and trend.frame["target"].isna().all()
    assert trend_sentence(trend, EN).startswith(
        "knowing stood at 70.0 % in 2026-10; no target is set."
    )
    nothing = trend_of(checks(of=CLINIC), CLINIC, known)
    assert math.isnan(nothing.target) and nothing.frame.empty


def test_the_state_is_a_word_of_its_own() -> None:
    """ "no data" beside 7 of 10 would be untrue."""
    assert verdict_label(Verdict.NONE, State.NO_TARGET) == "no target set"
    assert verdict_label(Verdict.NONE, State.NO_DATA) == "no data"
    assert len({state.shape for state in State}) == len(State)
