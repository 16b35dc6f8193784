"""Numbers as people read them, the same on pages, in reports and on the command line.

A rate is never rounded across its target: 94.96 % against 95 % shows 94.96 %, not 95.0 %. Nor is
it rounded onto 0 or 100 %, which say "none" and "all".
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from qc.analysis.periods import Period, PeriodKind
from qc.locale import N_, Translator

NO_DATA = "—"


def percent(rate: float, target: float = math.nan) -> str:
    """A share (0..1) as "96.3 %", with as many digits as keep it on its own side of the target.

    One decimal by default; exactly 0 and 1 are "0 %" and "100 %"; NaN is "—".
    """
    if math.isnan(rate):
        return NO_DATA
    if rate in (0, 1):
        return f"{rate * 100:.0f} %"
    return f"{_shown(_hundredfold(rate), _fences(target))} %"


def target_percent(target: float) -> str:
    """A target as it was set: "95 %", "99.5 %"; NaN is "—"."""
    if math.isnan(target):
        return NO_DATA
    return f"{_hundredfold(target).normalize():f} %"


def counts(passed: int, checked: int, unit: str = "") -> str:
    """ "319/331 项次": what passed of what was checked, with the counting unit."""
    if not checked:
        return NO_DATA
    return f"{passed}/{checked} {unit}".rstrip()


def movement(points: float) -> str:
    """A change in percentage points: "▲ 1.2", "▼ 0.6", "=" without any, "—" when unknown."""
    if math.isnan(points):
        return NO_DATA
    change = Decimal(f"{points:.10f}")  # a difference of two floats: the rest is noise
    if not change:
        return "="
    return f"{'▲' if change > 0 else '▼'} {_shown(abs(change), (Decimal(0),))}"


PERIOD_NAMES: dict[PeriodKind, str] = {
    "week": N_("{year}-W{part:02d}"),
    "month": N_("{year}-{part:02d}"),
    "quarter": N_("{year}-Q{part}"),
    "year": N_("{year}"),
}


def period_name(period: Period, t: Translator) -> str:
    """A period as it is spoken of: 2026年10月, 2026年第4季度; in English as it is written."""
    year, part = period.parts
    return t(PERIOD_NAMES[period.kind], year=year, part=part)


def _hundredfold(share: float) -> Decimal:
    return Decimal(repr(float(share))) * 100


def _fences(target: float) -> tuple[Decimal, ...]:
    ends = (Decimal(0), Decimal(100))
    return ends if math.isnan(target) else (*ends, _hundredfold(target))


def _shown(value: Decimal, fences: tuple[Decimal, ...]) -> str:
    """The fewest decimals, one at least, that leave the value where it lies between the fences."""
    digits = 1
    while True:
        rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        if all(_side(rounded, fence) == _side(value, fence) for fence in fences):
            return f"{rounded:f}"
        digits += 1


def _side(value: Decimal, fence: Decimal) -> int:
    return (value > fence) - (value < fence)
