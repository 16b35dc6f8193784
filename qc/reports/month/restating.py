"""What holds no longer of what was published: each figure of a frozen month that is another one now, with
the reason, told once in the next report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from qc.analysis.display import NO_DATA, counts, percent, target_percent
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.locale import Translator
from qc.reports.content import Restatement
from qc.reports.month.figures import figures_of
from qc.reports.month.record import Figure, Part, Record, Restated
from qc.reports.month.stored import KIND, Frozen, frozen_month, frozen_months, record_of
from qc.workspace import Workspace

MOST = 5
"""Files that are named as a reason; more are counted."""


def restated(workspace: Workspace, month: Period) -> tuple[tuple[Restated, Figure], ...]:
    """What the report of a month must say of frozen months before it: each figure as it is now, beside what
    was said of it last. A figure that an earlier report has restated is told again only if it changed
    since."""
    return kept(workspace, ("restated", month), lambda: _restated(workspace, month), acts=(KIND,))


def since_published(workspace: Workspace, month: Period) -> tuple[Restatement, ...]:
    """What holds no longer of a frozen month's own figures, in the workspace's language; nothing of one that is
    not frozen."""
    frozen = frozen_month(workspace, month)
    if frozen is None:
        return ()
    asked = ("since published", month)
    return kept(workspace, asked, lambda: _since(workspace, frozen), acts=(KIND,))


def _since(workspace: Workspace, frozen: Frozen) -> tuple[Restatement, ...]:
    month, record = frozen.month, record_of(workspace, frozen)
    published = {(month, figure.code): figure for figure in record.figures}
    told = tuple(
        (Restated(month=month, figure=now), was)
        for was, now in _changed(workspace, record, published)
    )
    return tuple(_said(each, was, told, workspace) for each, was in told)


def _restated(workspace: Workspace, month: Period) -> tuple[tuple[Restated, Figure], ...]:
    earlier = [each for each in frozen_months(workspace) if each.month < month]
    records = [record_of(workspace, each) for each in earlier]
    told: dict[tuple[Period, str], Figure] = {}
    for record in records:
        told |= {(record.month, figure.code): figure for figure in record.figures}
        told |= {(each.month, each.figure.code): each.figure for each in record.restated}
    return tuple(
        (Restated(month=record.month, figure=now), was)
        for record in records
        for was, now in _changed(workspace, record, told)
    )


def _changed(
    workspace: Workspace, record: Record, told: Mapping[tuple[Period, str], Figure]
) -> list[tuple[Figure, Figure]]:
    """The figures of a frozen month that differ from what was told of them, with what they are now."""
    plain = _by_code(figures_of(workspace, record.month, with_files=False))
    codes = list({figure.code: None for figure in record.figures} | dict.fromkeys(plain))
    was = {code: told.get((record.month, code), _none(code)) for code in codes}
    differ = [code for code in codes if not was[code].agrees(plain.get(code, _none(code)))]
    if not differ:
        return []
    now = _by_code(figures_of(workspace, record.month))
    return [(was[code], now.get(code, _none(code))) for code in differ]


def _by_code(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {figure.code: figure for figure in figures}


def restatements(workspace: Workspace, month: Period) -> tuple[Restatement, ...]:
    """The same in the workspace's language."""
    told = restated(workspace, month)
    return tuple(_said(each, was, told, workspace) for each, was in told)


def _none(code: str) -> Figure:
    return Figure(code=code, checked=0, passed=0, rate=None, target=None)


def _said(
    each: Restated,
    was: Figure,
    told: tuple[tuple[Restated, Figure], ...],
    workspace: Workspace,
) -> Restatement:
    children = {child.code for child in workspace.catalogue.children(each.figure.code)}
    moved = [
        other.figure.code
        for other, _ in told
        if other.month == each.month and other.figure.code in children
    ]
    return Restatement(
        month=each.month,
        code=each.figure.code,
        indicator=_name(each.figure.code, workspace),
        was=_words(was),
        now=_words(each.figure),
        why=_why(was, each.figure, [_name(code, workspace) for code in moved], workspace.t),
    )


def _name(code: str, workspace: Workspace) -> str:
    known = workspace.catalogue.indicators.get(code)
    return known.name.of(workspace.language) if known else code


def _words(figure: Figure) -> str:
    """ "95.0 % (57/60)"; a parent has no counts of its own."""
    target = math.nan if figure.target is None else figure.target
    rate = percent(math.nan if figure.rate is None else figure.rate, target)
    return f"{rate} ({counts(figure.passed, figure.checked)})" if figure.checked else rate


def _why(was: Figure, now: Figure, moved: list[str], t: Translator) -> str:
    """The files whose counts changed, a target that did, children that moved; else the way of counting."""
    reasons = [*_files(was, now, t)]
    if len(reasons) > MOST:
        reasons = [*reasons[:MOST], t("and {n} more files", n=len(reasons) - MOST)]
    if was.target != now.target:
        before, after = (target_percent(math.nan if f.target is None else f.target) for f in (was, now))  # fmt: skip
        reasons.append(t("target {was} → {now}", was=before, now=after))
    if moved:
        reasons.append(t("because of: {names}", names=t(", ").join(moved)))
    return "\n".join(reasons) or t("how it is counted was changed")


def _files(was: Figure, now: Figure, t: Translator) -> Iterator[str]:
    before, after = ({part.sha256: part for part in figure.parts} for figure in (was, now))
    for key in sorted({**before, **after}, key=lambda key: (after.get(key) or before[key]).file):
        then, since = _of(before, key), _of(after, key)
        if then != since:
            file = (after.get(key) or before[key]).file
            yield t("{file}: {was} → {now}", file=file, was=then, now=since)


def _of(parts: Mapping[str, Part], key: str) -> str:
    part = parts.get(key)
    return counts(part.passed, part.checked) if part else NO_DATA
