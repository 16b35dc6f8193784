"""The sentence on what moved: who fell behind most, who gained most, and honest silence."""

from __future__ import annotations

import dataclasses

from qc.analysis import Scorecard
from qc.locale import translator
from qc.reports.sentences import moved
from qc.words import Direction, State, Verdict
from tests.unit.reports.example import MONTH, indicator, score_line

ZH = translator("zh")


def card(*lines: object) -> Scorecard:
    return Scorecard(MONTH, None, lines, 1.0, 0, 0)


def line(name: str, now: tuple[int, int], before: tuple[int, int], **more: object) -> object:
    known = indicator(f"code{len(name)}", name, "0.95", **more)
    return score_line(known, now, before, Verdict.MISSED, State.MISSED)


def test_the_greatest_fall_and_the_greatest_gain_are_named_with_their_figures() -> None:
    """The meeting would talk about the wrong indicator."""
    told = moved(
        card(
            line("甲", (90, 100), (97, 100)),
            line("乙乙", (96, 100), (97, 100)),
            line("丙丙丙", (99, 100), (91, 100)),
        ),
        ZH,
    )
    assert (
        told
        == "比上月变差最多的是甲，由 97.0 % 变为 90.0 %（90/100 项次）。改善最多的是丙丙丙，由 91.0 % 变为 99.0 %（99/100 项次）。"
    )


def test_lower_is_better_falls_for_the_good() -> None:
    """Fewer complaints would be reported as the month's greatest loss."""
    told = moved(card(line("投诉率", (2, 100), (9, 100), direction=Direction.LOWER)), ZH)
    assert "改善" in told and "变差" not in told


def test_without_a_month_before_nothing_is_compared() -> None:
    """The first report would invent a movement."""
    assert moved(card(line("甲", (90, 100), (0, 0))), ZH) == "没有上月数据可比。"


def test_a_parent_only_repeats_its_children() -> None:
    """The parent would be named beside the child that moved it."""
    parent = dataclasses.replace(line("总", (50, 100), (99, 100)), children=2)
    assert moved(card(parent, line("甲乙", (96, 100), (96, 100))), ZH) == "各项与上月相同。"
