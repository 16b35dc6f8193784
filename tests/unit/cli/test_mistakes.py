"""What a user gets wrong: a sentence on stderr, exit code 2, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.errors import QcError
from qc.locale import N_, Translator
from tests.unit.cli.conftest import Run

MISTAKES = {
    "a word that is no period": ("report", "--period", "Oktober"),
    "a month that is none": ("report", "--period", "2026-13"),
    "a month without data": ("report", "--period", "2026-10"),
    "a report that is no workbook": ("report", "--period", "2026-10", "--out", "report.pdf"),
    "an unknown indicator": ("trend", "disinfektion"),
    "an unknown indicator of rates": ("rates", "--indicator", "hygiene"),
    "an unknown chart": ("trend", "disinfection", "--chart", "pie"),
    "an unknown split": ("rates", "--by", "colour"),
    "a day that is none": ("rates", "--from", "2026-02-30"),
    "a path that is not there": ("import", "nowhere.xlsx"),
    "a folder without workbooks": ("import", "."),
    "a file that is no workbook": ("import", "letter.xlsx"),
    "a workspace that is a file": ("rates", "--workspace", "letter.xlsx"),
    "a workspace of a newer version": ("rates", "--workspace", "newer"),
    "a demo among other things": ("demo", "--no-serve", "--workspace", "newer"),
    "a host that others reach": ("serve", "--host", "0.0.0.0"),
    "a port that is none": ("serve", "--port", "70000"),
    "an unknown option": ("rates", "--colour"),
    "an unknown command": ("dance",),
    "nothing to import": ("import",),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_answered_with_a_sentence(
    run: Run, tmp_path: Path, words: tuple[str, ...], lang: str
) -> None:
    if words != ("import", "."):
        (tmp_path / "letter.xlsx").write_text("Dear all")
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / "workspace.toml").write_text('format = 99\nclinic = "A"\n')
    result = run(*words, lang=lang)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in result.output)
    assert chinese == (lang == "zh"), result.output


def test_a_sentence_is_in_the_workspaces_own_language(run: Run, tmp_path: Path) -> None:
    """A clinic that works in English would read its errors in Chinese."""
    (tmp_path / "workspace").mkdir()
    settings = 'format = 1\nclinic = "A"\nlanguage = "en"\n'
    (tmp_path / "workspace" / "workspace.toml").write_text(settings)
    assert "There is no indicator" in run("trend", "disinfektion").stderr


def test_message_and_remedy_make_one_text() -> None:
    error = QcError(
        N_('There is no indicator "{word}".'), N_('Did you mean "{near}"?'), word="a", near="b"
    )
    assert error.sentence(Translator("en")) == 'There is no indicator "a". Did you mean "b"?'
