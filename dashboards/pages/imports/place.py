"""What the address of the import page says: which import lies open, which cell is put right, which
sheet becomes a standard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.errors import UsageError
from qc.locale import LANGUAGES, N_
from qc.text import number_in


@dataclass(frozen=True)
class Place:
    """`opened` is the number of an import; `fix` a cell of it as "sheet!cell"; `own` the
    key of a file, staged or in, and the number of its sheet as "key.0"; `see` a cell shown in its sheet as
    "key!sheet!cell"; `all` whether the whole history is listed."""

    language: str | None = None
    opened: int | None = None
    fix: str | None = None
    own: str | None = None
    see: str | None = None
    all: bool = False

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for a number that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        opened = said.get("open")
        if opened is not None and number_in(opened) is None:
            raise UsageError(
                N_('The address holds "{word}", which this page does not know.'),
                N_("Choose an import of the list."),
                word=opened,
            )
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            opened=int(opened) if opened else None,
            fix=said.get("fix"),
            own=said.get("own"),
            see=said.get("see"),
            all=said.get("all") == "1",
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed; forms shut unless they are named."""
        here = replace(self, **{"fix": None, "own": None, "see": None, **changes})  # type: ignore[arg-type]
        said = {
            "lang": here.language,
            "open": here.opened,
            "fix": here.fix,
            "own": here.own,
            "see": here.see,
            "all": "1" if here.all else None,
        }
        pairs = {key: str(value) for key, value in said.items() if value is not None}
        return "?" + urlencode(pairs, quote_via=quote)

    @property
    def cell(self) -> tuple[str, str]:
        """Sheet and cell that are put right; UsageError where the address names none."""
        sheet, sign, cell = (self.fix or "").rpartition("!")
        if not sign:
            raise UsageError(N_("The address names no cell."), N_("Choose a cell of the list."))
        return sheet, cell
