"""Units (or sites) × indicators: where it is good and where not, in words, shapes and quiet colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from dashboards.address import Rows, View
from dashboards.components.cross import cell, cross
from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.catalogue.model import Indicator
from qc.locale import Translator
from qc.organisation import Organisation


def heat(
    rates: pd.DataFrame,
    indicators: Sequence[Indicator],
    period: Period,
    organisation: Organisation,
    view: View,
    t: Translator,
) -> Any:
    """The table of `unit_rates`; an indicator that no unit has data for is left out."""
    names = {unit: place_name(unit, organisation, t) for unit in dict.fromkeys(rates["unit"])}
    return places_by_indicator(
        rates.rename(columns={"unit": "place"}), names, indicators, t("Unit"),
        lambda place, code: view.link(rows=Rows(period, code, place)), t,
    )  # fmt: skip


def places_by_indicator(
    rates: pd.DataFrame,
    names: dict[str, str],
    indicators: Sequence[Indicator],
    corner: str,
    link: Callable[[str, str], str],
    t: Translator,
) -> Any:
    """Rates by `place` and `indicator`; `link` makes the address of the results behind both."""
    known = {each.code: each for each in indicators}
    cells = {
        (row["place"], row["indicator"]): cell(
            row,
            f"{names[row['place']]} · {known[row['indicator']].name.of(t.language)}",
            known[row["indicator"]].counting_unit.of(t.language),
            link(row["place"], row["indicator"]),
            t,
        )
        for row in rates.to_dict("records")
        if row["checked"] and row["indicator"] in known
    }
    held = {code for _, code in cells}
    columns = [(i.code, i.name.of(t.language)) for i in indicators if i.code in held]
    return cross(corner, columns, list(names.items()), cells, t("Units and indicators"), t)
