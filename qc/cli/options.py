"""What every command takes: the workspace, the day to judge by, the language."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Option
from qc.cli.speech import chosen_language, reader, speak
from qc.locale import LANGUAGES, N_

if TYPE_CHECKING:
    from qc.workspace import Workspace

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Day(click.ParamType[dt.date]):
    """A date written 2026-10-31."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            t = reader()
            self.fail(t('"{value}" is no date; write it like 2026-10-31.', value=value), param, ctx)


def option(*names: str, **settings: Any) -> Decorator:
    """An option whose help is a msgid."""
    return click.option(*names, cls=Option, **settings)


def _hear(ctx: click.Context, param: click.Parameter, language: str | None) -> str | None:  # noqa: ARG001
    """Remember the language before anything else of the command line is judged."""
    ctx.params["lang"] = language
    speak()
    return language


def open_asked(folder: Path, today: dt.date | None) -> Workspace:
    """The workspace as asked for; from here on its language is the reader's."""
    from qc.workspace import open_workspace

    workspace = open_workspace(folder, today=today, language=chosen_language())
    context = click.get_current_context()
    context.call_on_close(workspace.store.close)
    context.obj = workspace.t
    speak()
    return workspace


def workspace_options(
    default: str = "qc-workspace",
    envvar: str | None = "QC_WORKSPACE",
    opened: Callable[[Path, dt.date | None], Any] = open_asked,
) -> Decorator:
    """Add --workspace, --today and --lang; the command's function takes the open workspace first."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def ask(folder: Path, today: dt.date | None, lang: str | None, **given: Any) -> Any:  # noqa: ARG001
            return function(opened(folder, today), **given)

        return _folder(default, envvar)(_today(_language(ask)))

    return decorate


def _folder(default: str, envvar: str | None) -> Decorator:
    return option(
        "--workspace",
        "folder",
        type=click.Path(path_type=Path),
        default=default,
        envvar=envvar,
        show_default=True,
        metavar="DIR",
        help=N_("The folder that holds everything; made when it is not there."),
    )


_today = option(
    "--today",
    type=Day(),
    metavar="DATE",
    help=N_("Judge as of this day (like 2026-10-31) instead of today."),
)
_language = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    envvar="QC_LANG",
    is_eager=True,
    callback=_hear,
    help=N_("Language: zh or en; else QC_LANG, else the workspace's own."),
)
