"""What accountability may never reach: nobody while it is off, no reports, no money unasked, no half count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.catalogue.load import load_catalogue
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.accountability.accounts import accounts
from qc.improve.accountability.deciding import accept
from qc.improve.accountability.naming import name_person, unname_person
from qc.improve.acting import findings
from qc.improve.findings import Finding
from qc.improve.protected import INDICATORS
from qc.store import Scope
from qc.store.journal import NewAct
from qc.workspace import Workspace
from tests.accountability import (
    CATALOGUE,
    DISCOUNT,
    ON,
    RECORD,
    failed,
    ids,
    now,
    save,
    switch,
    switched_on,
)

REPORTS = ("adverse-events", "complaints", "adverse-review", "adverse-reactions")


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    return switched_on(workspace)


def forge(workspace: Workspace, found: Finding) -> None:
    """Put a name into the journal past every check."""
    fields = {"person": "周婷", "ladder": "record-error"}
    act = NewAct(f"naming:{found.id}", 0, "name", fields, site=found.site, unit=found.unit)
    workspace.store.act(workspace.scope, act)


def test_it_is_off_until_the_clinic_switches_it_on(workspace: Workspace) -> None:
    """A clinic that never asked for it must not find its staff counted."""
    save(workspace, "a.xlsx", failed("2026-10-05", RECORD))
    (name,) = ids(workspace, RECORD)
    assert accounts(workspace) is None
    for refused in (
        lambda: name_person(workspace, name, "周婷"),
        lambda: unname_person(workspace, name, "周婷", "误记"),
    ):
        with pytest.raises(UsageError, match="switched off"):
            refused()
    switch(workspace, "accountability.since = 2026-10-06\n")
    with pytest.raises(ScopeError, match="may name somebody"):
        name_person(workspace, name, "周婷")  # it failed before the day that everybody was told


def test_amounts_are_shown_only_where_the_clinic_says_so(clinic: Workspace) -> None:
    """An employer has no right to fine: money stands nowhere unless somebody asked for it."""
    name_person(clinic, ids(clinic, DISCOUNT)[0], "周婷")
    (plain,) = now(clinic).open
    assert (plain.amount, plain.amount_to) == (None, None)
    switch(clinic, f"{ON}accountability.amounts = true\n")
    (told,) = now(clinic).open
    assert (told.id, told.amount, told.amount_to) == (plain.id, 50, 200)
    accept(clinic, told, "属实")
    assert [(d.amount, d.amount_to) for d in now(clinic).decided] == [(50, 200)]
    switch(clinic)
    assert [(d.amount, d.amount_to) for d in now(clinic).decided] == [(None, None)]


def test_whoever_sees_one_unit_names_there_but_decides_nothing(clinic: Workspace) -> None:
    """Half of the findings would make half a count."""
    head = replace(clinic, scope=Scope("咨询主管", units=frozenset({"咨询部"})))
    name_person(head, ids(clinic, RECORD)[0], "周婷")
    assert len(now(clinic).open) == 1
    with pytest.raises(ScopeError, match="whole site"):
        accounts(head)
    other = replace(clinic, scope=Scope("前台主管", units=frozenset({"前台"})))
    with pytest.raises(ScopeError, match="may name somebody"):
        name_person(other, ids(clinic, RECORD)[1], "周婷")


@pytest.mark.parametrize("checklist", REPORTS)
def test_reports_never_lead_to_a_person(clinic: Workspace, checklist: str) -> None:
    """The whole way, by every door: failed reports are findings, but nobody can be named on one, the
    clinic cannot map one to a ladder, and nothing that is proposed changes by their being there."""
    name_person(clinic, ids(clinic, RECORD)[0], "周婷")
    before = now(clinic)
    known = CATALOGUE.checklists[checklist]
    items = [item.code for item in known.items]
    checks = [failed("2026-10-07", item, checklist, place=item) for item in items]
    save(clinic, "reports.xlsx", *checks)
    reports = [each for each in findings(clinic) if each.checklist == checklist]
    assert len(reports) == len(items)  # they are found, and put right like all others
    for report in reports:
        with pytest.raises(ScopeError, match="may name somebody"):
            name_person(clinic, report.id, "周婷", "record-error")
        forge(clinic, report)
    after = now(clinic)
    assert after == before
    for place in (checklist, f"{checklist}/{items[0]}"):
        switch(clinic, f'{ON}accountability.events.record-error = ["{place}"]\n')
        with pytest.raises(WorkspaceError, match="may not lead to accountability"):
            accounts(clinic)


@pytest.mark.parametrize("indicator", sorted(INDICATORS))
def test_reports_under_another_checklists_name_do_not_count(
    clinic: Workspace, indicator: str
) -> None:
    """A sheet of consultants' conduct that was filed under a protected indicator, and a name that
    somebody put into the journal for it, lead nowhere."""
    save(clinic, "x.xlsx", failed("2026-10-08", RECORD, indicator=indicator))
    (report,) = (each for each in findings(clinic) if each.indicator == indicator)
    with pytest.raises(ScopeError, match="may name somebody"):
        name_person(clinic, report.id, "周婷")
    forge(clinic, report)
    assert now(clinic).open == ()


def test_a_clinics_own_register_of_reports_is_one_too(clinic: Workspace) -> None:
    """Called a matter of safety, it still is what people report of themselves and each other."""
    standards = clinic.folder / "standards" / "checklists"
    standards.mkdir(parents=True)
    (standards / "near-misses.toml").write_text(
        """
code = "near-misses"
name = { zh = "险兆登记", en = "Near misses" }
version = "1"
valid_from = 2022-01-01
indicator = "safety"
kind = "register"
titles = ["险兆登记"]
source = "本院"
owner = { zh = "质控组", en = "QC" }
review = 2027-01-31
rule = { report_within = 24 }

[[items]]
code = "nm_in_time"
text = { zh = "险兆按时上报", en = "Near miss reported in time" }
level = "process"
""",
        encoding="utf-8",
    )
    own = replace(clinic, catalogue=load_catalogue(clinic.folder / "standards"))
    assert "near-misses" in own.catalogue.checklists
    switch(clinic, f'{ON}accountability.events.record-error = ["near-misses"]\n')
    with pytest.raises(WorkspaceError, match="may not lead to accountability"):
        accounts(own)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('events.fines = ["reception"]', 'no ladder "fines"'),
        ('joint = "nobody"', 'no ladder "nobody"'),
        ('events.record-error = ["recption"]', 'no checklist "recption"'),
        ('events.record-error = ["reception/r9"]', 'no item "reception/r9"'),
        ("amounts = 3", "amounts"),
    ],
)
def test_a_slip_in_the_clinics_settings_is_named(
    clinic: Workspace, text: str, message: str
) -> None:
    """Else a ladder would sleep for ever without anybody knowing."""
    switch(clinic, f"{ON}accountability.{text}\n")
    with pytest.raises(WorkspaceError, match=message):
        accounts(clinic)


def test_a_whole_checklist_may_lead_to_a_ladder(clinic: Workspace) -> None:
    """The clinic's own mapping takes the place of the shipped one of that ladder alone."""
    switch(clinic, f'{ON}accountability.events.missed-test = ["consultant-conduct"]\n')
    name = ids(clinic, RECORD)[0]
    with pytest.raises(UsageError, match="which event"):
        name_person(clinic, name, "周婷")
    name_person(clinic, name, "周婷", "missed-test")
    assert [each.ladder for each in now(clinic).open] == ["missed-test"]
    switch(clinic)
    assert now(clinic).open == ()  # it leads there no more
