"""What came in, newest first: who, when, how much, what still waits, what was undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import data
from dashboards.components.fields import opener
from dashboards.components.navigation import moment
from dashboards.pages.imports.place import Place
from qc.locale import Translator
from qc.store.answers import StoredImport

SHOWN = 30


def history(imports: Sequence[StoredImport], place: Place, t: Translator) -> list[Any]:
    """A table of the newest imports, all of them by a link."""
    if not imports:
        said = t(
            "Nothing has been imported yet. Each file will stand here with who, when and what."
        )
        return [html.P(said, className="caption")]
    heads = [
        t("File"), t("Imported at"), t("By"), t("Checks"), t("Lines read"), t("To be put right"),
        t("State"),
    ]  # fmt: skip
    shown = imports if place.all else imports[:SHOWN]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([_row(one, place, t, heads) for one in shown]),
        ],
        className="plain history-table",
    )
    rest = len(imports) - len(shown)
    more = html.A(t("Show {n} older imports", n=rest), href=place.link(all=True))
    return [table, html.P(more)] if rest else [table]


def _row(one: StoredImport, place: Place, t: Translator, heads: Sequence[str]) -> Any:
    link = opener(one.file_name, place.link(opened=one.id), "opened")
    cells = [
        moment(one.imported_at), one.imported_by, str(one.checks), str(one.results),
        waiting(one, t), state(one, t),
    ]  # fmt: skip
    told = [
        html.Td(text, className=f"c{n}", **data(head=head))
        for n, (text, head) in enumerate(zip(cells, heads[1:], strict=True))
    ]
    name = "chosen" if one.id == place.opened else ""
    return html.Tr(
        [html.Th(link, scope="row"), *told], className=f"{name} undone" if one.is_undone else name
    )


def waiting(one: StoredImport, t: Translator) -> str:
    """How many problems still wait, the grave ones first; "—" where none do."""
    parts = [
        t("{n} held back", n=one.errors) if one.errors else "",
        t("{n} to check", n=one.warnings) if one.warnings else "",
        t("{n} assumed", n=one.infos) if one.infos else "",
    ]
    return t(", ").join(part for part in parts if part) or "—"


def state(one: StoredImport, t: Translator) -> str:
    """Whether it counts, in words."""
    if one.undone_at:
        return t("Undone")
    if one.corrected_by is not None:
        return t("Corrected by a later file")
    if one.live < one.checks:
        return t(
            "Replaced in part; checks that count: {live} of {checks}",
            live=one.live,
            checks=one.checks,
        )
    if one.corrections:
        return t("In the figures; cells put right: {n}", n=one.corrections)
    return t("In the figures")
