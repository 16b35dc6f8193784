"""One month in the order of business: figures of the analysis and of the improvement, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from qc.analysis import (
    Period,
    Scorecard,
    coverage,
    failing_items,
    headline,
    pareto_sentence,
    scorecard,
)
from qc.analysis.display import NO_DATA, counts, movement, percent, target_percent
from qc.analysis.kept import kept
from qc.analysis.places import place_name
from qc.analysis.source import facts
from qc.attention.matter import Link, LinkKind
from qc.errors import UsageError
from qc.improve.acting import findings
from qc.improve.bulletin.focus import Focus, focus_of
from qc.improve.cycles.acting import cycles
from qc.improve.cycles.proposals import proposals
from qc.improve.rectified import rectified
from qc.improve.registers import review
from qc.improve.registers.model import Which
from qc.improve.registers.words import conclusion
from qc.improve.rules import load_rules
from qc.improve.stars.choosing import star
from qc.improve.stars.praise import praises
from qc.improve.states import FindingState
from qc.locale import N_
from qc.meeting.acting import written
from qc.meeting.last_month import Problem, problems_of
from qc.meeting.model import Meeting, Part, PartName, Row, Worked, Written
from qc.words import Verdict, verdict_label
from qc.workspace import Workspace

MOST = 12
"""Lines of a table that a meeting can look at; the rest is on its page."""
SATISFACTION = ("satisfaction", "service_quality", "department_satisfaction")


def meeting(workspace: Workspace, month: Period) -> Meeting:
    """The whole meeting about a month, in the workspace's language.

    Raises UsageError when the period is no month or holds no data.
    """
    if month.kind != "month" or month not in coverage(workspace).months:
        raise UsageError(
            N_("There is no data for {period}."),
            N_("Months with data: {months}."),
            period=month,
            months=", ".join(str(each) for each in coverage(workspace).months),
        )
    return kept(
        workspace,
        ("meeting", month),
        lambda: _meeting(workspace, month),
        acts=("",),
        by=(load_rules(workspace.folder),),
    )


def _meeting(workspace: Workspace, month: Period) -> Meeting:
    card, typed = scorecard(workspace, month), written(workspace, month)
    return Meeting(
        month,
        (
            _last(workspace, month),
            _figures(workspace, card),
            _focus(workspace, month),
            _events(workspace, month),
            _voices(workspace, month, card),
            _praise(workspace, month),
            _next(workspace, typed),
            _minutes(workspace, typed),
        ),
        typed,
    )


def with_what_is_typed(workspace: Workspace, said: Meeting) -> Meeting:
    """The same with what people write in the meeting themselves as it stands now, whatever became of the
    month's data: resolutions, minutes, next month's focus."""
    typed = written(workspace, said.month)
    anew = {part.name: part for part in (_next(workspace, typed), _minutes(workspace, typed))}
    parts = tuple(anew.get(part.name, part) for part in said.parts)
    return Meeting(said.month, parts, typed)


def _last(workspace: Workspace, month: Period) -> Part:
    t = workspace.t
    lately = facts(workspace).between(month.shift(-1).start, month.end)
    found = problems_of(findings(workspace), lately.results, month)
    numbers = {each: sum(p.worked is each for p in found) for each in Worked}
    sentence = t(
        "Problems of last month: {n}; well done {well}, partly {partly}, did not work {not_}, not looked at again {unseen}.",
        n=len(found), well=numbers[Worked.WELL], partly=numbers[Worked.PARTLY],
        not_=numbers[Worked.NOT], unseen=numbers[Worked.UNSEEN],
    )  # fmt: skip
    if not found:
        sentence = t("Last month had no problems.")
    heads = (
        t("Did it work?"),
        t("Unit"),
        t("Problem"),
        t("Failed last month"),
        t("Failed this month"),
        t("Measure"),
    )
    ordered = sorted(found, key=lambda p: _WORST_FIRST.index(p.worked))
    rows = tuple(_problem_row(workspace, each, month) for each in ordered[:MOST])
    return Part(PartName.LAST, sentence, heads, rows, _rest(workspace, len(found)))


_WORST_FIRST = (Worked.NOT, Worked.PARTLY, Worked.UNSEEN, Worked.WELL)
_MARKS = {
    Worked.WELL: "met",
    Worked.PARTLY: "missed-so-far",
    Worked.NOT: "missed",
    Worked.UNSEEN: "",
}


def _problem_row(workspace: Workspace, each: Problem, month: Period) -> Row:
    t = workspace.t
    cells = (
        f"{each.worked.shape} {t(each.worked.label)}",
        place_name(each.unit, workspace.organisation, t),
        each.item,
        counts(each.failed, each.checked),
        counts(each.again, each.looked),
        each.measure or NO_DATA,
    )
    link = Link(LinkKind.RECORD, indicator=each.indicator, unit=each.unit, item=each.item_code, day=month.start)  # fmt: skip
    return Row(cells, link, _MARKS[each.worked])


def _rest(workspace: Workspace, n: int) -> tuple[str, ...]:
    return (workspace.t("The first {shown} of {all}.", shown=MOST, all=n),) if n > MOST else ()


def _figures(workspace: Workspace, card: Scorecard) -> Part:
    codes = [line.indicator.code for line in card.lines]
    heads, rows = _rated(workspace, card, codes)
    return Part(PartName.FIGURES, headline(card, workspace.t), heads, rows)


def _rated(
    workspace: Workspace, card: Scorecard, codes: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Heads and lines of the indicators that have a verdict, as the scorecard says them."""
    t = workspace.t
    heads = (t("Indicator"), t("Rate"), t("Counts"), t("Target"), t("State"), t("Change"))
    rows = []
    for line in card.lines:
        if line.verdict is Verdict.NONE or line.indicator.code not in codes:
            continue
        indicator = line.indicator
        cells = (
            indicator.name.of(t.language),
            percent(line.rate, line.target),
            "" if line.is_parent else counts(line.passed, line.checked, indicator.counting_unit.of(t.language)),
            target_percent(line.target),
            f"{line.state.shape} {t(verdict_label(line.verdict, line.state))}",
            movement(line.movement),
        )  # fmt: skip
        link = Link(LinkKind.TREND, indicator=indicator.code, day=card.period.start)
        rows.append(Row(cells, link, line.state.value.replace("_", "-")))
    return heads, tuple(rows)


