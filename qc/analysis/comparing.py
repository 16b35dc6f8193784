"""Units side by side without a league table: which differ from the rest by more than chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics import funnel, funnel_limits
from qc.analysis.cuts import cut
from qc.analysis.kept import kept
from qc.analysis.sentences import joined
from qc.analysis.source import facts
from qc.analysis.window import Window
from qc.locale import Translator
from qc.words import Direction
from qc.workspace import Workspace

FEWEST = 3
"""Fewer units make no funnel: each would be held against little but itself."""
CURVE = 40


@dataclass(frozen=True)
class Units:
    """`frame`: a row a unit, the columns of `cuts.cut` by unit and, of `metrics.funnel`, `place`:
    inside, better, worse (beyond 95 %), much_better, much_worse (beyond 99.8 %), too_few.
    `curve`: `checked`, `lower95`, `upper95`, `lower998`, `upper998`. `centre`: the pooled rate.
    `effect`: by how much items of one check resemble each other (design effect); `spread`: whether the
    units differ by more than chance altogether, so that the limits were widened."""

    frame: pd.DataFrame
    curve: pd.DataFrame
    centre: float
    effect: float
    spread: bool


def compared_units(
    workspace: Workspace, indicator: str, window: Window, place: str = "unit"
) -> Units | None:
    """The units of an indicator over a window (or sites, as `place`, which stand in the column `unit`
    then); None where fewer than three were checked, or it is a parent. Limits are for as many checks as
    each unit's are worth where items cluster in checks."""
    return kept(
        workspace,
        ("units", indicator, window, place),
        lambda: _compared(workspace, indicator, window, place),
        of=facts(workspace).changes.of("indicator", [indicator]),
    )


def _compared(workspace: Workspace, indicator: str, window: Window, place: str) -> Units | None:
    frame = cut(workspace, indicator, window, place).rename(columns={place: "unit"})
    if len(frame) < FEWEST:
        return None
    known = workspace.catalogue.indicators[indicator]
    clusters = known.count == "items"
    effect = float(frame["checked"].sum() / frame["effective"].sum()) if clusters else 1.0
    worth = frame.assign(n=frame["checked"] / effect, x=frame["passed"] / effect)
    told = funnel(worth[["unit", "n", "x"]], numerator="x", denominator="n", by="unit")
    places = dict(zip(told["unit"], told["state"], strict=True))
    better = known.direction is Direction.HIGHER
    placed = frame.assign(place=[_place(places[unit], better) for unit in frame["unit"]])
    tau2, centre = float(told["tau2"].iloc[0]), float(told["centre"].iloc[0])
    return Units(placed, _curve(frame, centre, tau2, effect), centre, effect, tau2 > 0)


def units_sentence(units: Units, names: Mapping[str, str], t: Translator) -> str:
    """Which units are worse or better than the rest by more than chance; the others are not ordered."""
    places = dict(zip(units.frame["unit"], units.frame["place"], strict=True))
    worse = [names[unit] for unit, place in places.items() if place.endswith("worse")]
    better = [names[unit] for unit, place in places.items() if place.endswith("better")]
    said = []
    if worse:
        said.append(t("Clearly worse than the others: {units}.", units=t(", ").join(worse)))
    if better:
        said.append(t("Clearly better than the others: {units}.", units=t(", ").join(better)))
    return joined(said, t) or t("The units do not differ by more than chance.")


def _place(state: str, higher: bool) -> str:
    """The funnel's side in the indicator's own direction."""
    side, _, far = state.partition("_")
    if side not in ("above", "below"):
        return state
    good = (side == "above") == higher
    return ("much_" if far == "998" else "") + ("better" if good else "worse")


def _curve(frame: pd.DataFrame, centre: float, tau2: float, effect: float) -> pd.DataFrame:
    most = float(frame["checked"].max()) * 1.05
    checked = np.geomspace(max(1.0, float(frame["checked"].min()) / 2), most, CURVE)
    limits = funnel_limits(checked / effect, centre, tau2)
    return limits.drop(columns=["denominator", "method"]).assign(checked=checked)
