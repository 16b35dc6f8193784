"""Help: what a person sees who asks the command line what it can do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from qc.cli import cli
from tests.unit.cli.conftest import Run

DOCS = Path(__file__).parents[3] / "docs" / "command-line.md"
CONTEXT = click.Context(cli)


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command as it is typed: those of a group behind its name."""
    for name in group.list_commands(CONTEXT):
        command = group.get_command(CONTEXT, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands(cli))


def options(name: str) -> list[str]:
    return [p.opts[0] for p in COMMANDS[name].params if isinstance(p, click.Option)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(run: Run, name: str) -> None:
    """Else a head nurse reads English, or nothing, where she asked what a command does."""
    chinese, english = (
        run(*name.split(), "--help").output,
        run(*name.split(), "--help", lang="en").output,
    )
    assert "用法:" in chinese
    assert "Usage:" in english
    sentence = COMMANDS[name].help
    assert sentence and sentence in " ".join(english.split())
    assert sentence not in " ".join(chinese.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    """An option without help is one that nobody dares to use."""
    for param in COMMANDS[name].params:
        assert not isinstance(param, click.Option) or param.help, param.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_workspace_today_and_language(name: str) -> None:
    """Scripts pass these to every command alike."""
    assert {"--workspace", "--today", "--lang"} <= set(options(name))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    """The page that scripts are written by would leave something out."""
    text = DOCS.read_text(encoding="utf-8")
    assert f"## qc {name}\n" in text
    for option in options(name):
        assert option in text, f"qc {name} {option}"


def test_list_of_commands_is_in_the_readers_language(run: Run) -> None:
    assert "导入" in run("--help").output
    assert "Read audit workbooks" in run("--help", lang="en").output


def test_a_group_of_commands_says_what_it_holds(run: Run) -> None:
    """Who types half of a command must be told the other half, in Chinese."""
    chinese, english = run("standards", "--help").output, run("standards", lang="en").output
    assert all(name in chinese and name in english for name in ("list", "export", "import"))
    assert "工作簿" in chinese
    assert "as edited" in english


def test_a_mistyped_command_is_answered_in_chinese(run: Run) -> None:
    result = run("rats")
    assert result.exit_code == 2
    assert "没有 'rats' 这个命令" in result.stderr


def test_english_can_be_asked_for_on_the_command_line(run: Run) -> None:
    assert "is no date" in run("rates", "--lang", "en", "--today", "soon").stderr
