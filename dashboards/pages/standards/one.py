"""One checklist: its items, what it rests on, where it is used, its sheets to download."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dashboards.address import Rows, rows_link
from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.standards.lists import kind_name
from dashboards.pages.standards.place import Place
from qc.analysis.display import period_name
from qc.analysis.periods import Period
from qc.analysis.uses import uses
from qc.catalogue.model import Checklist, Item
from qc.errors import UsageError
from qc.improve.acting import findings
from qc.improve.states import FindingState
from qc.locale import N_, Translator
from qc.standards.listing import cadence_words
from qc.standards.values import plain
from qc.workspace import Workspace

WAITING = (FindingState.OPEN, FindingState.IN_HAND, FindingState.RECHECK)


def standard_of(reader: Workspace, place: Place) -> Checklist:
    """The checklist that the address names, in the version that it names; UsageError for none."""
    code = place.checklist or ""
    if code not in reader.catalogue.checklists:
        raise UsageError(
            N_('There is no checklist "{word}".'), N_("Choose one of the list."), word=code
        )
    versions = reader.catalogue.versions_of(code)
    if place.version is None:
        return reader.catalogue.checklists[code]
    for version in versions:
        if version.version == place.version:
            return version
    raise UsageError(
        N_('The checklist has no version "{word}".'),
        N_("Choose one of: {known}."),
        word=place.version,
        known="、".join(each.version for each in versions),
    )


def sentence(standard: Checklist, reader: Workspace) -> str:
    """ "消毒隔离质量检查表：23条，其中1条一票否决；每周×2；2022-01版自2022-01-01起用。"."""
    t = reader.t
    critical = sum(item.critical for item in standard.items)
    parts = [
        t("{n} items", n=len(standard.items)) if standard.items else t("its sheets bring their own items"),
        t("{n} of them critical", n=critical) if critical else "",
        cadence_words(standard.cadence, reader.language),
        t("version {version} in force since {day}", version=standard.version, day=standard.valid_from),
    ]  # fmt: skip
    name = standard.name.of(reader.language)
    return t("{name}: {said}.", name=name, said=t("; ").join(filter(None, parts)))


def items(standard: Checklist, place: Place, reader: Workspace) -> Any:
    """Its items with level, points, critical ones, aliases and what they rest on."""
    t, language = reader.t, reader.language
    shown = [item for item in standard.items if place.level in (None, item.level)]
    heads = [
        t("Item"),
        t("Level"),
        t("Points"),
        t("Critical"),
        t("Bounds"),
        t("Also called"),
        t("Rests on"),
    ]
    numbers = (2,)
    told = [
            [
                [item.text.of(language), *_confirm(item, t)],
                t(item.level.label),
                plain(item.points),
                html.Span(t("▲ critical"), className="warns") if item.critical else "",
                bounds(item, t),
                "；".join(item.aliases),
                item.standard,
            ]
        for item in shown
    ]  # fmt: skip
    said_in = [n for n in range(len(heads)) if any(cells[n] for cells in told)]
    heads = [heads[n] for n in said_in]
    rows = [line(heads, [cells[n] for n in said_in], numbers) for cells in told]
    caption = t("Items · a failed critical one fails the whole check")
    said = t("Items: {n}", n=len(shown))
    return block(said, caption, [plain_table(heads, rows, "items-of", numbers)], "items")


def _confirm(item: Item, t: Translator) -> list[Any]:
    return (
        [html.Div(t("to be confirmed by the clinic"), className="where")] if item.to_confirm else []
    )


def bounds(item: Item, t: Translator) -> str:
    """Par level, lowest, highest and longest allowed."""
    named = (
        (t("par level {n}"), item.par), (t("at least {n}"), item.low), (t("at most {n}"), item.high),
        (t("limit {n}"), item.limit),
    )  # fmt: skip
    return "；".join(
        text.format(n=plain(Decimal(value))) for text, value in named if value is not None
    )


def about(standard: Checklist, place: Place, reader: Workspace) -> Any:
    """What it is and what it rests on, with its dates; the files that may be taken along."""
    t, language = reader.t, reader.language
    known = reader.catalogue.indicators[standard.indicator]
    facts: Sequence[tuple[str, Any]] = (
        (t("Indicator"), html.A(known.name.of(language), href=place.listed(indicator=known.code))),
        (t("Kind of sheet"), kind_name(standard.kind, language)),
        (t("Cadence"), cadence_words(standard.cadence, language) or t("Nobody has said")),
        (t("In force since"), f"{standard.valid_from} · {t('version')} {standard.version}"),
        (t("Rests on"), standard.source),
        (t("Owner"), standard.owner.of(language)),
        (t("Review by"), _review(standard, reader)),
        (t("Known by"), "；".join(standard.titles) or "—"),
        (t("Code"), standard.code),
    )
    pairs = [part for name, value in facts for part in (html.Dt(name), html.Dd(value))]
    return block(
        t("What it rests on"), t("Basis and dates"), [html.Dl(pairs), _files(standard, t)], "about"
    )


def _review(standard: Checklist, reader: Workspace) -> Any:
    if standard.review >= reader.today:
        return str(standard.review)
    return html.Span(reader.t("▲ {day}, gone by", day=standard.review), className="warns")


def _files(standard: Checklist, t: Translator) -> Any:
    lang = f"lang={t.language}"
    return html.P(
        [
            html.A(t("Sheet to fill in"), href=f"/templates/{standard.code}?{lang}", download="", className="button quiet"),
            html.A(t("Edit as a workbook"), href=f"/standards-workbook?checklist={standard.code}&{lang}", download="", className="button quiet"),
        ],
        className="downloads",
    )  # fmt: skip


def used(standard: Checklist, reader: Workspace, search: str) -> Any:
    """Where it is used: checks so far, problems that wait."""
    t, found = reader.t, uses(reader, standard.code)
    caption = t("Where it is used")
    if not found.checks or found.last is None or found.first is None:
        return block(t("No check has been made with it yet."), caption, [], "uses")
    year = Period.of(found.last, "year")
    rows = Rows(
        year, standard.indicator, since=Period.of(found.first, "year"), checklist=standard.code
    )
    waiting = [
        each
        for each in findings(reader)
        if each.checklist == standard.code and each.state in WAITING and each.followed
    ]
    asked = [Period.of(found.last, "quarter"), year]
    facts = (
        (t("Checks so far"), html.A(str(found.checks), href=rows_link(search, rows), className="figure")),
        (t("From, to"), f"{found.first} – {found.last}"),
        (t("Places"), "、".join(found.units)),
        (t("Problems that wait"), _waiting(len(waiting), standard, t)),
        (t("For an inspector"), _folders(asked, standard, t)),
    )  # fmt: skip
    pairs = [part for name, value in facts for part in (html.Dt(name), html.Dd(value))]
    said = t(
        "Checks made with it: {n}; problems that wait: {open}.", n=found.checks, open=len(waiting)
    )
    return block(said, caption, [html.Dl(pairs)], "uses")


def _folders(periods: Sequence[Period], standard: Checklist, t: Translator) -> list[Any]:
    """Everything about the standard in a period, as one zip."""
    told: list[Any] = []
    for period in periods:
        href = f"/inspection-folder?lang={t.language}&period={period}&standard={standard.code}"
        name = t("Inspector's folder {period}", period=period_name(period, t))
        told += [html.A(name, href=href, download=""), " "]
    return told


def _waiting(count: int, standard: Checklist, t: Translator) -> Any:
    if not count:
        return "0"
    of = f"indicator={standard.indicator}&checklist={standard.code}"
    return html.A(str(count), href=f"/findings?lang={t.language}&{of}")
