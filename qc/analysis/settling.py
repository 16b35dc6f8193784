"""What would settle a verdict that few checks leave open: how much to plan for the next sample.

It plans a sample and says its size beforehand. It never asks to check on until it passes: whoever stops
at the first favourable look is wrong more often than one says.
"""

from __future__ import annotations

import math

from metrics import assurance
from qc.analysis.answers import ScoreLine
from qc.analysis.display import percent
from qc.locale import N_, Translator
from qc.words import State


def settling(line: ScoreLine, t: Translator) -> str:
    """A short sentence for a line whose verdict is open or rests on a perfect target; else nothing."""
    unit = line.indicator.counting_unit.of(t.language)
    if not math.isnan(line.vouched):
        return t(
            N_("All in order; so many checks vouch for {rate} at least."),
            rate=percent(line.vouched),
        )
    if line.state is State.MET_SO_FAR and 0 < line.needed < math.inf:
        said = N_("For the next sample plan {n} more {unit}: all in order would confirm it.")
        return t(said, n=math.ceil(line.needed), unit=unit)
    if line.state is State.MISSED_SO_FAR and (least := _least(line)) < math.inf:
        said = N_("Open whether by chance; plan at least {n} {unit} for the next sample.")
        return t(said, n=math.ceil(least), unit=unit)
    return ""


def _least(line: ScoreLine) -> float:
    """The smallest sample that could ever confirm the target: all of it in order."""
    told = assurance([0], [0], line.target, direction=line.indicator.direction.value)
    needed = float(told["needed"].iloc[0])
    return math.inf if math.isnan(needed) else needed
