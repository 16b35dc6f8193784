"""What was asked for, by the names that a person typed: found, or a sentence that helps."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from qc.catalogue.model import Catalogue, Indicator
from qc.errors import UsageError
from qc.locale import N_
from qc.mistakes import closest


def known_indicator(catalogue: Catalogue, code: str) -> Indicator:
    """The indicator of that code; UsageError when there is none."""
    if code in catalogue.indicators:
        return catalogue.indicators[code]
    raise not_one_of(N_('There is no indicator "{word}".'), code, catalogue.indicators)


def known_unit(checks: pd.DataFrame, unit: str | None) -> str | None:
    """The unit, as it is, or None for all; UsageError where nothing of it was ever checked."""
    if unit is None or (checks["unit"] == unit).any():
        return unit
    raise not_one_of(
        N_('There are no checks of a unit "{word}".'), unit, sorted(checks["unit"].unique())
    )


def with_children(catalogue: Catalogue, code: str) -> list[str]:
    """The codes whose results an indicator rests on: its own, and those of all below it."""
    below = [with_children(catalogue, child.code) for child in catalogue.children(code)]
    return [code, *(found for codes in below for found in codes)]


def not_one_of(message: str, word: str, known: Iterable[str]) -> UsageError:
    """The error for a word that is none of those known: the nearest one, or all of them."""
    names = list(known)
    if near := closest(word, names):
        return UsageError(message, N_('Did you mean "{near}"?'), word=word, near=near)
    remedy = N_("Choose one of: {known}.")
    return UsageError(message, remedy, word=word, known=", ".join(names) or "—")
