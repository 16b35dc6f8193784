"""Charts: a core indicator that the last month made worse than chance explains."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from qc.analysis.answers import Trend
from qc.analysis.display import percent, period_name
from qc.analysis.periods import Period
from qc.attention.known import Known
from qc.attention.matter import Link, LinkKind, Matter, MatterKind, Urgency
from qc.locale import N_, translator
from qc.words import Direction

ROLE = N_("the head nurse")
BEYOND = N_("{indicator} was {rate} in {period}, worse than chance explains (usually {usual}); look for the cause.")  # fmt: skip
SHIFTED = N_("{indicator} has been worse for some months than chance explains ({rate} in {period}, before around {usual}); look for the cause.")  # fmt: skip


def last_month(known: Known) -> Period:
    """The newest month that is over."""
    return Period.of(known.today).shift(-1)


def signal_matters(
    pairs: Iterable[tuple[Trend, Trend]], at_work: Collection[str], known: Known
) -> Iterator[Matter]:
    """A matter for each indicator whose chart signals with the last month and did not before it.

    pairs: the trend up to the last month, and up to the month before. at_work: indicators that a live
    cycle is about. A point outside the limits of three sigma comes by chance in 0.3 of 100 months; a run
    (Anhøj) counts in the month that brings it, on the bad side of the centre. Both are so rare that over
    a dozen indicators a false discovery rate of 5 of 100 would not strike out a single one.
    """
    month = last_month(known)
    for now, before in pairs:
        code = now.indicator.code
        if code not in at_work and (words := _said(now, before, month)):
            last = _last(now)
            target = float(last["target"])
            yield Matter(
                kind=MatterKind.SIGNAL,
                urgency=Urgency(known.rules.attention.urgency["signal"]),
                site="",
                unit="",
                words=words,
                values={
                    "indicator": now.indicator.name.of(known.language),
                    "rate": percent(float(last["value"]), target),
                    "usual": percent(float(last["centre"])),
                    "period": period_name(month, translator(known.language)),
                },
                since=month.end,
                role=ROLE,
                link=Link(LinkKind.TREND, code, code, day=month.end),
            )


def _said(now: Trend, before: Trend, month: Period) -> str:
    """What the chart says of the month; "" where it says nothing new, or nothing bad."""
    last = _last(now)
    if last is None or last["period"] != str(month) or not _is_bad(now, last):
        return ""
    if bool(last["beyond_limits"]):
        return BEYOND
    then = _last(before)
    new = bool(last["runs_signal"]) and not (then is not None and bool(then["runs_signal"]))
    return SHIFTED if new else ""


def _is_bad(trend: Trend, last: Any) -> bool:
    value, centre = float(last["value"]), float(last["centre"])
    return value > centre if trend.indicator.direction is Direction.LOWER else value < centre


def _last(trend: Trend) -> Any:
    """The newest point; None without any."""
    told = trend.frame[trend.frame["value"].notna()]
    return told.iloc[-1] if len(told) else None