def _focus(workspace: Workspace, month: Period) -> Part:
    t, today = workspace.t, workspace.today
    first, last = month.start, month.end
    found = [
        each
        for each in findings(workspace)
        if first <= each.date <= last and each.state is not FindingState.WITHDRAWN
    ]
    focus = focus_of(
        [f for f in found if f.followed and not f.statistic],
        {each.id: rectified(each, today) for each in found},
    )
    without = load_rules(workspace.folder).statistics
    said = pareto_sentence(failing_items(workspace, month, without=without), t)
    live = [each.cycle for each in cycles(workspace) if each.cycle.state.is_live]
    heads = (t("Unit"), t("Problem"), t("How often on end"), t("Waiting"), t("Overdue"))
    rows = tuple(_focus_row(workspace, each) for each in focus[:MOST])
    more = [
        t("PDCA under way: {title} ({state}).", title=each.title, state=t(each.state.label))
        for each in live
    ]
    return Part(PartName.FOCUS, said, heads, rows, (*more, *_rest(workspace, len(focus))))


def _focus_row(workspace: Workspace, each: Focus) -> Row:
    unit = place_name(each.unit, workspace.organisation, workspace.t)
    mark = "missed" if each.overdue or (each.critical and each.waiting) else ""
    cells = (unit, each.item, str(each.times), str(each.waiting), str(each.overdue))
    return Row(cells, Link(LinkKind.FINDINGS, unit=each.unit), mark)


def _events(workspace: Workspace, month: Period) -> Part:
    first, *more = conclusion(review(workspace, Which.ADVERSE_EVENTS, month), workspace.t)
    rows = tuple(Row((text,), _register(Which.ADVERSE_EVENTS, month)) for text in more)
    return Part(PartName.EVENTS, first, (workspace.t("From the register"),) if rows else (), rows)


def _voices(workspace: Workspace, month: Period, card: Scorecard) -> Part:
    """How satisfied they are who answered, and what they complained of who did not wait to be asked."""
    t = workspace.t
    heads, figures = _rated(workspace, card, SATISFACTION)
    told = review(workspace, Which.COMPLAINTS, month)
    complaints, *more = conclusion(told, t)
    satisfied = [
        t("{indicator}: {rate} ({state}).", indicator=row.cells[0], rate=row.cells[1], state=row.cells[4].split()[-1])
        for row in figures[:1]
    ]  # fmt: skip
    sentence = ("" if t.language == "zh" else " ").join([*satisfied, complaints])
    number = t("{n} complaints", n=told.cases)
    cells = (t(Which.COMPLAINTS.label), "", number, *[""] * (len(heads) - 3))
    register = Row(cells, _register(Which.COMPLAINTS, month))
    return Part(PartName.VOICES, sentence, heads, (*figures, register), tuple(more))


def _register(which: Which, month: Period) -> Link:
    return Link(LinkKind.REGISTER, subject=which.value, day=month.start)


def _praise(workspace: Workspace, month: Period) -> Part:
    t = workspace.t
    praised = praises(workspace, month)
    whole = workspace.scope.units is None  # the star is chosen among all units
    names = t(", ").join(star(workspace, month).confirmed) if whole else ""
    sentence = t("Nobody was praised this month yet.")
    if praised:
        sentence = t("Praised this month: {n}.", n=len(praised))
    if names:
        sentence = t("Star of the month: {names}.", names=names)
    rows = tuple(Row((each.person, each.reason, each.day.isoformat())) for each in praised[:MOST])
    heads = (t("Who"), t("For what"), t("When")) if rows else ()
    return Part(PartName.PRAISE, sentence, heads, rows)


def _next(workspace: Workspace, typed: Written) -> Part:
    t = workspace.t
    due = proposals(workspace)
    first = typed.focus.splitlines()[0] if typed.focus else t("Write next month's focus below.")
    heads = (t("PDCA is proposed"), t("Unit"), t("Problem")) if due else ()
    rows = tuple(
        Row(
            (
                t(each.reason.label),
                place_name(each.place.unit, workspace.organisation, t),
                each.item,
            ),
            Link(LinkKind.PROPOSALS, indicator=each.indicator),
        )
        for each in due[:MOST]
    )
    return Part(PartName.NEXT, first, heads, rows, _rest(workspace, len(due)))


def _minutes(workspace: Workspace, typed: Written) -> Part:
    t = workspace.t
    sentence = t("Resolutions: {n}.", n=len(typed.resolutions))
    if not typed.resolutions:
        sentence = t("Nothing was resolved yet.")
    return Part(PartName.MINUTES, sentence)
