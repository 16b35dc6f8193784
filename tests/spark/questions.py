"""What is asked of a lake, with `metrics` alone, of frames of any engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import narwhals as nw

import metrics
from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Checklist

COLUMNS = (
    "site", "unit", "month", "date", "indicator", "checklist", "check_id", "subject",
    "item_code", "checked", "passed", "points", "scored",
)  # fmt: skip
"""What the questions about results need; the other columns need not be read."""


class Question(NamedTuple):
    """`ask` is given the lake's rows of a kind and gives the same kind of frame."""

    kind: str
    ask: Callable[[Any], Any]


def _sampled(results: Any) -> Any:
    """Charts and persons, each passing as a whole by its checklist's own rule."""
    catalogue = load_catalogue()
    whole = [code for code, known in catalogue.indicators.items() if known.count == "samples"]
    frame = nw.from_native(results).filter(nw.col("indicator").is_in(whole))
    lists = [each for each in catalogue.checklists.values() if each.indicator in whole]
    ruled = frame.with_columns(pass_score=_pass_score(lists), critical=_critical(lists))
    return metrics.rates(ruled.to_native(), ["site", "indicator", "month"], "samples")


def _pass_score(lists: list[Checklist]) -> nw.Expr:
    score = nw.lit(None, nw.Float64())
    for each in lists:
        own = nw.col("checklist") == each.code
        score = nw.when(own).then(nw.lit(float(each.pass_score))).otherwise(score)
    return score


def _critical(lists: list[Checklist]) -> nw.Expr:
    found = nw.lit(False)
    for each in lists:
        codes = [item.code for item in each.items if item.critical]
        if codes:
            found |= (nw.col("checklist") == each.code) & nw.col("item_code").is_in(codes)
    return found


CELLS = ["site", "unit", "month", "indicator"]

QUESTIONS: dict[str, Question] = {
    "items by site, unit, month, indicator": Question(
        "results", lambda frame: metrics.rates(frame, CELLS)
    ),
    "items by indicator and line": Question(
        "results", lambda frame: metrics.rates(frame, ["indicator", "item_code"])
    ),
    "items by site, indicator, ISO week": Question(
        "results", lambda frame: metrics.rates(frame, ["site", "indicator"], period="week")
    ),
    "whole checks by site, indicator": Question(
        "results", lambda frame: metrics.rates(frame, ["site", "indicator"], "checks")
    ),
    "samples by site, indicator, month": Question("results", _sampled),
    "points by site, indicator, quarter": Question(
        "results",
        lambda frame: metrics.rates(frame, ["site", "indicator"], "points", period="quarter"),
    ),
    "own unit by site, unit, month, indicator": Question(
        "checks", lambda frame: metrics.rates(frame, CELLS)
    ),
    "sums by indicator and line": Question(
        "items", lambda frame: metrics.rates(frame, ["indicator", "item_code"])
    ),
}
"""By what is said of them. The last two are asked of what the lake has added up already."""

SAME = (("items by indicator and line", "sums by indicator and line"),)
"""Questions whose answers must be one, though they are read from different files."""
