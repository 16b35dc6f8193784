"""What the address of the standards says: what lies open, what is searched for, what was uploaded."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.errors import UsageError
from qc.locale import LANGUAGES, N_
from qc.words import Kind, Level

PATH = "/standards"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Place:
    """`checklist` (in its `version`, None for that in force) or `indicator` lies open, else the list, as
    far as it holds the word `q`, and is of a `kind` and `level`. `upload`: the workbook that is looked
    at, what it changes `start`ing from a day (None: today)."""

    language: str | None = None
    checklist: str | None = None
    version: str | None = None
    indicator: str | None = None
    q: str | None = None
    kind: str | None = None
    level: str | None = None
    upload: str | None = None
    start: dt.date | None = None

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for a word that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        upload = said.get("upload")
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            checklist=said.get("checklist"),
            version=said.get("version"),
            indicator=said.get("indicator"),
            q=said.get("q"),
            kind=_one_of(said.get("kind"), [*Kind]),
            level=_one_of(said.get("level"), [*Level]),
            upload=upload if upload and _SHA256.fullmatch(upload) else None,
            start=_day(said.get("from")),
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed."""
        here = replace(self, **changes)  # type: ignore[arg-type]
        said = {
            "lang": here.language,
            "checklist": here.checklist,
            "version": here.version,
            "indicator": here.indicator,
            "q": here.q or None,
            "kind": here.kind,
            "level": here.level,
            "upload": here.upload,
            "from": here.start,
        }
        pairs = {key: str(value) for key, value in said.items() if value is not None}
        return "?" + urlencode(pairs, quote_via=quote)

    def listed(self, **changes: object) -> str:
        """The address of the list, with nothing open."""
        shut: dict[str, object] = dict.fromkeys(
            ("checklist", "version", "indicator", "upload", "start")
        )
        return self.link(**{**shut, **changes})


def _one_of(text: str | None, known: list[str]) -> str | None:
    if text is not None and text not in known:
        raise UsageError(
            N_('The address holds "{word}", which this page does not know.'),
            N_("Choose one of: {known}."),
            word=text,
            known=", ".join(known),
        )
    return text


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(
            N_('"{word}" is no day.'), N_("Write a day like 2026-10-31."), word=text
        ) from None
