"""Every pin has a wheel for every computer of the zip: asked of the registry, where one answers. Nothing is
downloaded but its lists; `make bundle` fetches the wheels themselves."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from packaging.utils import canonicalize_name, parse_wheel_filename

from delivery.locked import Pin, pins_for
from delivery.making import LOCKS
from delivery.targets import Target, targets
from start import mirror

Listed = Mapping[tuple[str, str], Sequence[tuple[str, str]]]
"""By name and version the wheels that the registry has: file name and hash."""

SILENT = ("sending request", "connect", "dns error", "Failed to fetch", "timed out")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Listed:
    out = tmp_path_factory.mktemp("registry") / "pylock.toml"
    command = [
        sys.executable, "-m", "uv", "pip", "compile", *map(str, LOCKS), "--universal", "--python-version=3.11",
        "--no-deps", "--format=pylock.toml", "--no-header", "--quiet", "-o", str(out),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **mirror()})
    if done.returncode != 0 and any(word in done.stderr for word in SILENT):
        pytest.skip("NOT CHECKED: no package registry answers")
    assert done.returncode == 0, done.stderr
    told = tomllib.loads(out.read_text(encoding="utf-8"))["packages"]
    return {
        (one["name"], one["version"]): [_wheel(w) for w in one.get("wheels", [])] for one in told
    }


def _wheel(told: Mapping[str, Any]) -> tuple[str, str]:
    name = told.get("name") or unquote(str(told.get("url") or told.get("path"))).rpartition("/")[2]
    return str(name), str(told["hashes"]["sha256"])


def without_wheel(wanted: Sequence[Pin], target: Target, listed: Listed) -> list[str]:
    """The pins that no listed wheel serves: by its tags, and by a hash that is locked."""
    return [
        f"{pin.name} {pin.version}"
        for pin in wanted
        if not any(
            digest in pin.hashes and parse_wheel_filename(name)[3] & target.tags
            for name, digest in listed.get((canonicalize_name(pin.name), pin.version), [])
        )
    ]


def wanted_on(target: Target) -> list[Pin]:
    return [pin for lock in LOCKS for pin in pins_for(target, lock)]


@pytest.mark.parametrize("target", targets(), ids=lambda target: target.name)
def test_the_locked_wheels_are_there(target: Target, listed: Listed) -> None:
    """A pin without a wheel for Windows, or only with another hash, would stop the clinic's installation."""
    wanted = wanted_on(target)
    assert len(wanted) > 60
    assert without_wheel(wanted, target, listed) == []


def test_a_wheel_that_is_not_there_or_another_would_be_found(listed: Listed) -> None:
    """The check itself: another hash, or a Python for which nobody has built it yet."""
    target = Target("windows", (3, 13))
    other = [replace(pin, hashes=frozenset({"0" * 64})) for pin in wanted_on(target)]
    assert len(without_wheel(other, target, listed)) == len(other)
    foreign = without_wheel(wanted_on(target), replace(target, python=(3, 99)), listed)
    assert any(one.startswith("numpy ") for one in foreign)


def test_the_check_needs_no_registry_to_fail(tmp_path: Path) -> None:
    """Where none answers, a list without a Windows wheel still is one."""
    lock = tmp_path / "run.lock"
    lock.write_text(f"one==1.0 --hash=sha256:{'a' * 64}\n", encoding="utf-8")
    only = {("one", "1.0"): [("one-1.0-cp311-cp311-manylinux_2_17_x86_64.whl", "a" * 64)]}
    windows, linux = (Target(system, (3, 11)) for system in ("windows", "linux"))
    assert without_wheel(pins_for(windows, lock), windows, only) == ["one 1.0"]
    assert without_wheel(pins_for(linux, lock), linux, only) == []
