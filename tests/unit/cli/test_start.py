"""start.py: what a person sees before anything is installed."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import start


def test_it_needs_nothing_but_python() -> None:
    """It runs where nothing is installed: any import beyond Python's own would end it."""
    tree = ast.parse(Path(start.__file__).read_text("utf-8"))
    names = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_old_python_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    assert start.main(["demo"]) == 2
    said = capsys.readouterr().err
    assert "需要 Python 3.11" in said and "Python 3.11 or newer" in said


@pytest.mark.parametrize("words", [[], ["dance"]])
def test_an_unknown_command_lists_the_known(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(words) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in start.COMMANDS)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder with locks and an environment that holds a Python."""
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "PYTHON", tmp_path / ".venv" / "python")
    for name in ("requirements", ".venv"):
        (tmp_path / name).mkdir()
    files = ["pyproject.toml", ".venv/pyvenv.cfg", ".venv/python"]
    files += [f"requirements/{name}.lock" for name in ("build", *start.LOCKS)]
    for file in files:
        (tmp_path / file).write_text(file)
    return tmp_path


@pytest.mark.usefixtures("project")
def test_what_is_installed_is_remembered() -> None:
    """A second run starts at once; a lock that holds more serves for one that holds less."""
    assert not start.installed("run")
    start.stamp("dev").write_text(start.digest("dev"))
    assert start.installed("run") and start.installed("dev")
    assert not start.installed("bench")


@pytest.mark.parametrize("changed", ["requirements/run.lock", "pyproject.toml", ".venv/pyvenv.cfg"])
def test_a_change_is_installed_again(project: Path, changed: str) -> None:
    """Else a new version of the lock would never reach who pulled it."""
    start.stamp("run").write_text(start.digest("run"))
    (project / changed).write_text("changed")
    assert not start.installed("run")


def test_a_removed_environment_is_made_again(project: Path) -> None:
    start.stamp("run").write_text(start.digest("run"))
    (project / ".venv" / "python").unlink()
    assert not start.installed("run")
