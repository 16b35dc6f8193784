"""Two icons an indicator (NHS, Making Data Count): does it vary by more than chance, and can it be
relied upon to meet its target?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from metrics import control_chart, icons
from qc.analysis.answers import ScoreLine
from qc.analysis.sentences import FEWEST
from qc.locale import N_

VARIATION = {
    "common_cause": N_("no change beyond chance"),
    "improvement_high": N_("improving: higher"),
    "improvement_low": N_("improving: lower"),
    "concern_high": N_("getting worse: higher"),
    "concern_low": N_("getting worse: lower"),
    "none": N_("too few periods to tell"),
}
ASSURANCE = {
    "pass": N_("reliably meets its target"),
    "fail": N_("will miss its target unless something changes"),
    "inconsistent": N_("may meet or miss its target by chance"),
    "none": N_("too few periods, or no target"),
}
NEITHER = ("none", "none")


def variation(lines: Sequence[ScoreLine]) -> dict[str, tuple[str, str]]:
    """By indicator code the words of `metrics.icons`, (variation, assurance), from a line's own history.
    Limits follow from counts (p′, which is p where counting explains the spread); of a parent, which
    has none, from the moving ranges. Under twelve periods with data nothing is said."""
    known = [line for line in lines if _told(line) >= FEWEST]
    kinds = groupby(sorted(known, key=_kind), key=_kind)  # charted together: one call for each kind
    found = dict.fromkeys((line.indicator.code for line in lines), NEITHER)
    for (parent, direction), of_kind in kinds:
        told = _icons(list(of_kind), parent=parent, direction=direction)
        found |= {
            str(row["code"]): (str(row["variation"]), str(row["assurance"]))
            for row in told.to_dict("records")
        }
    return found


def _told(line: ScoreLine) -> int:
    return sum(point.rate == point.rate for point in line.history)  # NaN is not itself


def _kind(line: ScoreLine) -> tuple[bool, str]:
    return line.is_parent, line.indicator.direction.value


def _icons(lines: Sequence[ScoreLine], *, parent: bool, direction: str) -> pd.DataFrame:
    rows = [
        (line.indicator.code, str(p.period), p.rate if parent else p.passed, p.checked, line.target)
        for line in lines
        for p in line.history
    ]
    frame = pd.DataFrame(rows, columns=["code", "period", "value_of", "checked", "target"])
    drawn = control_chart(
        frame,
        "nhs" if parent else "pp",
        numerator="value_of",
        denominator=None if parent else "checked",
        order="period",
        by="code",
        rules=("nhs",),
    )
    return icons(drawn, by="code", target="target", direction=direction)  # type: ignore[arg-type]
