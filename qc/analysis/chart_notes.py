"""What people have written about the points of a control chart: a point left out, new limits from a
month on; each with its reason. The figures themselves stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from qc.analysis.journal import acts_by_subject
from qc.analysis.periods import Period, PeriodKind
from qc.store.journal import Act
from qc.workspace import Workspace

KIND = "chart"
ON = {"exclude": "excluded", "rebase": "phases"}
OFF = {"include": "excluded", "join": "phases"}


@dataclass(frozen=True)
class ChartNotes:
    """`excluded`: by period label why it sets no limits; `phases`: by the first period of each, why new
    limits begin there. `acts`: how many were written."""

    excluded: Mapping[str, str] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)
    acts: int = 0

    def on(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A trend's rows with `excluded` (the reason, blank for none) and `phase` (1, 2, …)."""
        labels = [str(label) for label in frame["period"]]
        begun = pd.Series([label in self.phases for label in labels], frame.index, dtype="int64")
        why = [self.excluded.get(label, "") for label in labels]
        return frame.assign(
            excluded=pd.Series(why, frame.index, dtype="str"), phase=begun.cumsum() + 1
        )


def subject_of(indicator: str, unit: str | None, kind: PeriodKind) -> str:
    """The chart in the journal."""
    return f"{KIND}:{indicator}:{kind}:{unit or ''}"


def chart_notes(
    workspace: Workspace, indicator: str, unit: str | None, kind: PeriodKind
) -> ChartNotes:
    """What is written about a chart, as it stands now."""
    subject = subject_of(indicator, unit, kind)
    return notes_of(acts_by_subject(workspace, KIND).get(subject, ()))


def notes_of(acts: Iterable[Act]) -> ChartNotes:
    """The notes that one chart's acts come to."""
    noted: dict[str, dict[str, str]] = {"excluded": {}, "phases": {}}
    count = 0
    for act in acts:
        count += 1
        period = str(act.fields["period"])
        if act.what in ON:
            noted[ON[act.what]][period] = str(act.fields["reason"])
        elif act.what in OFF:
            noted[OFF[act.what]].pop(period, None)
    return ChartNotes(**{name: dict(sorted(of.items())) for name, of in noted.items()}, acts=count)


def is_period(label: str, kind: PeriodKind) -> bool:
    """Is it the label of a period of this kind?"""
    return Period.parse(label).kind == kind
