"""One indicator: its targets with their days, how it is counted, the checklists that report to it."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.standards.lists import target_now
from dashboards.pages.standards.place import Place
from qc.analysis.display import target_percent
from qc.catalogue.model import Indicator
from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.standards.listing import cadence_words
from qc.workspace import Workspace


def indicator_of(reader: Workspace, code: str) -> Indicator:
    """UsageError for a code that is none."""
    if code not in reader.catalogue.indicators:
        raise UsageError(
            N_('There is no indicator "{word}".'), N_("Choose one of the list."), word=code
        )
    return reader.catalogue.indicators[code]


def sentence(known: Indicator, reader: Workspace) -> str:
    """ "消毒隔离：目标 ≥ 100 %，按项次计，抽查。"."""
    t = reader.t
    parts = (
        t("target {target}", target=target_now(known, reader)),
        t("counted in {unit}", unit=known.counting_unit.of(reader.language)),
        t(known.basis.label),
    )
    name = known.name.of(reader.language)
    return t("{name}: {said}.", name=name, said=t("; ").join(parts))


def parts(known: Indicator, place: Place, reader: Workspace) -> list[Any]:
    """Its targets, its basis, its checklists."""
    return [_targets(known, reader), _about(known, reader), _checklists(known, place, reader)]


def _targets(known: Indicator, reader: Workspace) -> Any:
    t = reader.t
    heads = [t("In force since"), t("Target"), t("State")]
    dated = sorted(known.targets, key=lambda target: target.valid_from)
    now = [target for target in dated if target.valid_from <= reader.today]
    rows = [
        line(
            heads,
            [
                str(each.valid_from),
                t("no target") if each.value is None else target_percent(float(each.value)),
                t("in force") if each in now[-1:] else t("ready") if each not in now else t("former"),
            ],
        )
        for each in reversed(dated)
    ]  # fmt: skip
    caption = t("Targets · months before a change keep theirs")
    if not rows:
        said = t("Nobody has set a target yet; its rate is shown and not judged.")
        return block(said, caption, [], "targets")
    return block(t("Targets"), caption, [plain_table(heads, rows, "targets")], "targets")


def _about(known: Indicator, reader: Workspace) -> Any:
    t, language = reader.t, reader.language
    parent = reader.catalogue.indicators.get(known.parent or "")
    overdue = known.review < reader.today
    facts = (
        (t("Rests on"), known.source),
        (t("Owner"), known.owner.of(language)),
        (t("Review by"), t("▲ {day}, gone by", day=known.review) if overdue else str(known.review)),
        (t("Part of"), parent.name.of(language) if parent else "—"),
        (t("Also called"), "；".join(known.aliases) or "—"),
        (t("Code"), known.code),
    )
    pairs = [part for name, value in facts for part in (html.Dt(name), html.Dd(value))]
    way = html.A(
        t("Its figures"), href=f"/indicator?lang={language}&indicator={known.code}", className="button quiet"
    )  # fmt: skip
    return block(t("What it rests on"), t("Basis and dates"), [html.Dl(pairs), way], "about")


def _checklists(known: Indicator, place: Place, reader: Workspace) -> Any:
    t: Translator = reader.t
    found = [each for each in reader.catalogue.checklists.values() if each.indicator == known.code]
    heads = [t("Checklist"), t("Items"), t("Cadence")]
    rows = [
        line(
            heads,
            [
                html.A(each.name.of(t.language), href=place.listed(checklist=each.code)),
                str(len(each.items)) if each.items else "—",
                cadence_words(each.cadence, t.language) or "—",
            ],
            (1,),
        )
        for each in found
    ]
    said = t("Checklists that report to it: {n}", n=len(found))
    return block(
        said,
        t("Checklists"),
        [plain_table(heads, rows, "reporting", (1,))] if rows else [],
        "reporting",
    )
