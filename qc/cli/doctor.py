"""`qc doctor`: is the workspace sound, and if not, what is to be done."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.speech import chosen_language, reader
from qc.locale import N_, Translator, translator

if TYPE_CHECKING:
    from qc.doctor import Look, Trouble


@click.command(
    "doctor",
    cls=Command,
    help=N_("Look at every part of the workspace and say what is to be done; nothing is changed."),
)
@option("--mend", "mends", is_flag=True, help=N_("Take away files that were never finished."))
@option("--json", "as_json", is_flag=True, help=N_("Print what was found as JSON."))
@workspace_options(opened=lambda folder, today: (folder, today))
def command(asked: tuple[Path, dt.date | None], mends: bool, as_json: bool) -> int:
    """Exit code 0: sound; 1: something is to be done."""
    from qc.doctor import examine, mend

    folder, today = asked
    looks, gone = examine(folder, today=today), tuple[Path, ...]()
    if mends:
        gone = mend(looks)
        looks = examine(folder, today=today) if gone else looks
    t = _speech(folder)
    if as_json:
        click.echo(json.dumps(_told(looks, gone), ensure_ascii=False, indent=2))
    else:
        for path in gone:
            click.echo(t("Taken away: {path}", path=path))
        _say(looks, t)
    return 0 if all(look.is_sound for look in looks) else 1


def _speech(folder: Path) -> Translator:
    """As asked, else the workspace's own language, where its settings can be read."""
    from qc.errors import QcError
    from qc.settings import settings

    if chosen_language():
        return reader()
    try:
        return translator(settings(folder).language)
    except QcError:
        return reader()


def _say(looks: Sequence[Look], t: Translator) -> None:
    """A line a look; below it, what is to be done."""
    for look in looks:
        click.echo(f"{'✓' if look.is_sound else '✗'} {t(look.title)}  {_line(look, t)}")
        for trouble in look.troubles:
            found, remedy = trouble.says(t)
            click.echo(f"  - {trouble.place}\n    {found}\n    → {remedy}")
    count = sum(max(len(look.troubles), not look.done) for look in looks)
    click.echo(t("{n} things are to be done.", n=count) if count else t("All is sound."))


def _line(look: Look, t: Translator) -> str:
    if look.troubles:
        return t("{n} things to do", n=len(look.troubles))
    return look.says(t)


def _told(looks: Sequence[Look], gone: Sequence[Path]) -> dict[str, Any]:
    zh, en = translator("zh"), translator("en")
    return {
        "sound": all(look.is_sound for look in looks),
        "taken_away": [str(path) for path in gone],
        "checks": [
            {
                "check": look.code,
                "sound": look.is_sound,
                "looked_at": look.done,
                "said": look.says(zh) if not look.troubles else "",
                "said_en": look.says(en) if not look.troubles else "",
                "troubles": [_trouble(each, zh, en) for each in look.troubles],
            }
            for look in looks
        ],
    }


def _trouble(trouble: Trouble, zh: Translator, en: Translator) -> dict[str, Any]:
    (found, remedy), (found_en, remedy_en) = trouble.says(zh), trouble.says(en)
    return {
        "place": trouble.place,
        "found": found,
        "found_en": found_en,
        "remedy": remedy,
        "remedy_en": remedy_en,
        "mendable": trouble.leftover is not None,
    }
