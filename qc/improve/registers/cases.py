"""The cases of a register, from the results in the store."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from qc.words import Outcome, ResultState

COLUMNS = (
    "check_id", "checklist", "version", "date", "site", "unit", "subject", "file", "sheet", "cell",
    "item_code", "outcome", "reading", "detail", "state",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case. `steps`: the outcome of each accepted step by its item's code, `readings` what was measured;
    `about` what the register says beside them; `undecided` where something is held back."""

    check_id: str
    checklist: str
    version: str
    date: dt.date
    unit: str
    number: str
    file: str
    sheet: str
    cell: str
    steps: Mapping[str, Outcome]
    readings: Mapping[str, float]
    about: Mapping[str, Any]
    undecided: bool

    def day(self, name: str) -> dt.date | None:
        """A day that the register tells (reported, closed, discussed, …), if it does and can be right."""
        said = self.about.get(name)
        day = dt.date.fromisoformat(said) if isinstance(said, str) else None
        return day if day is None or day >= self.date else None

    def text(self, name: str) -> str:
        said = self.about.get(name)
        return said.strip() if isinstance(said, str) else ""

    @property
    def ends(self) -> bool:
        """Whether its register has a column that could say that it is closed."""
        return self.about.get("ends") is not False

    @property
    def is_open(self) -> bool:
        """Not closed: neither a day of closing nor a status that says so; where a register only tells what was
        put right, by that."""
        if not self.ends or self.day("closed"):
            return False
        if "handled" in self.steps:
            return self.steps["handled"] is not Outcome.PASS
        return self.steps.get("rectified") is not Outcome.PASS and self.day("completed") is None

    @property
    def days_to_close(self) -> float | None:
        """By the register's own measure where it was judged, else by the days."""
        if self.is_open or self.undecided:
            return None
        if "handled_in_time" in self.readings:
            return self.readings["handled_in_time"]
        closed = self.day("closed")
        return None if closed is None else float((closed - self.date).days)

    @property
    def hours_to_report(self) -> float | None:
        """From the event to its report; whole days where no time of day is written."""
        if self.undecided:
            return None
        if "reported_in_time" in self.readings:
            return self.readings["reported_in_time"]
        reported = self.day("reported")
        told = reported is not None and "occurred" in self.about
        return float((reported - self.date).days * 24) if told and reported else None


def cases_of(results: pd.DataFrame) -> tuple[Case, ...]:
    """One case a check, in the order of their days. results: rows with COLUMNS, as `Store.results` gives
    them."""
    grouped: dict[str, list[dict[Hashable, Any]]] = {}
    for row in results[list(COLUMNS)].to_dict("records"):
        grouped.setdefault(str(row["check_id"]), []).append(row)
    cases = [_case(name, rows) for name, rows in grouped.items()]
    return tuple(sorted(cases, key=lambda case: (case.date, case.number, case.check_id)))


def _case(check_id: str, rows: Sequence[Mapping[Hashable, Any]]) -> Case:
    first = rows[0]
    accepted = [row for row in rows if row["state"] == ResultState.ACCEPTED]
    said = first["detail"]
    return Case(
        check_id=check_id,
        checklist=first["checklist"],
        version=first["version"],
        date=dt.date.fromisoformat(first["date"]),
        unit=first["unit"],
        number=first["subject"] if isinstance(first["subject"], str) else "",
        file=first["file"],
        sheet=first["sheet"],
        cell=first["cell"],
        steps={r["item_code"]: Outcome(r["outcome"]) for r in accepted if pd.notna(r["outcome"])},
        readings={r["item_code"]: float(r["reading"]) for r in accepted if pd.notna(r["reading"])},
        about=json.loads(said) if isinstance(said, str) else {},
        undecided=any(row["state"] == ResultState.HELD_BACK for row in rows),
    )
