"""The statistics behind a verdict, for who wants them (统计详情)."""

from __future__ import annotations

import math
from typing import Any

from dashboards.components import html
from qc.improve.cycles.effect import Effect, Shown
from qc.locale import N_, Translator

_TESTS = (
    ("fisher_p", N_("Fisher's exact test, p")), ("chi2_p", N_("chi-squared test, p")),
    ("chi2_yates_p", N_("chi-squared with Yates' correction, p")),
)  # fmt: skip
_LEADS = {"fisher": N_("Fisher's exact test"), "chi2": N_("chi-squared test"), "none": N_("none")}


def statistics(shown: Shown, effect: Effect, t: Translator) -> Any:
    """Interval, tests, attainment and effective sample sizes, folded away."""
    row = effect.comparison
    low, high = (100 * float(row[name]) for name in ("difference_lower", "difference_upper"))
    then, now = shown.cycle.baseline.figures.total, effect.figures.total
    facts = [
        (t("Difference in percentage points (95 %, Newcombe)"), f"{_signed(100 * float(row['difference']))} ({_signed(low)} … {_signed(high)})"),
        *((t(name), _p(float(row[key]))) for key, name in _TESTS),
        (t("Test to be quoted"), t(_LEADS[str(row["leads"])])),
        (t("Attainment of the target"), _share(float(row["attainment"]))),
        (t("Progress on the rate before"), _share(float(row["progress"]))),
        (t("Effective sample size, before and after"), f"{then.effective:.0f} · {now.effective:.0f}"),
        (t("Chart"), t("p chart; limits of each part's own, the signal by those of the months before")),
    ]  # fmt: skip
    pairs = [part for name, text in facts for part in (html.Dt(name), html.Dd(text))]
    return html.Details([html.Summary(t("Statistical details")), html.Dl(pairs)])


def _signed(points: float) -> str:
    return "—" if math.isnan(points) else f"{points:+.1f}"


def _p(value: float) -> str:
    if math.isnan(value):
        return "—"
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _share(value: float) -> str:
    return "—" if math.isnan(value) else f"{100 * value:.1f} %"
