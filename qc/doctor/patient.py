"""The workspace that is looked at: what can be known of it without opening it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from qc.workspace import Clock, Settings


@dataclass(frozen=True)
class Patient:
    """`url` is PostgreSQL's address, None where the database lies in the folder."""

    folder: Path
    settings: Settings
    today: dt.date
    clock: Clock
    url: URL | None
