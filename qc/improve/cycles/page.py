"""One cycle as a text: the problem, causes, target, measures, figures before and after, its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from qc.analysis.change_words import SAID_WITH_CHART, WORDS
from qc.analysis.display import counts, percent, target_percent
from qc.improve.cycles.effect import Effect, Shown
from qc.improve.cycles.fields import CHOSEN, LABELS, VALUES
from qc.improve.cycles.figures import Place, Tally
from qc.improve.cycles.model import Cause, Cycle, Measure
from qc.improve.cycles.states import STEPS, CycleState
from qc.locale import N_, Translator
from qc.workspace import TIME_ZONE

OVERDUE, WORSE, DROPPED, STRUCK = N_("overdue"), N_("worse"), N_("dropped"), N_("struck out")
TARGET, FORMULA = N_("target"), N_("now + (1 − now) × focus × ability")


def page(shown: Shown, t: Translator, today: dt.date) -> list[str]:
    """The lines of a cycle's page in the reader's language."""
    known = shown.cycle
    late = f"  ▲ {t(OVERDUE)}" if known.overdue(today) else ""
    return [
        f"{known.id}  {known.title}",
        f"{t(known.state.label)} · {told(shown, t)} · {known.owner} · {known.due}{late}",
        *([t("carries on {name}", name=known.previous)] if known.previous else []),
        *_plan(shown, t),
        *_do(known, t),
        *_check(shown, t),
        *_act(known, t),
        "",
        *_history(known, t),
    ]


def told(shown: Shown, t: Translator) -> str:
    """What may be said of the effect; an override always with its name."""
    said = t(shown.conclusion.label)
    override = shown.cycle.override
    return f"{said} ({override.fields['name']})" if override else said


def share(tally: Tally, known: Cycle) -> str:
    """A tally as "95.0 % (57/60)", never rounded across the target."""
    if tally.rate is None:
        return counts(0, 0)
    goal = float(known.target.value) if known.target else float("nan")
    return f"{percent(float(tally.rate), goal)} ({counts(tally.passed, tally.checked)})"


def target(known: Cycle) -> str:
    if known.target is None:
        return "—"
    value = round(float(known.target.value), 4) if known.target.how == "formula" else None
    return target_percent(float(known.target.value) if value is None else value)


def _plan(shown: Shown, t: Translator) -> Iterator[str]:
    known, base = shown.cycle, shown.cycle.baseline
    yield f"\n{t(CycleState.PLAN.label)}"
    yield f"  {base.start} – {base.end}  {share(base.figures.total, known)}"
    for place, item, tally in _by_unit(known, base.figures.places):
        yield f"    {place.unit}  {item}  {share(tally, known)}"
    if shown.baseline_differs:
        now = share(shown.baseline_now.total, known)
        yield "  ▲ " + t("Records of that time were changed since: now {now}.", now=now)
    for cause in known.causes:
        yield f"  {cause.number}. [{cause.category}] {cause.text}  {verified(cause, t)}".rstrip()
    if goal := known.target:
        how = f" = {t(FORMULA)}" if goal.how == "formula" else ""
        yield f"  {t(TARGET)} {target(known)}{how}"
    if known.least:
        yield "  " + t("at least {count} checks after", count=known.least)


def _by_unit(known: Cycle, tallies: Sequence[Tally]) -> list[tuple[Place, str, Tally]]:
    """Each item of each unit with its figures, a unit's together."""
    lines = zip(known.baseline.places, known.baseline.items, tallies, strict=True)
    return sorted(lines, key=lambda line: (line[0].site, line[0].unit, line[1]))


def verified(cause: Cause, t: Translator, say: Callable[[str], str] = str) -> str:
    """What became of a cause; "" as long as nobody has verified it. `say` writes a name."""
    if cause.struck:
        return f"{t(STRUCK)}: {cause.struck}"
    if cause.true is None:
        return ""
    said = N_("true cause") if cause.true else N_("no true cause")
    return f"{t(said)}: {cause.how} ({say(cause.by)})"


def _do(known: Cycle, t: Translator) -> Iterator[str]:
    if known.measures:
        yield f"\n{t(CycleState.DO.label)}"
    for each in known.measures:
        yield f"  {each.number}. {each.what} · {each.why} · {each.who} · {each.where} · {each.start} – {each.end} · {each.how}"
        if state := _done(each, t):
            yield f"     {state}"


def _done(measure: Measure, t: Translator) -> str:
    if measure.dropped:
        return f"{t(DROPPED)}: {measure.dropped}"
    return f"✓ {measure.done} {measure.by} {measure.note}".rstrip() if measure.done else ""


def _check(shown: Shown, t: Translator) -> Iterator[str]:
    effect, known = shown.effect, shown.cycle
    if effect is None:
        return
    yield f"\n{t(CycleState.CHECK.label)}"
    yield f"  {effect.start} – {effect.end}  {share(effect.figures.total, known)}"
    for place, item, tally in _by_unit(known, effect.figures.places):
        worse = f"  ▼ {t(WORSE)}" if place in effect.worse else ""
        yield f"    {place.unit}  {item}  {share(tally, known)}{worse}"
    yield f"  {sentence(effect, t)}"
    if effect.rechecks:
        yield "  " + t("{count} clean re-checks in a row, {asked} are asked for", count=effect.rechecks, asked=effect.rechecks_asked)  # fmt: skip
    if not effect.over:
        yield "  " + t("The period is not over yet.")
    if not effect.enough:
        yield "  " + t("Fewer checks than planned, or an item and unit without any.")
    if shown.effect_differs:
        yield "  ▲ " + t("Records of this time were changed since it was judged.")


def sentence(effect: Effect, t: Translator) -> str:
    """Size and certainty, the chart's signal, the next step, in one line."""
    said = {
        "sentence": WORDS["sentence"][effect.verdict["sentence"]],
        "signal": WORDS["signal"][effect.verdict["signal"]],
        "next_step": WORDS["next_step"][effect.next_step],
    }
    return t(SAID_WITH_CHART, **{name: t(word) for name, word in said.items()})


def _act(known: Cycle, t: Translator) -> Iterator[str]:
    if override := known.override:
        yield "\n▲ " + t(
            "The figures were set aside by {name}: {reason}",
            name=override.fields["name"],
            reason=override.fields["reason"],
        )
    if known.standards:
        yield f"\n{t(CycleState.ACT.label)}"
    yield from (f"  {'  '.join(filled(act.fields, t))}" for act in known.standards)


def _history(known: Cycle, t: Translator) -> Iterator[str]:
    for act in known.acts:
        moment = dt.datetime.fromisoformat(act.at).astimezone(TIME_ZONE)
        done = [f"{moment:%Y-%m-%d %H:%M}", act.actor, t(STEPS[act.what].label)]
        yield "  ".join([*done, *filled(act.fields, t)])


def filled(fields: Mapping[str, Any], t: Translator) -> list[str]:
    """What was filled in, each value with its field's word, in the order of the form. Figures that an
    act keeps are not among them: the page shows them in full."""
    return [
        f"{t(label)}: {t(VALUES[value]) if name in CHOSEN else value}"
        for name, label in LABELS.items()
        if (value := fields.get(name))
    ]
