"""What the page is asked: one indicator, up to a period, in one unit or all."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.address import View
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.places import place_name
from qc.analysis.window import Window
from qc.catalogue.model import Indicator
from qc.locale import Translator
from qc.workspace import Workspace


@dataclass(frozen=True)
class Subject:
    """`until`: the period with which chart and window end; `window`: the twelve months up to it."""

    reader: Workspace
    view: View
    indicator: Indicator
    until: Period

    @property
    def t(self) -> Translator:
        return self.reader.t

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def unit(self) -> str | None:
        return self.view.unit

    @property
    def kind(self) -> PeriodKind:
        return self.view.kind or "month"

    @property
    def window(self) -> Window:
        return Window.up_to(self.until)

    @property
    def is_parent(self) -> bool:
        return bool(self.reader.catalogue.children(self.code))

    @property
    def counted_in(self) -> str:
        return self.indicator.counting_unit.of(self.t.language)

    def name(self, unit: str) -> str:
        """What a unit is called on the page."""
        return place_name(unit, self.reader.organisation, self.t)

    def caption(self, what: str) -> str:
        """The caption of a part over the window."""
        first, last = self.window.first, self.window.last
        place = self.name(self.unit) if self.unit else self.t("All units")
        return f"{self.indicator.name.of(self.t.language)} · {place} · {what} · {first} – {last}"
