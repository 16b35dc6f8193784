"""What the address of the meeting says: the month, the part on the screen, whether it fills the wall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from qc.analysis import Period
from qc.errors import UsageError
from qc.locale import LANGUAGES, N_
from qc.meeting.model import PartName


@dataclass(frozen=True)
class Place:
    """`part` fills the screen where it is named; else the whole meeting stands on one page."""

    language: str | None = None
    period: Period | None = None
    part: PartName | None = None

    @classmethod
    def parse(cls, search: str) -> Place:
        """Read the address's part after "?"; UsageError for a word that is none."""
        said = dict(parse_qsl(search.removeprefix("?")))
        part = said.get("part")
        if part is not None and part not in set(PartName):
            raise UsageError(
                N_('The address holds "{word}", which this page does not know.'),
                N_("Choose one of: {known}."),
                word=part,
                known=", ".join(PartName),
            )
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            period=Period.parse(said["period"]) if "period" in said else None,
            part=PartName(part) if part else None,
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed."""
        here = replace(self, **changes)  # type: ignore[arg-type]
        said = {"lang": here.language, "period": here.period, "part": here.part}
        return "?" + urlencode({key: str(value) for key, value in said.items() if value})
