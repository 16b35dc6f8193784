"""click, speaking the reader's language and reading a command's file only when it is asked for."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from qc.cli.speech import reader
from qc.errors import QcError


class Sentence(click.ClickException):
    """A user's mistake as its sentence on stderr, without a traceback."""

    exit_code = QcError.exit_code

    def __init__(self, error: QcError) -> None:
        super().__init__(error.sentence(reader()))


class Option(click.Option):
    """An option whose help is a msgid."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        spoken = copy.copy(self)
        spoken.help = reader()(self.help or "")
        return click.Option.get_help_record(spoken, ctx)


class Command(click.Command):
    """A command whose help is a msgid; what its function returns is the exit code."""

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - all of it: one sentence
        return reader()(self.help or "").splitlines()[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        spoken = copy.copy(self)
        spoken.help = reader()(self.help or "")
        click.Command.format_help_text(spoken, ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
        except QcError as error:
            raise Sentence(error) from error
        ctx.exit(code or 0)


class HouseGroup(click.Group):
    """The commands by the module that holds them as `command`."""

    format_help_text = Command.format_help_text
    get_short_help_str = Command.get_short_help_str

    def __init__(self, name: str, *, help: str, commands_in: Mapping[str, str]) -> None:
        super().__init__(name, help=help)
        self.commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = self.commands_in.get(cmd_name)
        command: click.Command | None = import_module(module).command if module else None
        return command
