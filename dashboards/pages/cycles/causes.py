"""The causes: the fishbone as a figure and as a list, where they are written, changed, verified, struck out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.fields import button, field
from dashboards.components.graphs import block, graph
from dashboards.figures.fishbone import Bone, Twig, fishbone_figure
from dashboards.pages.cycles.acts import thing
from dashboards.pages.cycles.forms import form, ways
from dashboards.pages.cycles.may import may as may_do
from dashboards.pages.cycles.place import Place
from dashboards.pages.cycles.words import listed
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.model import Cause, Cycle
from qc.improve.cycles.page import verified
from qc.improve.cycles.states import STEPS
from qc.improve.rules import load_rules
from qc.locale import N_, Translator
from qc.workspace import Workspace

NAMES = {
    "人": N_("people"), "机": N_("machines"), "料": N_("materials"), "法": N_("methods"),
    "环": N_("surroundings"), "测": N_("measurement"),
}  # fmt: skip
EDITS = ("verify_cause", "change_cause", "drop_cause")


def causes(shown: Shown, place: Place, reader: Workspace) -> Any:
    """The section; while the cycle is planned or under way each bone takes further causes."""
    t, known, rules = reader.t, shown.cycle, load_rules(reader.folder)
    kinds = tuple(dict.fromkeys((*rules.cause_categories, *rules.own_categories)))
    kinds += tuple(dict.fromkeys(c.category for c in known.causes if c.category not in kinds))
    figure = fishbone_figure(known.title, _bones(known, kinds, t))
    parts: list[Any] = []
    if known.causes:
        drawn = graph("fishbone", figure, t("Fishbone; the list below says the same."))
        parts.append(
            html.Div(
                drawn,
                className="scrolls wide",
                tabIndex=0,
                role="region",
                **aria(label=t("Fishbone")),
            )
        )
    may = may_do(reader, known)
    parts.append(html.Ul([_bone(kind, shown, kinds, place, t, may) for kind in kinds], className="bones"))  # fmt: skip
    return block(_said(known, t), t("Causes · fishbone"), parts, "causes")


def _said(known: Cycle, t: Translator) -> str:
    stands = [cause for cause in known.causes if not cause.struck]
    true = [cause for cause in stands if cause.confirmed]
    if not stands:
        return t("No cause has been written down yet")
    if not true:
        return t("{n} causes, none verified yet", n=len(stands))
    said = listed([cause.text for cause in true], t)
    return t("{n} causes; the true one: {causes}", n=len(stands), causes=said)


def bone_name(kind: str, t: Translator) -> str:
    """A kind of cause as it is read: its character, in English with its word."""
    return kind if t.language == "zh" or kind not in NAMES else f"{kind} {t(NAMES[kind])}"


def _bones(known: Cycle, kinds: Sequence[str], t: Translator) -> list[Bone]:
    return [
        Bone(
            bone_name(kind, t),
            tuple(
                Twig(each.text, each.confirmed, each.true is False)
                for each in known.causes
                if each.category == kind and not each.struck
            ),
        )
        for kind in kinds
    ]


def _bone(
    kind: str, shown: Shown, kinds: Sequence[str], place: Place, t: Translator, may: Sequence[str]
) -> Any:
    mine = [each for each in shown.cycle.causes if each.category == kind]
    if not mine and "add_cause" not in may:
        return None
    items = [_cause(each, shown, kinds, place, t, may) for each in mine]
    parts: list[Any] = [html.H3(bone_name(kind, t))]
    parts += [html.Ul(items)] if items else []
    if "add_cause" in may:
        label = t("A cause under {bone}", bone=bone_name(kind, t))
        write = field(f"add_cause.{kind}", "", placeholder=t("Write a cause"), **aria(label=label))  # fmt: skip
        parts.append(html.Div([write, button(t("Add"), "add_cause", thing(shown, kind))], className="add"))  # fmt: skip
    return html.Li(parts, className="bone")


def _cause(
    cause: Cause,
    shown: Shown,
    kinds: Sequence[str],
    place: Place,
    t: Translator,
    may: Sequence[str],
) -> Any:
    number = str(cause.number)
    text: Any = html.Del(cause.text) if cause.struck else html.Span(cause.text)
    mark = [html.Strong("◆ ")] if cause.confirmed else []
    told = verified(cause, t)
    parts: list[Any] = [html.Div([*mark, f"{number}. ", text], className="text")]
    parts += [html.P(told, className="told")] if told else []
    edits = [what for what in EDITS if what in may and not cause.struck]
    if edits:
        parts.append(
            ways([(t(STEPS[what].label), place.link(do=what, of=number)) for what in edits])
        )
    if place.do in edits and place.of == number:
        parts.append(_form(place.do, cause, shown, kinds, place, t))
    return html.Li(parts, className="cause true" if cause.confirmed else "cause")


def _form(
    what: str, cause: Cause, shown: Shown, kinds: Sequence[str], place: Place, t: Translator
) -> Any:
    values = {"category": cause.category, "cause": cause.text} if what == "change_cause" else {}
    options: Mapping[str, Mapping[str, str]] = {"category": {k: bone_name(k, t) for k in kinds}}
    note = t("Words that are changed are to be verified anew.") if what == "change_cause" else ""
    of = thing(shown, str(cause.number))
    return form(what, of, place, t, values=values, options=options, note=note)
