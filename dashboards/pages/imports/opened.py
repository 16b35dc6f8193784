"""One import, opened: what went in, what is held back and the ways to put it right, its undoing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.faults import faults
from dashboards.components.fields import button, field, opener
from dashboards.components.navigation import moment
from dashboards.pages.imports.history import state
from dashboards.pages.imports.place import Place
from dashboards.pages.imports.seeing import see
from qc.catalogue.model import Catalogue
from qc.locale import Translator
from qc.records import Problem
from qc.store.answers import Correction, StoredImport
from qc.words import Severity


def opened(
    one: StoredImport,
    waiting: Sequence[Problem],
    corrections: Sequence[Correction],
    offers: Sequence[Any],
    seen: Any,
    place: Place,
    catalogue: Catalogue,
    t: Translator,
) -> Any:
    """`waiting` are its open problems, `corrections` those in force, `offers` the ways to standards
    that its sheets could become, `seen` the picture of the cell that the address asks for."""
    held = sum(found.severity is Severity.ERROR for found in waiting)
    at_problem = {f"{found.sheet}!{found.cell}" for found in waiting if found.cell}

    def beside(found: Problem) -> Any:
        mark = f"{found.sheet}!{found.cell}"
        if not found.cell or one.is_undone:
            return None
        fix = _form(mark, found.value, t, place) if mark == place.fix else _opener(mark, place, t)
        return html.Span([see(one.sha256, found, seen, place, t), fix])

    return html.Section(
        [
            html.Div(
                [
                    html.H2(conclusion(one, held, t), id="opened-name", tabIndex="-1"),
                    html.A(t("Close"), href=place.link(opened=None), className="cancel"),
                ],
                className="head",
            ),
            html.P(_about(one, catalogue, t), className="caption"),
            _files(one, waiting, t),
            faults(waiting, t, beside),
            *offers,
            _corrections(corrections, at_problem, place, t),
            _undoing(one, t),
        ],
        className="panel opened",
        id="opened",
    )


def conclusion(one: StoredImport, held: int, t: Translator) -> str:
    """How the file stands, in one sentence."""
    if one.is_undone:
        return t("{file} was undone; none of it counts.", file=one.file_name)
    if held:
        return t("{file}: places that wait to be put right: {held}.", file=one.file_name, held=held)
    return t("{file}: nothing is held back.", file=one.file_name)


def _about(one: StoredImport, catalogue: Catalogue, t: Translator) -> str:
    known = (catalogue.indicators.get(code) for code in one.indicators)
    names = [indicator.name.of(t.language) for indicator in known if indicator]
    parts = [
        t("{checks} checks, {results} results", checks=one.checks, results=one.results),
        *names,
        t("{at} by {who}", at=moment(one.imported_at), who=one.imported_by),
        state(one, t),
    ]
    if one.undone_at:
        at, who, why = moment(one.undone_at), one.undone_by, one.undone_why
        parts.append(t("{at} by {who}: {why}", at=at, who=who, why=why))
    return " · ".join(parts)


def _files(one: StoredImport, waiting: Sequence[Problem], t: Translator) -> Any:
    original = html.A(t("Download the original"), href=f"/originals/{one.sha256}", download="")
    copy = html.A(
        t("Download the annotated copy"), href=f"/annotated/{one.sha256}?lang={t.language}",
        download="",
    )  # fmt: skip
    if one.is_undone or all(found.severity is Severity.INFO for found in waiting):
        return html.P(original, className="files")
    ways = t("Two ways to put it right: correct the annotated copy and drop it above, or write the "
             "right value in here. The original stays as it is.")  # fmt: skip
    return html.Div([html.P(ways), html.P([copy, original], className="files")])


def _opener(mark: str, place: Place, t: Translator) -> Any:
    return opener(t("Put right here"), place.link(fix=mark), "fix")


def _form(mark: str, shown: str, t: Translator, place: Place, corrected: bool = False) -> Any:
    """The right value and the reason; a corrected cell can also be given back what it had."""
    back = [button(t("Back to the original value"), "take-back")] if corrected else []
    return html.Div(
        [
            html.P(
                t("{place} shows “{value}” now.", place=mark, value=shown)
                if shown
                else t("{place} is empty now.", place=mark)
            ),
            field("fix-value", t("Right value"), autoComplete="off"),
            field("fix-why", t("Reason"), autoComplete="off"),
            html.Div(
                [
                    button(t("Put right"), "fix", quiet=False),
                    *back,
                    html.A(t("Cancel"), href=place.link(), className="cancel"),
                ],
                className="foot",
            ),
        ],
        className="form fix",
        id="fix",
    )


def _corrections(
    corrections: Sequence[Correction], at_problem: set[str], place: Place, t: Translator
) -> Any:
    if not corrections:
        return None
    lines = [_correction(each, at_problem, place, t) for each in corrections]
    return html.Div(
        [html.H3(t("Put right in place: {n}", n=len(corrections))), html.Ul(lines)],
        className="corrections",
    )


def _correction(each: Correction, at_problem: set[str], place: Place, t: Translator) -> Any:
    mark = f"{each.sheet}!{each.cell}"
    was = each.was or t("(empty)")
    told = [
        html.Span(mark, className="place"),
        html.Del(was),
        html.Span(" → "),
        html.Ins(each.value),
        html.Span(
            t("{at} by {who}: {why}", at=moment(each.at), who=each.who, why=each.why),
            className="caption",
        ),
    ]
    if mark == place.fix and mark not in at_problem:
        return html.Li([*told, _form(mark, each.value or "", t, place, corrected=True)])
    change = opener(t("Change it"), place.link(fix=mark), "fix")
    return html.Li([*told, change] if mark not in at_problem else told)


def _undoing(one: StoredImport, t: Translator) -> Any:
    if one.is_undone:
        return html.P(t("To take the undoing back, drop the file above and import it again."))
    return html.Div(
        [
            button(t("Read anew by today's standards and answers"), "read-anew", str(one.id)),
            html.Details(
                [
                    html.Summary(t("Undo this import")),
                    html.P(t("Its checks leave the figures; the file and its history stay.")),
                    field("undo-why", t("Reason"), autoComplete="off"),
                    button(t("Undo the import"), "undo", str(one.id)),
                ]
            ),
        ],
        className="undoing",
    )
