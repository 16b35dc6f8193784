"""What the address of administration says: which part lies open, whose form, which entries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.errors import UsageError
from qc.locale import LANGUAGES, N_

PATH = "/admin"
USERS, AUDIT, BACKUP, SETTINGS = "users", "audit", "backup", "settings"
PARTS = (USERS, AUDIT, BACKUP, SETTINGS)
NEW = "new"


@dataclass(frozen=True)
class Place:
    """`user`: whose form lies open, by the number of the account, or NEW. `actor`, `action`, `start`, `end`,
    `page`: which entries of the trail. `verify`: go through the whole trail now."""

    language: str | None = None
    part: str = USERS
    user: str | None = None
    actor: str | None = None
    action: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    page: int = 1
    verify: bool = False

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for a word that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        page = said.get("page", "1")
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            part=_part(said.get("part", USERS)),
            user=said.get("user"),
            actor=said.get("actor"),
            action=said.get("action"),
            start=day(said.get("from", "")),
            end=day(said.get("to", "")),
            page=max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
            verify=said.get("verify") == "1",
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed; a form shuts unless it is named, the list is
        on its first page."""
        here = replace(self, **{"user": None, "page": 1, "verify": False, **changes})  # type: ignore[arg-type]
        plain, said = Place(), {}
        for each in fields(Place):
            value = getattr(here, each.name)
            if value != getattr(plain, each.name):
                said[_WORDS.get(each.name, each.name)] = "1" if value is True else str(value)
        return "?" + urlencode(said, quote_via=quote)


_WORDS = {"language": "lang", "start": "from", "end": "to"}


def day(text: str) -> dt.date | None:
    """A day, None for nothing; UsageError for a text that is none."""
    try:
        return dt.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise UsageError(
            N_('"{word}" is no day.'), N_("Write a day like 2026-10-31."), word=text
        ) from None


def _part(text: str) -> str:
    if text in PARTS:
        return text
    raise UsageError(
        N_('The address holds "{word}", which this page does not know.'),
        N_("Choose one of: {known}."),
        word=text,
        known=", ".join(PARTS),
    )
