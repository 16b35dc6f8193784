"""A clinic that has worked with any earlier version opens its folder with this one, and nothing has changed:
no result, no rate, no act, no original, no user, no frozen month."""

from __future__ import annotations

import datetime as dt
import math
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qc.doctor import examine
from qc.store.schema import REVISION
from qc.workspace import open_workspace
from tests.delivery.old_versions import VERSIONS, unpack
from tests.delivery.telling import told

TODAY = dt.date(2026, 11, 2)
GONE = {"open_problems"}
"""Counts that only the first version gave; errors, warnings and infos took their place."""


@pytest.mark.parametrize("name", VERSIONS)
def test_a_folder_of_an_earlier_version_says_the_same_today(name: str, tmp_path: Path) -> None:
    """Else who installs a newer version loses records, or sees other rates than were published."""
    folder, said = unpack(name, tmp_path)
    workspace = open_workspace(folder, today=TODAY, actor="王丽", create=False)
    try:
        now = told(workspace)
    finally:
        workspace.store.close()
    assert len(said["results"]) > 2000
    assert said["rates"][1]
    for question, answer in said.items():
        assert differences(answer, now[question], question) == []


@pytest.mark.parametrize("name", ["1-first-schema", "7-reports-whole"])
def test_what_was_upgraded_is_sound(name: str, tmp_path: Path) -> None:
    """A record that opens but has a broken chain, or lost an original, would be found too late."""
    folder, _ = unpack(name, tmp_path)
    open_workspace(folder, today=TODAY, actor="王丽").store.close()
    looked = {one.code: one for one in examine(folder)}
    for code in ("database", "key", "chains", "originals", "figures"):
        assert looked[code].is_sound, looked[code]


def test_a_changed_mark_would_be_seen(tmp_path: Path) -> None:
    """The comparison itself: one mark, one rate, one act that is another counts."""
    _, said = unpack("4-findings-and-cycles", tmp_path)
    other = {**said["results"][0], "passed": 1 - said["results"][0]["passed"]}
    assert differences(said["results"], [other, *said["results"][1:]], "results")
    assert differences(said["results"], said["results"][1:], "results")
    assert differences(0.9, 0.9 + 1e-9, "rate")
    assert not differences(0.9, 0.9 + 1e-16, "rate")


def differences(was: Any, now: Any, at: str) -> list[str]:
    """Where two answers differ: what is new beside a thing does not count, what is lost does. The last
    digits of an interval are the arithmetic's."""
    if isinstance(was, Mapping):
        kept = [key for key in was if key not in GONE]
        return [
            found
            for key in kept
            for found in (differences(was[key], now[key], f"{at}.{key}") if key in now else [f"{at}.{key}"])
        ]  # fmt: skip
    if isinstance(was, list):
        if len(was) != len(now):
            return [f"{at}: {len(was)} have become {len(now)}"]
        pairs = enumerate(zip(was, now, strict=True))
        return [found for n, pair in pairs for found in differences(*pair, f"{at}[{n}]")]
    if isinstance(was, float) and isinstance(now, float):
        same = math.isclose(was, now, rel_tol=1e-12)
    else:
        same = was == now
    return [] if same else [f"{at}: {was!r} has become {now!r}"]


def test_the_kept_folders_are_as_old_as_they_say(tmp_path: Path) -> None:
    """Each schema that a clinic may have is among them, untouched: opened once by mistake and kept again,
    an archive would prove nothing."""
    found = {}
    for name in VERSIONS:
        folder, _ = unpack(name, tmp_path / name)
        with closing(sqlite3.connect(folder / "qc.sqlite")) as record:
            found[name] = record.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    assert [*found.values()] == ["0001", "0002", "0003", "0003", "0006", "0006", "0006"]
    assert max(found.values()) == REVISION, "keep a folder of the last version with the old schema"
