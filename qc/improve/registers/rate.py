"""Events per 100 treatments, with the exact interval of a Poisson count."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from scipy.special import gammaincinv
from scipy.stats import binomtest

from qc.analysis.periods import Period
from qc.improve.registers.figures import moved
from qc.improve.registers.model import Figure
from qc.text import normal_form
from qc.words import Kind, ResultState

COLUMNS = (
    "kind", "date", "period_from", "period_to", "unit", "item", "reading", "state",
)  # fmt: skip
HUNDRED = 100
_ALPHA = 0.05


def treatments_of(results: pd.DataFrame, words: tuple[str, ...], month: Period) -> pd.DataFrame:
    """`unit, item, reading`: the lines of workload sheets that count treatments (by `words`) and whose whole
    period lies in the month. results: rows with COLUMNS."""
    known = tuple(map(normal_form, words))
    names = [normal_form(text) for text in results["item"]]
    counts = pd.Series([any(word in name for word in known) for name in names], results.index, bool)
    first = results["period_from"].fillna(results["date"])
    last = results["period_to"].fillna(results["date"])
    inside = (first >= str(month.start)) & (last <= str(month.end))
    kept = (results["kind"] == Kind.WORKLOAD) & (results["state"] == ResultState.ACCEPTED)
    rows = results[kept & counts & inside & results["reading"].notna()]
    return rows[["unit", "item", "reading"]]


def poisson_interval(events: int, per: float) -> tuple[float, float]:
    """The exact 95 % interval of a rate: χ²(α/2, 2x)/2 to χ²(1-α/2, 2x+2)/2, divided by `per`.

    Source: Garwood, Biometrika 1936; 28: 437-442."""
    lower = float(gammaincinv(events, _ALPHA / 2)) if events else 0.0
    return lower / per, float(gammaincinv(events + 1, 1 - _ALPHA / 2)) / per


def per_100(
    now: int,
    treatments: float,
    before: int,
    treatments_before: float,
    *,
    by: str = "",
    key: str = "",
) -> Figure:
    """Events per 100 treatments; without treatments no rate. Not judged: more reports are not worse."""
    value = now / treatments * HUNDRED if treatments else None
    previous = before / treatments_before * HUNDRED if treatments_before else None
    lower, upper = poisson_interval(now, treatments) if treatments else (None, None)
    return Figure(
        "per_100", "per_100", value, now, treatments or None,
        None if lower is None else lower * HUNDRED, None if upper is None else upper * HUNDRED,
        previous, before, treatments_before or None,
        change=moved(value, previous), certainty=_certainty(now, treatments, before, treatments_before),
        by=by, key=key,
    )  # fmt: skip


def _certainty(now: int, treatments: float, before: int, treatments_before: float) -> str:
    """Whether two rates differ beyond chance: given all events, this month's are binomial with its share of
    the treatments (Przyborowski & Wilenski, Biometrika 1940; 31: 313-323)."""
    if not treatments or not treatments_before or not now + before:
        return "none"
    expected = treatments / (treatments + treatments_before)
    return "clear" if binomtest(now, now + before, expected).pvalue <= _ALPHA else "not_clear"


def by_unit(rows: pd.DataFrame) -> Mapping[str, float]:
    """The treatments of each unit."""
    return {str(unit): float(n) for unit, n in rows.groupby("unit")["reading"].sum().items()}
