"""What the address of the PDCA page says: which cycle, which form of it lies open, what one is opened about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.errors import UsageError
from qc.improve.cycles.states import STEPS
from qc.locale import LANGUAGES, N_

PATH = "/cycles"
ALL = "all"


@dataclass(frozen=True)
class Place:
    """`cycle` is the cycle that is shown; `do` the act whose form lies open and `of` the number of the
    cause or measure that it is about. `open`: the ids of findings (with commas between) that a new
    cycle is about; `previous` an ended cycle that the new one carries on. `ended`: whether all that
    ended are listed."""

    language: str | None = None
    cycle: str | None = None
    do: str | None = None
    of: str | None = None
    open: str | None = None
    previous: str | None = None
    ended: str | None = None

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for an act that there is none of."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        if said.get("do") not in (None, *STEPS):
            raise UsageError(
                N_('The address holds "{word}", which this page does not know.'),
                N_("Choose one of: {known}."),
                word=said["do"],
                known=", ".join(STEPS),
            )
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            **{name: said.get(name) for name in _OWN if name != "ended"},
            ended=ALL if said.get("ended") == ALL else None,
        )

    def link(self, **changes: str | None) -> str:
        """The address of this place with some parts changed; forms shut unless they are named."""
        here = replace(self, **{"do": None, "of": None, "open": None, "previous": None, **changes})
        said = {"lang": here.language} | {name: getattr(here, name) for name in _OWN}
        return "?" + urlencode({k: v for k, v in said.items() if v}, quote_via=quote)


_OWN = ("cycle", "do", "of", "open", "previous", "ended")
