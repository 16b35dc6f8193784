"""Reports of adverse events never lead to a person: what the code may read, held by its own text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from qc.catalogue.load import load_catalogue
from qc.improve.protected import CHECKLISTS, INDICATORS, protected_codes, without_reports

ROOT = Path(__file__).parents[3]
BY_PERSON = {
    name: sorted((ROOT / "qc" / "improve" / name).glob("*.py"))
    for name in ("accountability", "stars")
}
RECORD = {
    "facts",
    "findings",
    "findings_of",
    "results",
    "failures_of",
    "cases",
    "cases_of",
    "finding",
}
"""Functions that read what was found."""

CATALOGUE = load_catalogue()


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """(function, what it or a function within it calls) for every call of a file."""
    for outer in ast.parse(path.read_text("utf-8")).body:
        if isinstance(outer, ast.FunctionDef):
            for node in ast.walk(outer):
                if isinstance(node, ast.Call):
                    yield outer.name, getattr(node.func, "id", getattr(node.func, "attr", ""))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_the_record_is_read_at_one_door_each() -> None:
    """A second place that reads results could forget to leave the reports out."""
    doors = {
        (path.relative_to(ROOT / "qc" / "improve").as_posix(), function, called)
        for paths in BY_PERSON.values()
        for path in paths
        for function, called in calls(path)
        if called in RECORD
    }
    assert doors == {
        ("accountability/sources.py", "findings_that_count", "facts"),
        ("accountability/sources.py", "findings_that_count", "findings_of"),
        ("stars/choosing.py", "star", "facts"),
        ("stars/praise.py", "rectifications", "findings"),  # by unit: nobody is counted
    }


def test_at_each_door_the_reports_are_left_out() -> None:
    """What is counted by person comes through `without_reports`."""
    folder = ROOT / "qc" / "improve"
    sources = [
        c for f, c in calls(folder / "accountability/sources.py") if f == "findings_that_count"
    ]
    assert sources.count("without_reports") == 2  # of results and of checks
    assert ("_of_persons", "without_reports") in calls(folder / "stars/ranking.py")


def test_accountability_is_in_no_ranking() -> None:
    """Neither the star of service nor any page or report may know who was called to account; the list of
    what waits is told how many proposals wait in which site, no more."""
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in ("qc", "dashboards", "metrics")
        for path in (ROOT / folder).rglob("*.py")
        if any(name.startswith("qc.improve.accountability") for name in imports(path))
    }
    own = {path.relative_to(ROOT).as_posix() for path in BY_PERSON["accountability"]}
    assert users - own == {"qc/cli/accountability.py", "qc/attention/reading.py"}
    for path in BY_PERSON["accountability"]:
        read = set(imports(path))
        assert not [
            n for n in read if n.startswith(("qc.improve.stars", "metrics", "qc.improve.regis"))
        ]


def test_every_report_of_the_catalogue_is_protected() -> None:
    """By its indicator or by its code; a new standard of reports falls under one of them."""
    told = {
        code
        for code, each in CATALOGUE.checklists.items()
        if each.indicator in INDICATORS or "不良事件" in each.name.zh or "投诉登记" in each.name.zh
    }
    assert told | CHECKLISTS <= protected_codes(CATALOGUE)
    assert CATALOGUE.indicators.keys() >= INDICATORS and CATALOGUE.checklists.keys() >= CHECKLISTS


def test_either_column_is_enough() -> None:
    """A report filed under another indicator, and another sheet filed under theirs, are both left out."""
    rows = pd.DataFrame(
        {
            "indicator": ["service", "adverse_events", "service", "infections"],
            "checklist": ["reception", "reception", "complaints", "any-register"],
        }
    )
    assert without_reports(rows, CATALOGUE).index.tolist() == [0]
    assert "reception" not in protected_codes(CATALOGUE)
    assert "feedback-book" not in protected_codes(CATALOGUE)  # a register of what is put right
