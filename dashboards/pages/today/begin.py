"""The first page of an empty workspace, and the sample clinic as a way to look around."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import dcc

from dashboards import sample
from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.fields import button
from dashboards.page import Act, Asked, Done
from dashboards.sample import Underway
from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.words import Right
from qc.workspace import Workspace

BEAT = "sample-beat"
STEPS = (
    N_("Drop the month's audit workbooks on the page Import."),
    N_("See what is below its target, where, and which items failed."),
    N_("Say who puts it right until when, and show the month in the meeting."),
)


def welcome(reader: Workspace) -> Any:
    """What will stand here, the way of the month in three steps, and the two ways to begin."""
    t = reader.t
    said = t(
        "Checks that are due or late, problems to be put right, drugs near expiry: what needs "
        "somebody will stand here, and go by itself once it is done."
    )
    ways = [html.A(t("Import"), href=f"/import?lang={t.language}", className="button")]
    hint: Any = None
    if sample.is_offered(reader) and Right.IMPORT in reader.scope.rights:
        ways.append(button(t("Look at a sample clinic"), "sample"))
        hint = html.P(
            t("Its data are invented, are marked as such and can be cleared with one press."),
            className="caption",
        )
    return html.Section(
        [
            html.H2(t("Next step: import the month's audit workbooks.")),
            html.P(said),
            html.Ol([html.Li(t(step)) for step in STEPS], className="steps"),
            html.Div(ways, className="ways-in"),
            hint,
        ],
        className="panel",
        id="begin",
    )


def running(now: Underway, t: Translator) -> Any:
    """How far it is; the page asks again every second."""
    said = t("{done} of {all} workbooks", done=now.done, all=now.all or "…")
    return html.Section(
        [
            html.Progress(value=str(now.done), max=str(now.all or 1), **aria(label=said)),
            html.P(said, role="status"),
            dcc.Interval(id=BEAT, interval=1000),
        ],
        className="panel",
        id="sample-underway",
    )


def banner(reader: Workspace) -> Any:
    """Over every page while the sample is in."""
    t = reader.t
    return html.Div(
        [
            html.P(t("Sample data: all figures are invented.")),
            html.A(t("Clear them on the page Today"), href=f"/?lang={t.language}#sample-clear"),
        ],
        className="sample-banner",
        role="note",
    )


def clearing(t: Translator) -> Any:
    """The way back to an empty workspace."""
    said = t("You are looking at a sample clinic. Clear it before your own workbooks come in.")
    return html.Section(
        [html.P(said), button(t("Clear the sample data"), "sample-clear")],
        className="panel",
        id="sample-clear",
    )


def acts(now: Underway) -> Mapping[str, Act]:
    """What the two buttons do; both need the right to import."""

    def bring_in(asked: Asked) -> Done:
        asked.reader.scope.must(Right.IMPORT)
        if not sample.is_offered(asked.reader):
            raise UsageError(
                N_("The sample clinic comes into an empty workspace only."),
                N_("Make a workspace of its own for it: qc demo"),
            )
        now.begin(asked.reader, sample.bring_in)
        return Done()

    def take_out(asked: Asked) -> Done:
        asked.reader.scope.must(Right.IMPORT)
        now.begin(asked.reader, sample.take_out)
        return Done()

    return {"sample": bring_in, "sample-clear": take_out}
