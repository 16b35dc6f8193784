"""What all sources share: the day, the standards, the clinic's numbers, the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qc.catalogue.model import Catalogue
from qc.improve.rules import Rules


@dataclass(frozen=True)
class Known:
    """What every source is asked with."""

    catalogue: Catalogue
    rules: Rules
    today: dt.date
    language: str

    def indicator(self, code: str) -> str:
        """An indicator's name in the reader's language, its code where the catalogue has it no more."""
        known = self.catalogue.indicators.get(code)
        return known.name.of(self.language) if known else code

    def checklist(self, code: str) -> str:
        """A checklist's name, likewise."""
        known = self.catalogue.checklists.get(code)
        return known.name.of(self.language) if known else code

    def item(self, checklist: str, code: str, written: str) -> str:
        """An item in the reader's language where the standard has it, else as it was written."""
        known = self.catalogue.checklists.get(checklist)
        texts = {item.code: item.text for item in known.items} if known else {}
        return texts[code].of(self.language) if code in texts else written
