"""Commands run in this process, each in a workspace of its own."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qc.cli import cli
from qc.cli.speech import speak

Run = Callable[..., Result]
WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """`run("rates", "--by", "month")` as `qc rates --by month`, in Chinese unless told."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.delenv("QC_LANG", raising=False)
    monkeypatch.setenv("QC_WORKSPACE", str(tmp_path / "workspace"))
    domain = gettext.textdomain()

    def invoke(*arguments: str | Path, lang: str | None = None) -> Result:
        if lang:
            monkeypatch.setenv("QC_LANG", lang)
        speak()
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(cli, words, prog_name="qc", catch_exceptions=False)

    yield invoke
    gettext.textdomain(domain)
