"""What a backup says of itself: every file with its checksum, and what the record came to."""

from __future__ import annotations

import datetime as dt
import json
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, FailFast, Field

from qc.errors import WorkspaceError
from qc.locale import N_

NAME = "manifest.json"
LARGEST = 256 * 1024 * 1024
"""A manifest of a million files has a quarter of that."""
_MOST_SIGNS = 6_000_000
"""Of those that make values; a file has four."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]
Key = Literal["inside", "outside"]
Rate = tuple[str, str, Count, Count]
"""Month, indicator, checked, passed."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptFile(_Model):
    """A file of the workspace, by its path in the folder."""

    path: str
    size: Count
    sha256: Sha256


class Head(_Model):
    """The last entry of a chain, and whether all of it fits."""

    number: Count
    hash: str
    whole: bool


class Manifest(_Model):
    """`database`: whether the backup holds the record, or it is on a server of its own. `key`: whether
    what opens the sealed texts and files is in the backup. `today`: the day that was judged by."""

    format: Literal[1] = 1
    program: str
    clinic: str
    made_at: dt.datetime
    made_by: str
    today: dt.date
    database: Literal["sqlite", "postgresql"]
    key: Key
    fingerprint: str
    files: Annotated[tuple[KeptFile, ...], FailFast()]
    counts: dict[str, Count]
    rates: Annotated[tuple[Rate, ...], FailFast()]
    heads: dict[str, Head]

    @property
    def size(self) -> int:
        """How much room it takes once it is unpacked."""
        return sum(file.size for file in self.files)


def program() -> str:
    """The version that runs."""
    try:
        return version("clinic-qc")
    except PackageNotFoundError:
        return "?"


def read_manifest(data: bytes) -> Manifest:
    """WorkspaceError for what is no manifest of this program's."""
    try:
        if sum(map(data.count, (b"{", b"[", b","))) > _MOST_SIGNS:
            raise ValueError("more values than a record of ours has")
        # not validate_json: each of its complaints would hold a copy of the whole
        return Manifest.model_validate(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise WorkspaceError(
            N_("This is no backup of this program, or one of a newer version."),
            N_("Choose a file that qc backup has made, or install the newer version."),
        ) from error
