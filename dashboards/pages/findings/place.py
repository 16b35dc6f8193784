"""What the address of the findings says: which are listed, in what order, which one lies open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.findings import Gravity
from qc.improve.states import STEPS, FindingState
from qc.locale import LANGUAGES, N_
from qc.text import number_in

PATH = "/findings"
WAITING, HISTORY, ALL = "waiting", "history", "all"
STATES = (WAITING, *(str(state) for state in FindingState), HISTORY, ALL)
GRAVITIES = tuple(str(each) for each in Gravity)
SORTS = ("due", "date", "state", "unit", "item", "failed", "times", "gravity", "person")
ORDERS = (*SORTS, *(f"-{name}" for name in SORTS))


@dataclass(frozen=True)
class Place:
    """`state`: one of STATES, those that wait for somebody unless said. `overdue`, `recurring`: only
    those. `period`: found in it. `q`: words that item, cause or measure must hold. `sort`: one of SORTS,
    with "-" before it the other way round. `page`: from 1. `finding` is the one that
    lies open and `do` the act whose form does."""

    language: str | None = None
    state: str = WAITING
    unit: str | None = None
    indicator: str | None = None
    checklist: str | None = None
    gravity: str | None = None
    overdue: bool = False
    recurring: bool = False
    period: Period | None = None
    person: str | None = None
    q: str | None = None
    sort: str = "due"
    page: str = "1"
    finding: str | None = None
    do: str | None = None

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for a word that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        gravity = said.get("gravity", said.get("severity"))
        page = said.get("page", "1")
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            state=_known(said.get("state", WAITING), STATES),
            unit=said.get("unit"),
            indicator=said.get("indicator"),
            checklist=said.get("checklist"),
            gravity=None if gravity is None else _known(gravity, GRAVITIES),
            overdue=said.get("overdue") == "1",
            recurring=said.get("recurring") == "1",
            period=Period.parse(said["period"]) if "period" in said else None,
            person=said.get("person"),
            q=said.get("q"),
            sort=_known(said.get("sort", "due"), ORDERS),
            page=page if number_in(page) else "1",
            finding=said.get("finding"),
            do=None if "do" not in said else _known(said["do"], STEPS),
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed; a form shuts unless it is named."""
        return _address(replace(self, **{"do": None, **changes}))  # type: ignore[arg-type]

    def listed(self, **changes: object) -> str:
        """The address of the list, on its first page unless one is named; no finding lies open."""
        return self.link(**{"finding": None, "page": "1", **changes})


def _address(place: Place) -> str:
    plain = Place()
    changed = {
        _WORDS.get(field.name, field.name): getattr(place, field.name)
        for field in fields(Place)
        if getattr(place, field.name) != getattr(plain, field.name)
    }
    said = {key: "1" if value is True else str(value) for key, value in changed.items() if value}
    return "?" + urlencode(said, quote_via=quote)


_WORDS = {"language": "lang"}


def _known(word: str, known: Iterable[str]) -> str:
    names = tuple(known)
    if word in names:
        return word
    raise UsageError(
        N_('The address holds "{word}", which this page does not know.'),
        N_("Choose one of: {known}."),
        word=word,
        known=", ".join(names),
    )
