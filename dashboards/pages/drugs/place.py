"""What the address of the page of stock and devices says: a unit, and how far ahead is looked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.errors import UsageError
from qc.locale import LANGUAGES, N_

PATH = "/drugs"
HORIZONS = (30, 90, 180)


@dataclass(frozen=True)
class Place:
    """`unit`: one unit, None for all; `horizon`: so many days ahead."""

    language: str | None = None
    unit: str | None = None
    horizon: int = 90

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for a horizon that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        horizon = said.get("horizon", "90")
        if horizon not in map(str, HORIZONS):
            raise UsageError(
                N_('The address holds "{word}", which this page does not know.'),
                N_("Choose one of: {known}."),
                word=horizon,
                known=", ".join(map(str, HORIZONS)),
            )
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            unit=said.get("unit"),
            horizon=int(horizon),
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed."""
        here = replace(self, **changes)  # type: ignore[arg-type]
        said = {"lang": here.language, "unit": here.unit, "horizon": here.horizon}
        pairs = {key: str(value) for key, value in said.items() if value is not None}
        return "?" + urlencode(pairs, quote_via=quote)
