"""`qc stars`: the star of service of a month: checks and votes, the proposal, praise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.analysis.periods import Period
    from qc.improve.stars.choosing import Star
    from qc.improve.stars.ranking import Candidate
    from qc.workspace import Workspace

COLUMNS = (
    "person", "standing", "place", "tied", "votes", "staff_votes", "box_votes", "indicator", "checked",
    "passed", "rate", "shrunken", "lower", "upper", "order", "order_tied",
)  # fmt: skip
ACTS = ("vote", "tally", "confirm", "revoke", "praise", "unpraise")


@click.command("stars", cls=Command, help=N_("The star of service of a month, and praise."))
@option("--period", metavar="MONTH", required=True, help=N_("The month, like 2026-10."))
@option("--site", metavar="SITE", default="", help=N_("Which site, where there are several."))
@option("--do", "what", type=click.Choice(ACTS), help=N_("Vote, count the box, confirm, praise."))
@option("--person", metavar="NAME[,NAME]", default="", help=N_("Who votes or praise are for."))
@option("--votes", metavar="NAME=N,…", default="", help=N_("What the customers' box held."))
@option("--counted-by", metavar="NAME,NAME", default="", help=N_("The two who counted the box."))
@option("--number", type=int, default=0, help=N_("Which praise is taken back."))
@option("--note", metavar="TEXT", default="", help=N_("The reason."))
@option("--names", is_flag=True, help=N_("Show names in full."))
@format_option()
@workspace_options()
def command(
    workspace: Workspace,
    period: str,
    site: str,
    what: str | None,
    form: str,
    names: bool,
    **given: Any,
) -> None:
    """A row a person and indicator with COLUMNS, after `--do` if given."""
    import pandas as pd

    from qc.analysis.periods import Period
    from qc.improve.stars.choosing import star

    month = Period.parse(period)
    if what is not None:
        _act(workspace, month, site, what, given)
    found = star(workspace, month, site)
    rows = [row for each in found.candidates for row in _rows(each, full=names)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(object)
    show(frame, form, lambda _: _page(workspace, found, full=names))


def _act(
    workspace: Workspace, month: Period, site: str, what: str, given: Mapping[str, Any]
) -> None:
    from qc.improve.stars.choosing import confirm, revoke, star
    from qc.improve.stars.praise import praise, unpraise
    from qc.improve.stars.votes import tally, vote

    person, note = given["person"], given["note"]
    if what == "vote":
        vote(workspace, month, person, site)
    elif what == "tally":
        tally(workspace, month, _votes(given["votes"]), _names(given["counted_by"]), site)
    elif what == "confirm":
        confirm(workspace, star(workspace, month, site), _names(person), note)
    elif what == "revoke":
        revoke(workspace, star(workspace, month, site), note)
    elif what == "praise":
        praise(workspace, person, note, site)
    else:
        unpraise(workspace, given["number"], note, site)


def _names(text: str) -> list[str]:
    """Names with a comma (of either width) between them."""
    return [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]


def _votes(text: str) -> dict[str, int]:
    """ "王丽=12,李敏=9" by name; a number that is none stands as 0, which is refused in words."""
    pairs = [name.replace("＝", "=").partition("=") for name in _names(text)]
    return {name.strip(): int(n) if n.strip().isdecimal() else 0 for name, _, n in pairs}


def _shown(person: str, *, full: bool) -> str:
    from dashboards.components.masking import masked

    return person if full else masked(person, "")


def _rows(each: Candidate, *, full: bool) -> list[dict[str, Any]]:
    """A row an indicator; one without where somebody was only voted for."""
    about = {
        "person": _shown(each.person, full=full), "standing": each.standing, "place": each.place,
        "tied": each.tied, "votes": each.votes, "staff_votes": each.staff_votes,
        "box_votes": each.box_votes,
    }  # fmt: skip
    told = ("indicator", "checked", "passed", "rate", "shrunken", "lower", "upper", "order")
    rates = [
        {**{name: getattr(rate, name) for name in told}, "order_tied": rate.tied}
        for rate in each.rates
    ]
    return [{**about, **rate} for rate in rates or [{"checked": 0, "passed": 0}]]


_HEADINGS = (
    N_("place by votes"), N_("person"), N_("may be the star?"), N_("votes"), N_("passed/checked"),
    N_("rate, evened out"),
)  # fmt: skip


def _page(workspace: Workspace, found: Star, *, full: bool) -> str:
    t = workspace.t
    lines = [_line(workspace, each, full=full) for each in found.candidates]
    table = [as_table([*map(t, _HEADINGS)], lines, slice(3, 4)), ""] if lines else []
    least = t(
        "At least {count} checks of an indicator in the month are needed; votes decide among those who are not clearly behind. An equal place is a tie.",
        count=found.minimum_checks,
    )
    wall = _wall(workspace, found, full=full)
    return "\n".join([_said(workspace, found, full=full), least, "", *table, *wall]).rstrip()


def _said(workspace: Workspace, found: Star, *, full: bool) -> str:
    t, month = workspace.t, found.month
    if found.confirmed:
        chosen = "、".join(_shown(name, full=full) for name in found.confirmed)
        return t("Star of {month}: {persons}, confirmed by {actor}.", month=month, persons=chosen, actor=found.acts[-1].actor)  # fmt: skip
    names = "、".join(_shown(name, full=full) for name in found.proposed)
    if not names:
        return t("No star of {month}: nobody has enough checks.", month=month)
    if len(found.proposed) > 1:
        return t("Several tie for the star of {month}: {persons}. A person decides.", month=month, persons=names)  # fmt: skip
    return t("Proposed as the star of {month}: {persons}. A person confirms.", month=month, persons=names)  # fmt: skip


def _line(workspace: Workspace, each: Candidate, *, full: bool) -> list[str]:
    from qc.analysis.display import NO_DATA, counts, percent

    t, known = workspace.t, workspace.catalogue.indicators
    rates = [
        f"{known[rate.indicator].name.of(workspace.language)} {counts(rate.passed, rate.checked)}"
        for rate in each.rates
    ]
    even = [NO_DATA if rate.shrunken is None else percent(rate.shrunken) for rate in each.rates]
    place = f"{each.place}{' =' if each.tied else ''}" if each.place else NO_DATA
    return [
        place, _shown(each.person, full=full), t(each.standing.label), str(each.votes),
        "; ".join(rates), "; ".join(even),
    ]  # fmt: skip


def _wall(workspace: Workspace, found: Star, *, full: bool) -> Sequence[str]:
    """Praise of the month, and what is to be put right by when."""
    from qc.improve.stars.praise import praises, rectifications

    t = workspace.t
    praised = [
        f"  {each.number}  {each.day}  {_shown(each.person, full=full)}  {each.reason}"
        for each in praises(workspace, found.month, found.site)
    ]
    due = [
        f"  {each.due}  {each.unit}  {each.item}  {t(each.state.label)}"
        for each in rectifications(workspace, found.month, found.site)
    ]
    heads = ((t("Praised"), praised), (t("To be put right by"), due))
    return [line for head, lines in heads if lines for line in (head, *lines)]
