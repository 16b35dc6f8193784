"""The versions of a checklist, each beside the one before: what changed."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.standard_changes import changes
from dashboards.pages.standards.place import Place
from qc.catalogue.model import Checklist
from qc.locale import Translator
from qc.standards.changes import between
from qc.standards.preview import field_words
from qc.workspace import Workspace


def versions(standard: Checklist, place: Place, reader: Workspace) -> Any:
    """The newest first; nothing to compare where there is one only."""
    t, every = reader.t, reader.catalogue.versions_of(standard.code)
    caption = t("Versions · checks before a version's day keep the one before")
    if len(every) == 1:
        said = t("There is one version, in force since {day}.", day=standard.valid_from)
        return block(said, caption, [], "versions")
    parts = [
        html.Section(_version(n, every, place, reader), className="version")
        for n in range(len(every) - 1, -1, -1)
    ]
    return block(t("Versions: {n}", n=len(every)), caption, parts, "versions")


def _version(n: int, every: tuple[Checklist, ...], place: Place, reader: Workspace) -> list[Any]:
    t, each = reader.t, every[n]
    link = html.A(each.version, href=place.link(version=each.version))
    since = t("since {day}", day=each.valid_from)
    head = html.H3([link, f" · {since} · {_state(n, every, reader)}"])
    if not n:
        return [head, html.P(t("The first one."), className="caption")]
    change = between(every[n - 1], each)
    if not (change.fields or change.items or change.reordered):
        return [head, html.P(t("It says the same as the one before."), className="caption")]
    shown = changes(change, lambda field: field_words(field, reader.catalogue, t), t)
    return [head, html.P(_counts(change.items, t), className="caption"), shown]


def _state(n: int, every: tuple[Checklist, ...], reader: Workspace) -> str:
    t, today = reader.t, reader.today
    if every[n].valid_from > today:
        return t("ready")
    later = [each for each in every[n + 1 :] if each.valid_from <= today]
    return t("former") if later else t("in force")


def _counts(items: Any, t: Translator) -> str:
    new = sum(each.old is None for each in items)
    gone = sum(each.new is None for each in items)
    return t(
        "Items: {new} new, {gone} left out, {changed} changed.",
        new=new,
        gone=gone,
        changed=len(items) - new - gone,
    )
