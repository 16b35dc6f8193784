"""From a cycle and its figures to what its report says."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from qc.analysis.display import NO_DATA
from qc.improve.cycles.acting import cycle
from qc.improve.cycles.effect import Effect, Shown, chart_of
from qc.improve.cycles.figures import Place, Tally
from qc.improve.cycles.model import Cycle, Measure
from qc.improve.cycles.page import (
    DROPPED,
    FORMULA,
    OVERDUE,
    filled,
    sentence,
    share,
    target,
    verified,
)
from qc.improve.cycles.states import STEPS
from qc.locale import N_, Translator
from qc.reports.cycle.behind import files_behind
from qc.reports.cycle.content import (
    CauseLine,
    ChartMonth,
    CycleReport,
    MeasureLine,
    PlaceLine,
)
from qc.reports.cycle.photos import photos_of
from qc.reports.naming import Naming, named
from qc.words import Right
from qc.workspace import TIME_ZONE, Workspace

SET_BY_HAND = N_("set by hand")


def cycle_report(workspace: Workspace, name: str, *, names: bool = False) -> CycleReport:
    """The report of one cycle as it stands today; names of staff are masked unless `names`.

    ScopeError when there is no cycle of that name for the one who asks, or for names without the right to
    them.
    """
    if names:
        workspace.scope.must(Right.NAMES)
    shown, t, say = cycle(workspace, name), workspace.t, named(names=names)
    known, effect, base = shown.cycle, shown.effect, shown.cycle.baseline
    indicator = workspace.catalogue.indicators.get(known.indicator)
    before, after = photos_of(workspace, known)
    return CycleReport(
        id=known.id,
        clinic=workspace.clinic,
        made_on=workspace.today,
        title=known.title,
        indicator=indicator.name.of(t.language) if indicator else known.indicator,
        owner=say(known.owner),
        state=_state(known, workspace),
        due=known.due,
        sentence=_conclusion(shown, t, say),
        before_days=_days(base.start, base.end),
        before=share(base.figures.total, known),
        before_rate=_rate(base.figures.total),
        after_days=_days(effect.start, effect.end) if effect else NO_DATA,
        after=share(effect.figures.total, known) if effect else NO_DATA,
        after_rate=_rate(effect.figures.total) if effect else math.nan,
        target=float(known.target.value) if known.target else math.nan,
        target_words=target(known),
        target_how=_how(known, t),
        attainment=_compared(effect, "attainment"),
        progress=_compared(effect, "progress"),
        figures=sentence(effect, t) if effect else t("There are no figures after it yet."),
        warnings=tuple(_warnings(shown, t)),
        places=tuple(_places(shown)),
        causes=tuple(
            CauseLine(
                each.category,
                each.text,
                verified(each, t, say),
                each.confirmed,
                bool(each.struck),
            )
            for each in known.causes
        ),
        measures=tuple(_measure(each, t, say) for each in known.measures),
        months=tuple(_months(shown)),
        standards=tuple("  ".join(filled(act.fields, t)) for act in known.standards),
        history=tuple(
            (_moment(act.at), say(act.actor), t(STEPS[act.what].label)) for act in known.acts
        ),
        photos_before=before,
        photos_after=after,
        sources=files_behind(workspace, shown),
    )


def _state(known: Cycle, workspace: Workspace) -> str:
    late = f" ▲ {workspace.t(OVERDUE)}" if known.overdue(workspace.today) else ""
    return workspace.t(known.state.label) + late


def _conclusion(shown: Shown, t: Translator, say: Naming) -> str:
    """What may be said of the effect; who set the figures aside stands behind it."""
    said, override = t(shown.conclusion.label), shown.cycle.override
    told = f"{said} ({say(str(override.fields['name']))})" if override else said
    return t("{title}: {said}", title=shown.cycle.title, said=told)


def _days(first: dt.date, last: dt.date) -> str:
    return f"{first} – {last}"


def _rate(tally: Tally) -> float:
    return math.nan if tally.rate is None else float(tally.rate)


def _how(known: Cycle, t: Translator) -> str:
    if known.target is None:
        return ""
    return t(FORMULA) if known.target.how == "formula" else t(SET_BY_HAND)


def _compared(effect: Effect | None, name: str) -> float:
    return float(effect.comparison[name]) if effect else math.nan


def _warnings(shown: Shown, t: Translator) -> Iterator[str]:
    effect, override = shown.effect, shown.cycle.override
    if override:
        yield t(
            "The figures were set aside by a person: {reason}", reason=override.fields["reason"]
        )
    if shown.baseline_differs:
        now = share(shown.baseline_now.total, shown.cycle)
        yield t("Records of that time were changed since: now {now}.", now=now)
    if effect and not effect.over:
        yield t("The period is not over yet.")
    if effect and not effect.enough:
        yield t("Fewer checks than planned, or an item and unit without any.")
    if shown.effect_differs:
        yield t("Records of this time were changed since it was judged.")


def _places(shown: Shown) -> Iterator[PlaceLine]:
    """Each item of each unit, a unit's together."""
    known, effect, base = shown.cycle, shown.effect, shown.cycle.baseline
    lines = []
    for at, (place, item) in enumerate(zip(base.places, base.items, strict=True)):
        after = share(effect.figures.places[at], known) if effect else NO_DATA
        before = share(base.figures.places[at], known)
        lines.append(PlaceLine(place.unit, item, before, after, _is_worse(place, effect)))
    yield from sorted(lines, key=lambda line: (line.unit, line.item))


def _is_worse(place: Place, effect: Effect | None) -> bool:
    return effect is not None and place in effect.worse


def _measure(each: Measure, t: Translator, say: Naming) -> MeasureLine:
    state = t("to do")
    if each.dropped:
        state = f"{t(DROPPED)}: {each.dropped}"
    elif each.done:
        state = f"✓ {each.done} {each.note}".rstrip()
    return MeasureLine(
        each.what,
        each.why,
        say(each.who),
        each.where,
        each.how,
        each.start,
        each.end,
        state,
        each.done,
    )


def _months(shown: Shown) -> Iterator[ChartMonth]:
    """The months before, and after where there are any, each part with limits of its own."""
    effect, base = shown.effect, shown.cycle.baseline
    frame = effect.chart if effect else chart_of(base.figures, base.figures, rebased=True)
    for row in frame.to_dict("records"):
        if effect or row["part"] == "before":
            yield ChartMonth(
                str(row["period"]),
                str(row["part"]),
                *(float(row[name]) for name in ("value", "centre", "lower", "upper")),
            )


def _moment(at: str) -> str:
    return f"{dt.datetime.fromisoformat(at).astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
