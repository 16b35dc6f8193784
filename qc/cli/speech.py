"""Which language the command line speaks, and how it reaches a console of any encoding."""

from __future__ import annotations

import gettext
import io
import os
import sys
from pathlib import Path

import click

import qc.locale
from qc.locale import LANGUAGES, Translator, translator


def use_utf8() -> None:
    """Write UTF-8 whatever the console's code page is (a Chinese Windows says GBK)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def chosen_language() -> str | None:
    """What --lang or QC_LANG says; None leaves it to the workspace."""
    context = click.get_current_context(silent=True)
    asked = context.params.get("lang") if context else None
    language = asked or os.environ.get("QC_LANG")
    return language if language in LANGUAGES else None


def reader() -> Translator:
    """The translator for who reads: the workspace's once it is open, else as chosen, else Chinese."""
    context = click.get_current_context(silent=True)
    if context and isinstance(context.obj, Translator):
        return context.obj
    return translator(chosen_language() or LANGUAGES[0])


def speak() -> None:
    """Let click's own words ("Usage:", "Missing argument") follow the reader: click asks gettext's
    process-wide domain, which reads the language from LANGUAGE."""
    os.environ["LANGUAGE"] = reader().language
    gettext.bindtextdomain("qc", Path(qc.locale.__file__).parent)
    gettext.textdomain("qc")
