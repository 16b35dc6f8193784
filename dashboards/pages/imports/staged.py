"""The files that wait for import, each with its preview: nothing of them is saved yet."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.faults import faults
from dashboards.components.fields import button
from dashboards.components.navigation import days
from dashboards.components.questions import question
from dashboards.inbox import Staged
from dashboards.pages.imports.own_standard import offer
from dashboards.pages.imports.place import Place
from dashboards.pages.imports.seeing import see
from dashboards.previews import Preview, SheetPreview
from qc.analysis.display import counts, percent
from qc.catalogue.model import Catalogue
from qc.improve.notices import Taken, told
from qc.improve.notices.plan import Became
from qc.ingest.values.text import tidy
from qc.locale import N_, Translator
from qc.words import Kind, Severity

UNITS = 3  # units of a sheet that are named
KINDS = {
    Kind.CHECKLIST: N_("checklist marks"),
    Kind.COUNTS: N_("counts"),
    Kind.POINTS: N_("points"),
    Kind.STOCK: N_("drugs and stock"),
    Kind.SURVEY: N_("survey"),
    Kind.REGISTER: N_("register of cases"),
    Kind.TIMING: N_("times"),
    Kind.SCORES: N_("training and licences"),
    Kind.MAINTENANCE: N_("equipment"),
    Kind.MEASUREMENT: N_("measured values"),
    Kind.WORKLOAD: N_("workload"),
}


def staged_file(
    staged: Staged,
    preview: Preview,
    known: str | None,
    catalogue: Catalogue,
    own_links: list[str],
    seen: Any,
    place: Place,
    t: Translator,
) -> Any:
    """One file: its state in words, a line a sheet, questions, problems, and what can be done.
    `own_links[i]` is where sheet i becomes a standard; `known` says when it came in, where it is in already;
    `seen` is the picture of the cell that the address asks for."""
    parts: list[Any] = []
    if not known:
        pairs = zip(preview.sheets, own_links, strict=True)
        said = {
            "nothing_filled",
            "notice_blank",
            *(["own_book"] if preview.is_own_book else []),
        }  # in its head
        parts = [_sheet(sheet, staged, link, catalogue, t) for sheet, link in pairs]
        if preview.taken and preview.sheets:
            parts.append(html.P(told(preview.taken.counts, t, dry_run=True), className="figures"))
        listed = [p for p in preview.problems if p.code not in said]
        parts.append(faults(listed, t, lambda found: see(staged.key, found, seen, place, t)))
    return html.Article(
        [_head(staged, preview, known, t), *parts, _foot(staged, preview, known, t)],
        className="file",
        **aria(label=staged.name),
    )


def _head(staged: Staged, preview: Preview, known: str | None, t: Translator) -> Any:
    shape, state, said = _state(preview, known, t)
    return html.Div(
        [
            html.H3([html.Span(shape, className=f"shape {state}"), staged.name]),
            html.P(said, className=f"said {state}"),
        ],
        className="head",
    )


def _state(preview: Preview, known: str | None, t: Translator) -> tuple[str, str, str]:
    if known:
        return "=", "quiet", known
    if preview.fault:
        return "✗", "refused", preview.fault.sentence(t)
    if preview.taken and not preview.sheets:
        return _notice(preview.taken, t)
    if preview.is_empty_form:
        return "○", "quiet", t("The form is empty: nothing has been filled in yet.")
    if preview.is_own_book:
        said = t("The feedback book that this program wrote: all of it is counted already.")
        return "○", "quiet", said
    if not preview.can_come_in:
        return "✗", "refused", t("Nothing in this file can be imported.")
    if preview.errors:
        said = t(
            "Results that can go in: {results}; to be put right: {errors}.",
            results=preview.results, errors=preview.errors,
        )  # fmt: skip
        return "!", "partly", said
    return "✓", "whole", t("All of it can go in; results: {results}.", results=preview.results)


def _notice(taken: Taken, t: Translator) -> tuple[str, str, str]:
    """A rectification notice that came back: how many of its lines would be written down."""
    said = told(taken.counts, t, dry_run=True)
    refused = taken.count(Became.REFUSED) > 0
    if taken.count(Became.TAKEN):
        return ("!", "partly", said) if refused else ("✓", "whole", said)
    if refused:
        return "✗", "refused", said
    if taken.count(Became.KNOWN):
        return "=", "quiet", said
    return "○", "quiet", t("Nothing has been filled in on this notice yet.")


def _sheet(
    sheet: SheetPreview, staged: Staged, own_link: str, catalogue: Catalogue, t: Translator
) -> Any:
    reading = sheet.reading
    known = catalogue.checklists.get(reading.checklist)
    indicator = catalogue.indicators[reading.indicator]
    standard = known.name.of(t.language) if known else tidy(reading.title) or reading.sheet
    about = [reading.sheet, t(KINDS[reading.kind]), standard, indicator.name.of(t.language)]
    asked = [
        question(each, reading.kind, staged.key, reading.fingerprint, catalogue, t)
        for each in reading.questions
    ]
    return html.Section(
        [
            html.P(" · ".join(dict.fromkeys(about)), className="about"),
            html.P(figures(sheet, indicator.counting_unit.of(t.language), t), className="figures"),
            html.Div([*asked, _remember(staged, reading.fingerprint, t)], className="asked")
            if asked
            else None,
            offer(sheet, own_link, t),
        ],
        className="sheet",
    )


def figures(sheet: SheetPreview, unit: str, t: Translator) -> str:
    """ "12次检查，2026年3月1日—29日，注射室，95.2 % (319/335 项次)；待更正 2 项"."""
    said = sheet.summary
    if said.start is None or said.end is None:
        return t("No check could be read from this sheet.")
    places = t(", ").join(said.units[:UNITS])
    if len(said.units) > UNITS:
        places = t("{units} and {n} more", units=places, n=len(said.units) - UNITS)
    rate = float("nan") if said.rate is None else said.rate
    whole = t(
        "{checks} checks, {days}, {units}, {rate}",
        checks=said.checks,
        days=days(said.start, said.end, t),
        units=places,
        rate=f"{percent(rate)} ({counts(said.passed, said.checked, unit)})",
    )
    held = [t("held back: {n}", n=said.held_back)] if said.held_back else []
    missed = [t("left blank: {n}", n=said.missed)] if said.missed else []
    return " · ".join([whole, *held, *missed])


def _remember(staged: Staged, fingerprint: str, t: Translator) -> Any:
    if not staged.answers.get(fingerprint):
        return html.P(
            t("Your answer is remembered for every sheet of this layout."), className="caption"
        )
    return button(t("Remember now"), "remember", f"{staged.key} {fingerprint}")


def _foot(staged: Staged, preview: Preview, known: str | None, t: Translator) -> Any:
    marked = any(found.severity is not Severity.INFO for found in preview.problems)
    copy = html.A(
        t("Download the annotated copy"), href=f"/annotated/{staged.key}?lang={t.language}",
        download="",
    )  # fmt: skip
    parts = [copy] if marked and not known else []
    return html.Div([*parts, button(t("Discard"), "drop", staged.key)], className="foot")
