"""All indicators and checklists: found by a word, by kind and level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.standards.place import Place
from qc.analysis.display import target_percent
from qc.catalogue.model import Checklist, Indicator
from qc.locale import Translator
from qc.standards.columns import layout
from qc.standards.listing import Listed, listing
from qc.text import normal_form
from qc.workspace import Workspace


def kind_name(kind: str, language: str) -> str:
    """What a kind of sheet is called in the workbook of the standards."""
    known = layout().choices["kind"].get(kind)
    return known.of(language) if known else kind


def lists(reader: Workspace, place: Place) -> list[Any]:
    """The two tables."""
    listed = listing(reader)
    checklists = [
        each for each in listed if each.sort == "checklist" and _fits(each, place, reader)
    ]
    indicators = [
        each for each in listed if each.sort == "indicator" and _fits(each, place, reader)
    ]
    parts = []
    if checklists:
        parts.append(_checklists(checklists, reader, place))
    if indicators:
        parts.append(_indicators(indicators, reader, place))
    return parts or [_nothing(place, reader.t)]


def _nothing(place: Place, t: Translator) -> Any:
    said = t("No standard fits what is searched for.")
    way = html.A(
        t("Show all"), href=place.listed(q=None, kind=None, level=None), className="button"
    )
    return html.Section([html.P(said), way], className="panel")


def _fits(each: Listed, place: Place, reader: Workspace) -> bool:
    word = normal_form(place.q or "")
    if each.sort == "indicator":
        known = reader.catalogue.indicators[each.code]
        named = (known.code, *known.names)
        return not (place.kind or place.level) and _holds(word, named)
    standard = reader.catalogue.checklists[each.code]
    of_kind = place.kind in (None, standard.kind)
    of_level = place.level is None or any(item.level == place.level for item in standard.items)
    return of_kind and of_level and _holds(word, _words_of(standard))


def _words_of(standard: Checklist) -> Sequence[str]:
    names = (standard.code, standard.name.zh, standard.name.en, *standard.titles)
    return (*names, *(name for item in standard.items for _, name in item.named()))


def _holds(word: str, names: Sequence[str]) -> bool:
    return not word or any(word in normal_form(name) for name in names)


def _checklists(found: Sequence[Listed], reader: Workspace, place: Place) -> Any:
    t, language = reader.t, reader.language
    heads = [
        t("Checklist"), t("Indicator"), t("Kind of sheet"), t("Items"), t("Cadence"), t("In force since"),
        t("Review by"),
    ]  # fmt: skip
    numbers = (3,)
    rows = []
    for each in found:
        standard = reader.catalogue.checklists[each.code]
        link = place.listed(checklist=each.code)
        cells = [
            html.A(each.name, href=link),
            reader.catalogue.indicators[each.indicator].name.of(language),
            kind_name(standard.kind, language),
            _items(standard, place, link),
            each.cadence or "—",
            _since(each, t),
            _review(each, t),
        ]
        rows.append(line(heads, cells, numbers))
    said = t("Checklists: {n}", n=len(found))
    caption = t("Items are searched, too") if place.q else t("What is looked at, and how often")
    return block(said, caption, [plain_table(heads, rows, "standards", numbers)], "checklists")


def _items(standard: Checklist, place: Place, link: str) -> Any:
    """How many items; with a level how many of it."""
    of_level = [item for item in standard.items if item.level == place.level]
    shown = f"{len(of_level)}/{len(standard.items)}" if place.level else str(len(standard.items))
    return html.A(shown, href=link) if standard.items else "—"


def _since(each: Listed, t: Translator) -> Any:
    later = (
        [html.Div(t("next from {day}", day=each.later), className="warns")] if each.later else []
    )
    return [f"{each.valid_from or '—'}", *later]


def _review(each: Listed, t: Translator) -> Any:
    if not each.overdue:
        return str(each.review)
    return html.Span(t("▲ {day}, gone by", day=each.review), className="warns")


def _indicators(found: Sequence[Listed], reader: Workspace, place: Place) -> Any:
    t = reader.t
    heads = [
        t("Indicator"), t("Group"), t("Target"), t("In force since"), t("Counted in"), t("Checklists"), t("Review by"),
    ]  # fmt: skip
    numbers = (2, 5)
    rows = [line(heads, _indicator(each, reader, place), numbers) for each in found]
    caption = t("What is counted, against which target")
    table = plain_table(heads, rows, "standards", numbers)
    return block(t("Indicators: {n}", n=len(found)), caption, [table], "indicators")


def _indicator(each: Listed, reader: Workspace, place: Place) -> list[Any]:
    t, language = reader.t, reader.language
    known = reader.catalogue.indicators[each.code]
    group = reader.catalogue.groups.get(known.group)
    link = place.listed(indicator=each.code)
    count = sum(c.indicator == each.code for c in reader.catalogue.checklists.values())
    return [
        html.A(each.name, href=link),
        group.name.of(language) if group else known.group,
        target_now(known, reader),
        _since(each, t),
        known.counting_unit.of(language),
        html.A(str(count), href=link) if count else "—",
        _review(each, t),
    ]


def target_now(known: Indicator, reader: Workspace) -> str:
    """The target in force; of what counts what went wrong "≤"."""
    value = known.target_on(reader.today)
    if value is None:
        return reader.t("no target")
    sign = "≤ " if known.direction == "lower" else "≥ "
    return sign + target_percent(float(value))
