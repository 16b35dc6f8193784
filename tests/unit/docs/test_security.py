"""The threat model: every threat has its test, and every test that is named exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
SHORT = dict(re.findall(r"([A-Z]+)\s+`(tests/[\w/]+\.py)`", TEXT.replace("GATE is", "GATE")))
NAMED = re.findall(r"`([\w/.]+)::(test_\w+)`", TEXT)
CHAPTERS = [int(number) for number in re.findall(r"^### V(\d+) ", TEXT, re.M)]


def test_every_test_that_is_named_exists() -> None:
    """A threat would be held by a test that nobody has written, or that was renamed away."""
    assert len(NAMED) > 50
    missing = []
    for file, name in NAMED:
        path = ROOT / SHORT.get(file, file)
        if not path.is_file() or f"def {name}(" not in path.read_text("utf-8"):
            missing.append(f"{file}::{name}")
    assert missing == []


@pytest.mark.parametrize("line", re.findall(r"^\|.*\|$", TEXT, re.M))
def test_every_threat_names_a_test(line: str) -> None:
    """What no test holds is a wish; it belongs under what is not covered."""
    is_threat = not line.startswith(("|---", "| threat", "| role", *ROLES))
    assert not is_threat or "::test_" in line


ROLES = tuple(
    f"| {role}" for role in ("administrator", "head nurse", "quality", "unit", "management")
)


def test_the_chapters_are_those_of_the_standard_in_their_order() -> None:
    """Somebody who audits goes through the standard chapter by chapter."""
    apart = {int(number) for number in re.findall(r"V(\d+) \(", TEXT)}
    assert sorted(CHAPTERS) == CHAPTERS
    assert {*CHAPTERS} | apart == set(range(1, 18))
