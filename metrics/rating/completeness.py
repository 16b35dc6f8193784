"""How much of what should have been filled in was: missed items."""

from __future__ import annotations

from functools import partial
from typing import cast

from narwhals.typing import IntoFrameT

from metrics.frames.columns import Frame, Names, narrow
from metrics.frames.expressions import flag, one
from metrics.rating.periods import Period
from metrics.rating.pooled import pooled


def completeness(
    results: IntoFrameT,
    by: Names,
    missed: str = "missed",
    *,
    period: Period | None = None,
    date: str = "date",
) -> IntoFrameT:
    """Lines filled in of the lines of each group's checks. A line left blank in an otherwise filled
    check is a missed item: it is in no rate, so it has to show here.

    results: a row for each line, of any kind of frame that narwhals supports; a lazy one stays lazy.
    by, period, date: as in `rates`.
    missed: yes-no column (or 1 and 0; missing is no). A line that is not applicable is filled in.

    Returns the same kind of frame, sorted by `by` and period: the by-columns, `period` where asked for,
    `lines`, `filled` (int64), `completeness` (0..1, NaN without lines).

    Raises ValueError for an unknown period, a missing column, a date that is none.
    """
    columns = ("lines", "filled", "completeness")
    lines = partial(_lines, missed=missed)
    return cast(IntoFrameT, pooled(results, lines, by, period, date, columns))


def _lines(results: Frame, keys: list[str], missed: str) -> Frame:
    blank = flag(missed)
    frame = narrow(results, *keys, missed)
    return frame.select(*keys, lines=one(blank | ~blank), filled=one(~blank))
