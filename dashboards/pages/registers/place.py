"""What the address of the registers says: which register and month, and which cases lie listed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.registers import Which
from qc.improve.registers.words import FIGURES, PARTS
from qc.locale import LANGUAGES, N_

PATH = "/registers"


@dataclass(frozen=True)
class Place:
    """`register`: None for all of them. `period`: a month, None for the last full one. `figure`: the one
    whose cases are listed, of the part `by` that is called `key`; `all` those of every month so far."""

    language: str | None = None
    register: Which | None = None
    period: Period | None = None
    figure: str | None = None
    by: str = ""
    key: str = ""
    all: bool = False

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for a word that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?"), keep_blank_values=True))
        register, figure, by = said.get("register"), said.get("figure"), said.get("by", "")
        if register is not None:
            _known(register, [str(each) for each in Which])
        if figure is not None:
            _known(figure, list(FIGURES))
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            register=None if register is None else Which(register),
            period=Period.parse(said["period"]) if "period" in said else None,
            figure=figure,
            by=_known(by, ["", *PARTS]),
            key=said.get("key", ""),
            all=said.get("all") == "1",
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed; the list of cases shuts unless a figure is
        named."""
        plain = {"figure": None, "by": "", "key": "", "all": False}
        here = replace(self, **{**plain, **changes})  # type: ignore[arg-type]
        said = {
            "lang": here.language,
            "register": here.register,
            "period": here.period,
            "figure": here.figure,
            "by": here.by or None,
            "key": here.key if here.by else None,
            "all": "1" if here.all else None,
        }
        pairs = {name: str(value) for name, value in said.items() if value is not None}
        return "?" + urlencode(pairs, quote_via=quote)


def _known(word: str, known: list[str]) -> str:
    if word in known:
        return word
    raise UsageError(
        N_('The address holds "{word}", which this page does not know.'),
        N_("Choose one of: {known}."),
        word=word,
        known=", ".join(filter(None, known)),
    )
