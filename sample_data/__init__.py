"""A sample clinic: a year of audit workbooks, made by `python -m sample_data.make` from one seed.

Everything is invented: the clinic, its staff, its figures.
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path

CLINIC = "云栖雅颜医疗美容门诊部"
TODAY = dt.date(2026, 11, 2)  # the day on which the sample year has just ended

_FOLDER = Path(str(files("sample_data")))


def workbooks() -> tuple[Path, ...]:
    """The sample workbooks, by name."""
    return tuple(sorted((_FOLDER / "workbooks").glob("*.xlsx")))


def organisation() -> str:
    """The text of the sample clinic's organisation.toml."""
    return (_FOLDER / "organisation.toml").read_text(encoding="utf-8")


def improvement() -> str:
    """The text of the sample clinic's improvement.toml."""
    return (_FOLDER / "improvement.toml").read_text(encoding="utf-8")
