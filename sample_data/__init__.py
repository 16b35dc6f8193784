"""A sample clinic: a year of audit workbooks, made by `python -m sample_data.make` from one seed.

Everything is invented: the clinic, its staff, its figures.
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path

CLINIC = "云栖雅颜医疗美容门诊部"
TODAY = dt.date(2026, 11, 2)  # the day on which the sample year has just ended

_CORE = (
    "消毒隔离每日自查表", "消毒隔离每周抽查表", "护理文书质量检查表", "急救药品每周检查表", "护士仪容仪表检查表", "服务安全制度检查明细",
)  # fmt: skip
_FOLDER = Path(str(files("sample_data")))


def workbooks() -> tuple[Path, ...]:
    """The sample workbooks, by name."""
    return tuple(sorted((_FOLDER / "workbooks").glob("*.xlsx")))


def core_workbooks() -> tuple[Path, ...]:
    """Those of the six core audits of each month."""
    return tuple(path for path in workbooks() if path.stem.partition(" ")[2] in _CORE)


def organisation() -> str:
    """The text of the sample clinic's organisation.toml."""
    return (_FOLDER / "organisation.toml").read_text(encoding="utf-8")


def improvement() -> str:
    """The text of the sample clinic's improvement.toml."""
    return (_FOLDER / "improvement.toml").read_text(encoding="utf-8")
