"""What the commands about users have in common: the login name, the role, units and sites, a password
that is typed or comes through a pipe, never among the arguments, where everybody on the PC reads it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import click

from qc.cli.options import Decorator, option
from qc.errors import UsageError
from qc.locale import N_, Translator

ROLES = ("administrator", "head-nurse", "qc-member", "unit-nurse", "management")

login_argument = click.argument("login")


def role_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --role, --unit and --site."""
    return functools.reduce(lambda made, one: one(made), _ROLE_OPTIONS, function)


_ROLE_OPTIONS: tuple[Decorator, ...] = (
    option("--role", type=click.Choice(ROLES), required=True, help=N_("What the user is.")),
    option(
        "--unit",
        "units",
        multiple=True,
        metavar="UNIT",
        help=N_("Only this unit is seen; again for each. A unit nurse needs one."),
    ),
    option(
        "--site",
        "sites",
        multiple=True,
        metavar="SITE",
        help=N_("Only this site is seen; again for each."),
    ),
)


def asked_password(t: Translator) -> str:
    """A new password: asked for twice at the terminal, else the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt(t("New password"), hide_input=True)
    if password != click.prompt(t("Again"), hide_input=True):
        raise UsageError(N_("The two passwords are not the same."), N_("Type both again."))
    return password
