"""Words for people: English msgids in the code, a complete Chinese catalogue beside this file.

`make messages` collects msgids (calls of `t(...)` and `N_(...)`) into qc.po and compiles qc.mo.
A language is handed along as a Translator, never kept in a global: two readers share a process.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh", "en")


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a msgid that is translated where it is shown."""
    return msgid


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("qc", Path(__file__).parent, languages=[language])


@dataclass(frozen=True)
class Translator:
    """Calls like t("{n} of {m} met", n=9, m=12); `language` is "zh" or "en"."""

    language: str = "zh"

    def __call__(self, msgid: str, /, **values: object) -> str:
        text = _catalogue(self.language).gettext(msgid)
        return text.format(**values) if values else text


def translator(language: str) -> Translator:
    """The translator for a language code; anything unknown reads Chinese, the house's language."""
    return Translator(language if language in LANGUAGES else "zh")
