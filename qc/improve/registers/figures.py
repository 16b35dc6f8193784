"""Building figures: a share, a spread of times, a number of cases, each beside the month before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from metrics import compare, interval
from qc.improve.registers.model import Figure


class Counted(NamedTuple):
    """`done` of `of`."""

    done: int
    of: int


NOTHING = Counted(0, 0)


def share(
    code: str,
    now: Counted,
    before: Counted,
    *,
    target: Decimal | None = None,
    by: str = "",
    key: str = "",
    settled: bool = True,
) -> Figure:
    """A share with its Wilson interval, its verdict on the exact counts, and the change against the month
    before (`metrics.compare`); none where it is not `settled`: the month before had a month more for it."""
    value = now.done / now.of if now.of else None
    lower, upper = (float(end) for end in interval(now.done, now.of))
    aim = None if target is None else float(target)
    change, certainty = _changed(before, now, aim) if settled else ("no_data", "none")
    return Figure(
        code, "share", value, now.done, now.of,
        None if value is None else lower, None if value is None else upper,
        before.done / before.of if before.of else None, before.done, before.of,
        change=change, certainty=certainty, target=aim,
        verdict=_verdict(now, target), judged=True, by=by, key=key,
    )  # fmt: skip


@lru_cache(maxsize=4096)  # of counts alone; small ones come again and again
def _changed(before: Counted, now: Counted, aim: float | None) -> tuple[str, str]:
    table = compare([before.done], [before.of], [now.done], [now.of], target=aim).iloc[0]
    return str(table["size"]), str(table["certainty"])


def _verdict(now: Counted, target: Decimal | None) -> str:
    if target is None or not now.of:
        return "none"
    return "met" if now.done >= target * now.of else "missed"


def number(code: str, now: int, before: int, *, by: str = "", key: str = "") -> Figure:
    """How many cases; neither good nor bad."""
    return Figure(
        code, "cases", now, now, previous=before, previous_count=before,
        change=moved(now, before), by=by, key=key,
    )  # fmt: skip


def spread(
    code: str, unit: str, now: Sequence[float], before: Sequence[float]
) -> tuple[Figure, ...]:
    """The median of times and the longest of them; `of` says of how many."""
    return (
        _of_times(f"{code}_median", unit, now, before, longest=False),
        _of_times(f"{code}_longest", unit, now, before, longest=True),
    )


def _of_times(
    code: str, unit: str, now: Sequence[float], before: Sequence[float], *, longest: bool
) -> Figure:
    taken = max if longest else median
    value = float(taken(now)) if now else None
    previous = float(taken(before)) if before else None
    return Figure(
        code, unit, value, of=len(now), previous=previous, previous_of=len(before),
        change=moved(value, previous),
    )  # fmt: skip


def moved(now: float | None, before: float | None) -> str:
    """more, fewer or same; no_data where either is missing."""
    if now is None or before is None:
        return "no_data"
    if math.isclose(now, before):
        return "same"
    return "more" if now > before else "fewer"


def without_before(figure: Figure) -> Figure:
    """The same where no register came in for the month before: no cases are not none."""
    if figure.unit not in ("cases", "per_100"):
        return figure
    return replace(
        figure, previous=None, previous_count=None, previous_of=None, change="no_data",
        certainty="none",
    )  # fmt: skip
