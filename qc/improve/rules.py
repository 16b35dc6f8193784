"""The numbers of the improvement loop: shipped ones, the clinic's own over them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from qc.errors import WorkspaceError
from qc.tomlfile import parse, read

OWN = "improvement.toml"

Count = Annotated[int, Field(ge=1)]
Days = Annotated[int, Field(ge=0)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DueDays(_Model):
    """Days from a check to the day by which what failed is put right, by severity."""

    critical: Days
    major: Days
    minor: Days


class Rules(_Model):
    """See rules.toml, which says what each number does."""

    due_days: DueDays
    window_days: Count
    propose_after: Count
    propose_months: Count
    clean_rechecks: Count
    follow_from: dt.date | None = None


@cache
def shipped() -> Rules:
    """The numbers that hold where the clinic has set none."""
    return parse(Rules, read(files("qc.improve") / "rules.toml", "rules.toml", WorkspaceError))


def load_rules(folder: Path) -> Rules:
    """The numbers of a workspace folder. WorkspaceError names file, line and key of a mistake."""
    path = folder / OWN
    if not path.exists():
        return shipped()
    document = read(path, OWN, WorkspaceError)
    plain = shipped().model_dump()
    due = document.data.get("due_days")
    own = dict(document.data)
    if isinstance(due, dict):
        own["due_days"] = plain["due_days"] | due
    return parse(Rules, document, plain | own)
