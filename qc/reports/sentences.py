"""The report's three sentences: how it stands, what moved, what to do."""

from __future__ import annotations

import math

import pandas as pd

from qc.analysis import Scorecard, ScoreLine, headline, pareto_sentence, percent
from qc.analysis.sentences import joined
from qc.locale import Translator
from qc.reports.content import Conclusion
from qc.words import Direction


def conclusions(
    card: Scorecard, failing: pd.DataFrame, places: int, t: Translator
) -> tuple[Conclusion, Conclusion, Conclusion]:
    """`failing`: `qc.analysis.failing_items` of the same period; `places`: how many are held back."""
    return (
        Conclusion(t("Overall"), headline(card, t)),
        Conclusion(t("What moved"), moved(card, t)),
        Conclusion(t("What to do"), to_do(card, failing, places, t)),
    )


def moved(card: Scorecard, t: Translator) -> str:
    """The indicator that fell behind most and the one that gained most, parents aside."""
    lines = [line for line in card.lines if not line.is_parent and not math.isnan(line.movement)]
    if not lines:
        return t("There is no month before to compare with.")
    worst, best = min(lines, key=_gain), max(lines, key=_gain)
    told = [
        t("Worse than last month above all: {figures}.", figures=_figures(worst, t)) if _gain(worst) < 0 else "",
        t("Better above all: {figures}.", figures=_figures(best, t)) if _gain(best) > 0 else "",
    ]  # fmt: skip
    return joined(told, t) or t("Nothing changed against last month.")


def _gain(line: ScoreLine) -> float:
    """The movement towards the good side, in percentage points; noise of floats is none."""
    good = 1 if line.indicator.direction is Direction.HIGHER else -1
    return good * round(line.movement, 10)


def _figures(line: ScoreLine, t: Translator) -> str:
    return t(
        "{indicator} from {before} to {now} ({passed} of {checked} {unit})",
        indicator=line.indicator.name.of(t.language),
        before=percent(line.previous_rate, line.target),
        now=percent(line.rate, line.target),
        passed=line.passed,
        checked=line.checked,
        unit=line.indicator.counting_unit.of(t.language),
    )


def to_do(card: Scorecard, failing: pd.DataFrame, places: int, t: Translator) -> str:
    """Where most failures are, and what is not in the figures yet."""
    held = t("Held back in the workbooks: {n}. Correct them and import again.", n=places)
    missed = t("Items left blank (missed items): {n}.", n=card.missed_items)
    told = [
        pareto_sentence(failing, t),
        held if places else "",
        missed if card.missed_items else "",
    ]
    return joined(told, t)
