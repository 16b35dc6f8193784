"""The short form of `make spark`: a real master, two real workers, a small lake."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.needs import has_java
from tests.spark.agreeing import differences
from tests.spark.cluster import cluster
from tests.spec.engines import NO_JAVA

ROOT = Path(__file__).resolve().parents[2]
needs_java = pytest.mark.skipif(not has_java(), reason=NO_JAVA)


@needs_java
def test_a_cluster_says_the_same_as_duckdb_and_pandas_even_when_a_worker_dies():
    """A chain that moves to Spark must not find another rate there; in a process of its own, for Spark has
    one session in a process."""
    small = ("--clinics", "2", "--months", "2", "--memory", "1g", "--small")
    done = subprocess.run(
        [sys.executable, "-m", "tests.spark", *small], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all engines agree" in done.stdout
    groups = re.search(r"process groups: \[(.+)\]", done.stdout)
    assert groups and not left_of({int(number) for number in groups[1].split(",")})


@needs_java
def test_no_process_stays_behind_when_something_fails(tmp_path):
    """A trial that breaks off must not leave Java running on whoever's machine it is."""
    groups: list[int] = []
    with pytest.raises(RuntimeError, match="broke off"), cluster(tmp_path, workers=0) as running:
        groups += running.groups
        assert left_of(set(groups)), "they run now"
        raise RuntimeError("the trial broke off")
    assert not left_of(set(groups))


@pytest.mark.parametrize(
    ("column", "other"), [("checked", 21), ("rate", 0.9500000000000001), ("site", "B")]
)
def test_the_smallest_difference_is_told(column, other):
    """A comparison that lets one count or one bit pass would let every other test pass as well."""
    one = pd.DataFrame({"site": ["A"], "checked": [20], "passed": [19], "rate": [0.95]})
    assert differences(one, one.copy()) == []
    assert len(differences(one, one.assign(**{column: [other]}))) == 1
    assert differences(one, one.assign(checked=[20.0])) != [], "an integer must stay one"
    assert differences(one, one.iloc[:0]) != []


def left_of(groups: set[int]) -> list[int]:
    """Processes of these groups that live."""
    return [pid for pid, group in _groups().items() if group in groups]


def _groups() -> dict[int, int]:
    shown = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True)
    fields = [line.split() for line in shown.stdout.splitlines()]
    return {int(pid): int(group) for pid, group, state in fields if not state.startswith("Z")}
