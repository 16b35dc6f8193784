"""What a place is called: a unit by its name, a site that stands where no unit is named by what it is."""

from __future__ import annotations

from collections.abc import Sequence

from qc.locale import Translator
from qc.organisation import Organisation


def place_name(place: str, organisation: Organisation, t: Translator) -> str:
    """The unit, or "全院（未分科室）" for a site; of several sites each keeps its name."""
    sites = [site.name for site in organisation.sites]
    if place not in sites:
        return place
    if len(sites) == 1:
        return t("Whole site (no unit)")
    return t("{site} (no unit)", site=place)


def units_first(places: Sequence[str], organisation: Organisation) -> list[str]:
    """The units in their order, then the sites."""
    sites = [site.name for site in organisation.sites]
    return sorted(places, key=lambda place: place in sites)
