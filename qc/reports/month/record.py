"""What is kept of a frozen month: all that its reports say, in every language, and the figures with the
files behind them, against which later corrections are told."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from qc.analysis.periods import Period
from qc.catalogue.model import Checklist, Target
from qc.reports.content import Month


class Part(BaseModel):
    """What one file gave to a figure."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    file: str
    checked: int
    passed: int


class Figure(BaseModel):
    """One indicator of a month. `rate` is a share (of a parent: the weighted mean of its children's rates),
    None where nothing was checked; `target` None without one."""

    model_config = ConfigDict(frozen=True)

    code: str
    checked: int
    passed: int
    rate: float | None
    target: float | None
    parts: tuple[Part, ...] = ()

    def agrees(self, other: Figure) -> bool:
        """Whether both say the same of the indicator, whatever files they come from."""
        mine, its = (
            (f.checked, f.passed, f.target, None if f.rate is None else round(f.rate, 12))
            for f in (self, other)
        )
        return mine == its


class Restated(BaseModel):
    """A figure of an earlier frozen month as a later report told it."""

    model_config = ConfigDict(frozen=True)

    month: Period
    figure: Figure


class Record(BaseModel):
    """`said`: the month's content by variant (see `variant`); `figures` those of its indicators; `targets` and
    `standards` as they were in force; `restated` what its report said of earlier months."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="strings")

    month: Period
    frozen_on: dt.date
    said: Mapping[str, Month]
    figures: tuple[Figure, ...]
    targets: Mapping[str, tuple[Target, ...]]
    standards: tuple[Checklist, ...]
    restated: tuple[Restated, ...] = ()

    def figure(self, code: str) -> Figure | None:
        """The figure of an indicator; None where the month had none of that code."""
        return next((figure for figure in self.figures if figure.code == code), None)


def variant(language: str, *, names: bool) -> str:
    """Under which key a month is kept in a language, with names of staff or without."""
    return f"{language} {'named' if names else 'masked'}"


def share(rate: float) -> float | None:
    """A rate as a record keeps it."""
    return None if math.isnan(rate) else rate
