"""The list of a workspace: the facts are read once, then every source looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qc.analysis.answers import Trend
from qc.analysis.journal import acts_of
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.analysis.trend import trend
from qc.attention.checks import check_matters
from qc.attention.cycles import cycle_matters, proposal_matters
from qc.attention.decisions import accountability_matters, star_matters
from qc.attention.expiry import expiry_matters
from qc.attention.findings import finding_matters
from qc.attention.imports import import_matters
from qc.attention.known import Known
from qc.attention.licences import licence_matters
from qc.attention.lines import lines
from qc.attention.maintenance import maintenance_matters
from qc.attention.matter import Matter, in_order
from qc.attention.registers import register_matters
from qc.attention.signals import last_month, signal_matters
from qc.catalogue.model import CORE
from qc.improve.accountability.accounts import accounts
from qc.improve.acting import findings
from qc.improve.calendar.reading import appointments
from qc.improve.cycles.acting import known_cycles
from qc.improve.cycles.proposals import proposals
from qc.improve.registers import review
from qc.improve.registers.model import Which
from qc.improve.rules import load_rules
from qc.improve.stars.choosing import Star, star
from qc.improve.stars.votes import TALLY, VOTE
from qc.store.answers import StoredImport
from qc.workspace import Workspace


def attention(workspace: Workspace) -> tuple[Matter, ...]:
    """What needs somebody of those who ask, the most urgent first: whoever sees some units only, sees
    what is theirs. WorkspaceError for a mistake in improvement.toml."""
    rules = load_rules(workspace.folder)
    listed = kept(
        workspace, "attention", lambda: in_order(_matters(workspace)), acts=("",), by=(rules,)
    )
    return tuple(listed)


def _matters(workspace: Workspace) -> Iterator[Matter]:
    rules = load_rules(workspace.folder)
    known = Known(workspace.catalogue, rules, workspace.today, workspace.language)
    found, cycles, standing = findings(workspace), known_cycles(workspace), lines(workspace)
    yield from finding_matters(found, known)
    yield from check_matters(appointments(workspace), known)
    yield from cycle_matters(cycles, known)
    yield from proposal_matters(proposals(workspace), known)
    month = Period.of(workspace.today)
    for which in (Which.ADVERSE_EVENTS, Which.COMPLAINTS):
        yield from register_matters(review(workspace, which, month), known)
    yield from import_matters(_imports(workspace), known)
    yield from expiry_matters(standing, known)
    yield from licence_matters(standing, known)
    yield from maintenance_matters(standing, known)
    at_work = {cycle.indicator for cycle in cycles if cycle.state.is_live}
    yield from signal_matters(_trends(workspace, known), at_work, known)
    if workspace.scope.units is None:  # whoever sees some units only decides about nobody
        accounted = accounts(workspace)
        opened = accounted.open if accounted else ()
        yield from accountability_matters([each.site for each in opened], known)
        yield from star_matters(_stars(workspace, known), known)


def _imports(workspace: Workspace) -> tuple[StoredImport, ...]:
    return kept(workspace, "imports", lambda: workspace.store.imports(workspace.scope))


def _trends(workspace: Workspace, known: Known) -> Iterator[tuple[Trend, Trend]]:
    """The core indicators that were looked at in the last month: up to it, and up to the one before."""
    month, checks = last_month(known), facts(workspace).daily
    days = checks["date"].between(month.start.isoformat(), month.end.isoformat())
    looked_at = set(checks.loc[days, "indicator"])
    for code, indicator in known.catalogue.indicators.items():
        if indicator.group == CORE and code in looked_at:
            yield (
                trend(workspace, code, until=month.end),
                trend(workspace, code, until=month.shift(-1).end),
            )


def _stars(workspace: Workspace, known: Known) -> Sequence[Star]:
    """The last month's star of each site, where anybody votes at all."""
    if not acts_of(workspace, VOTE) and not acts_of(workspace, TALLY):
        return ()
    scope = workspace.scope
    sites = [site.name for site in workspace.organisation.sites]
    seen = [name for name in sites if scope.sites is None or name in scope.sites]
    return [star(workspace, last_month(known), name) for name in seen]
