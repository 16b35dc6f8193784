"""What the report of one cycle says: frozen dataclasses in the reader's language, without any look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceLine:
    """An item in a unit with its figures before and after ("95.0 % (57/60)", "—"); `worse` where it got worse."""

    unit: str
    item: str
    before: str
    after: str
    worse: bool


@dataclass(frozen=True)
class CauseLine:
    """A bone of the fishbone; `verified` says what became of it, `is_true` marks a true cause that stands,
    `is_struck` one that was struck out."""

    category: str
    text: str
    verified: str
    is_true: bool
    is_struck: bool = False


@dataclass(frozen=True)
class MeasureLine:
    """What is done (5W1H), when, and how far it is; `done` is the day on which it was."""

    what: str
    why: str
    who: str
    where: str
    how: str
    start: dt.date
    end: dt.date
    state: str
    done: dt.date | None = None


@dataclass(frozen=True)
class ChartMonth:
    """A point of the chart: rates are shares, NaN where there is none; `part` is before or after."""

    period: str
    part: str
    rate: float
    centre: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Photo:
    """A picture (JPEG) of what failed before, or of the same place after; `caption` says where and when.
    `content` is None where the picture is damaged."""

    content: bytes | None
    caption: str


@dataclass(frozen=True)
class CycleReport:
    """The whole of one cycle as it stands on a day. `attainment` (目标达成率) and `progress` (进步率) are shares,
    NaN while nothing can be compared; so are `before_rate`, `after_rate` and `target`, NaN where there is none.
    `sentence` is the conclusion, `figures` what the figures say, `warnings` what must be known to read them,
    `sources` the workbooks that they come from."""

    id: str
    clinic: str
    made_on: dt.date
    title: str
    indicator: str
    owner: str
    state: str
    due: dt.date
    sentence: str
    before_days: str
    before: str
    before_rate: float
    after_days: str
    after: str
    after_rate: float
    target: float
    target_words: str
    target_how: str
    attainment: float
    progress: float
    figures: str
    warnings: tuple[str, ...]
    places: tuple[PlaceLine, ...]
    causes: tuple[CauseLine, ...]
    measures: tuple[MeasureLine, ...]
    months: tuple[ChartMonth, ...]
    standards: tuple[str, ...]
    history: tuple[tuple[str, str, str], ...]
    photos_before: tuple[Photo, ...]
    photos_after: tuple[Photo, ...]
    sources: tuple[str, ...]
