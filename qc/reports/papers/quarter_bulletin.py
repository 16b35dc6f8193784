"""The quarterly bulletin of rectification as a paper: one edition for the inside, one for customers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qc.analysis.display import period_name
from qc.analysis.places import place_name
from qc.improve.bulletin.focus import Focus
from qc.improve.bulletin.model import Again, Fixed, ForCustomers, Inside, Tally
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.page import share, told
from qc.improve.rectified import Rectified
from qc.locale import N_
from qc.reports.papers.model import Block, Bullets, Heading, Paper, Sentence, Signatures
from qc.reports.papers.standing import SIGNED
from qc.reports.papers.tables import table
from qc.workspace import Workspace

SHOWN = tuple(how for how in Rectified if how is not Rectified.HISTORY)


def quarter_bulletin(workspace: Workspace, said: Inside | ForCustomers) -> Paper:
    """An edition as a paper. Customers read neither names nor scores nor who signed."""
    t, quarter = workspace.t, period_name(said.quarter, workspace.t)
    if isinstance(said, ForCustomers):
        title = t("What we improved in {quarter}", quarter=quarter)
        blocks = tuple(_customers(workspace, said))
        return Paper(title, "", workspace.clinic, t.language, blocks)
    title = t("Rectification in {quarter} (for the inside)", quarter=quarter)
    about = f"{workspace.clinic} · {t('as of {day}', day=said.as_of)}"
    source = f"{workspace.clinic} · {t('from imported audit workbooks; made {day}', day=said.as_of)}"  # fmt: skip
    return Paper(title, about, source, t.language, tuple(_inside(workspace, said)))


def _customers(workspace: Workspace, said: ForCustomers) -> Iterator[Block]:
    t, quarter = workspace.t, period_name(said.quarter, workspace.t)
    if not said.improved:
        yield Sentence(t("There is nothing to tell of {quarter} yet.", quarter=quarter))
        return
    count = sum(len(each.items) for each in said.improved)
    yield Sentence(t("We improved {n} points of our care in {quarter}.", n=count, quarter=quarter), loud=True)  # fmt: skip
    for each in said.improved:
        about = workspace.catalogue.indicators[each.indicator]
        yield Heading(_subject(about.name.of(workspace.language)))
        yield Bullets(tuple(item.text.of(workspace.language) for item in each.items))


def _subject(name: str) -> str:
    """What an indicator is about, without the word for a rate: customers are told no rates."""
    return re.sub(r"(检查)?(合格率|满意率|符合率|完成率|率)$| (pass )?rate$", "", name) or name


def _inside(workspace: Workspace, said: Inside) -> Iterator[Block]:
    t = workspace.t
    yield Sentence(conclusion(workspace, said), loud=True)
    if said.history:
        yield Sentence(t("Not counted, for nobody was to follow them: {n}.", n=said.history))
    if said.units:
        units = {_unit(workspace, *place): tally for place, tally in said.units.items()}
        yield from _table(workspace, t("By unit"), t("Unit"), units)
        known = workspace.catalogue.indicators
        names = {known[code].name.of(workspace.language): n for code, n in said.indicators.items()}
        yield from _table(workspace, t("By indicator"), t("Indicator"), names)
    for head, lines in (
        (N_("Repeated problems"), [_again(workspace, each) for each in said.repeated]),
        (N_("PDCA cycles that ended"), [_cycle(workspace, each) for each in said.ended]),
        (N_("Standards newly fixed"), [_fixed(workspace, each) for each in said.fixed]),
        (N_("First things next quarter"), [_focus(workspace, each) for each in said.focus]),
    ):
        yield Heading(t(head))
        yield Bullets(tuple(lines or [t("none")]))
    yield Sentence(t("Cycles under way: {n}. As of {day}.", n=said.live, day=said.as_of), quiet=True)  # fmt: skip
    yield Signatures(tuple(t(who) for who in SIGNED))


def conclusion(workspace: Workspace, said: Inside) -> str:
    """The quarter in one sentence."""
    t, whole = workspace.t, said.whole
    quarter = period_name(said.quarter, t)
    if not whole.total:
        return t("Nothing was to be put right in {quarter}.", quarter=quarter)
    return t(
        "Of {total} problems to be put right in {quarter} ({carried} from before), {done} were put right, {in_time} of them in time; {recheck} wait for their re-check, {open} are not due yet, {overdue} are overdue.",
        total=whole.total,
        quarter=quarter,
        carried=said.carried,
        done=whole.put_right,
        in_time=whole.by[Rectified.IN_TIME],
        recheck=whole.by[Rectified.RECHECK],
        open=whole.by[Rectified.OPEN],
        overdue=whole.by[Rectified.OVERDUE],
    )


def _table(
    workspace: Workspace, title: str, head: str, rows: Mapping[str, Tally]
) -> Iterator[Block]:
    t = workspace.t
    yield Heading(title)
    heads = [head, t("had to be put right"), *(t(how.label) for how in SHOWN)]
    lines = [
        (name, str(tally.total), *(str(tally.by[how]) for how in SHOWN))
        for name, tally in rows.items()
    ]
    yield table(heads, lines)


def _unit(workspace: Workspace, site: str, unit: str) -> str:
    name = place_name(unit, workspace.organisation, workspace.t)
    return f"{site} {name}" if len(workspace.organisation.sites) > 1 and unit != site else name


def _again(workspace: Workspace, each: Again) -> str:
    unit = _unit(workspace, each.site, each.unit)
    return workspace.t(
        "{unit}: {item} (again on {days} days, last on {last}, time {n} on end)",
        unit=unit,
        item=each.item,
        days=each.days,
        last=each.last,
        n=each.times,
    )


def _cycle(workspace: Workspace, shown: Shown) -> str:
    """How it ended, what may be said of its effect; an override with the name behind it."""
    t, known = workspace.t, shown.cycle
    before = share(known.baseline.figures.total, known)
    after = share(shown.effect.figures.total, known) if shown.effect else "—"
    parts = (t(known.state.label), told(shown, t), f"{before} → {after}")
    return f"{known.id} {known.title}: {' · '.join(parts)}"


def _fixed(workspace: Workspace, each: Fixed) -> str:
    where = workspace.t("from cycle {name}", name=each.of) if each.of else ""
    return " · ".join(filter(None, (str(each.day), each.name, each.version, where)))


def _focus(workspace: Workspace, each: Focus) -> str:
    t = workspace.t
    unit = _unit(workspace, each.site, each.unit)
    why: Sequence[str] = [
        t("critical") if each.critical else "",
        t("waiting {n}", n=each.waiting) if each.waiting else "",
        t("overdue {n}", n=each.overdue) if each.overdue else "",
        t("time {n} on end", n=each.times) if each.times > 1 else "",
    ]
    told = t(", ").join(filter(None, why))
    return t("{unit}: {item} ({why})", unit=unit, item=each.item, why=told)
