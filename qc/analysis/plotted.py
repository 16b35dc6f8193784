"""What each kind of chart plots of an indicator, and how its values are said."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qc.analysis.display import NO_DATA, percent
from qc.locale import N_


@dataclass(frozen=True)
class Plotted:
    """The columns that a chart takes, the value's name, whether the value is a share, and whether its
    points are days with a failure rather than periods."""

    numerator: str
    denominator: str | None
    name: str
    is_share: bool = True
    between: bool = False


_RATE = Plotted("passed", "checked", N_("rate"))
_PER_CHECKED = Plotted("failures", "checked", N_("failures per checked"))

PLOTTED = {
    "run": _RATE,
    "xmr": _RATE,
    "p": _RATE,
    "pp": _RATE,
    "np": Plotted("passed", "checked", N_("passed"), is_share=False),
    "u": _PER_CHECKED,
    "up": _PER_CHECKED,
    "c": Plotted("failures", None, N_("failures"), is_share=False),
    "g": Plotted("cases", None, N_("passed between failures"), is_share=False, between=True),
    "t": Plotted("days", None, N_("days between failures"), is_share=False, between=True),
}
MEAN_OF_RATES = Plotted("rate", None, N_("rate"))


def shown(value: float, chart: str, target: float = math.nan) -> str:
    """A value or line of this chart: a share in per cent, a count with a decimal where it has one."""
    if math.isnan(value):
        return NO_DATA
    plotted = PLOTTED[chart]
    if plotted.is_share:
        return percent(value, target if plotted is _RATE else math.nan)
    return f"{value:.1f}".removesuffix(".0")
