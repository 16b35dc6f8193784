"""The standards that ship: an inspector reads them, so each must be whole and rest on something."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from importlib.resources import files

import pytest

from qc.catalogue.load import load_catalogue
from qc.catalogue.match import identify_indicator
from qc.catalogue.model import Catalogue, Checklist, Target
from qc.text import normal_form
from qc.words import Basis, Kind

CODES = {
    "disinfection": "1.00", "documents": "0.95", "emergency": "1.00", "appearance": "0.95",
    "service": "0.95", "safety": "0.95", "satisfaction": "0.95", "service_quality": "0.95",
    "management_system": "1.00", "adverse_events": "0.95", "coverage": "1.00",
    "department_satisfaction": "0.90",
}  # fmt: skip
CORE = ("appearance", "disinfection", "documents", "emergency")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_the_twelve_indicators_have_their_codes_and_2022_targets(catalogue: Catalogue) -> None:
    """Scripts and the store name indicators by these codes; a wrong target is a wrong verdict."""
    core = [i for i in catalogue.indicators.values() if i.group == "core"]
    assert {i.code: str(i.target_on(dt.date(2022, 1, 1))) for i in core} == CODES
    assert list(catalogue.indicators)[: len(core)] == list(CODES)
    assert {t.valid_from for i in core for t in i.targets} == {dt.date(2022, 1, 1)}


def test_no_target_is_invented(catalogue: Catalogue) -> None:
    """A target that no source sets would make the program's author the clinic's judge."""
    others = [i for i in catalogue.indicators.values() if i.group != "core"]
    assert others
    assert [i.code for i in others if i.targets or i.target_on(dt.date(2026, 10, 31))] == []


def test_every_group_has_indicators_and_the_core_comes_first(catalogue: Catalogue) -> None:
    """The scorecard's order: the twelve of the plan, then the others group by group."""
    assert list(catalogue.groups) == [
        "core", "evaluation", "conduct", "process", "people", "devices", "management",
    ]  # fmt: skip
    assert list(dict.fromkeys(i.group for i in catalogue.in_groups)) == list(catalogue.groups)


def test_service_quality_has_its_seven_children_with_equal_weight(catalogue: Catalogue) -> None:
    """The parent's rate is their weighted mean: a lost child would flatter it."""
    children = catalogue.children("service_quality")
    assert {child.code for child in children} == set(CODES) - {
        "service_quality", "management_system", "adverse_events", "coverage",
        "department_satisfaction",
    }  # fmt: skip
    assert {child.weight for child in children} == {Decimal(1)}


def test_counting_units_and_basis_are_those_of_the_house(catalogue: Catalogue) -> None:
    """A chart counted by its lines, or a census given an interval, misstates the rate."""
    said = {i.code: (i.counting_unit.zh, i.count, i.basis) for i in catalogue.indicators.values()}
    assert said["disinfection"] == ("项次", "items", Basis.SAMPLE)
    assert said["documents"] == ("份", "samples", Basis.SAMPLE)
    assert said["emergency"] == ("品种", "items", Basis.CENSUS)
    assert said["appearance"] == ("人次", "samples", Basis.SAMPLE)
    assert said["satisfaction"] == ("答", "items", Basis.SAMPLE)
    census = {code for code, (_, _, basis) in said.items() if basis is Basis.CENSUS}
    assert census & set(CODES) == {"emergency", "adverse_events", "coverage"}


def test_every_indicator_says_where_it_comes_from_and_whose_it_is(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert indicator.source and indicator.owner.zh and indicator.owner.en, indicator.code
        assert indicator.review > dt.date(2026, 11, 1), indicator.code
        assert indicator.aliases or indicator.group != "core", indicator.code


def test_every_name_of_an_indicator_finds_it(catalogue: Catalogue) -> None:
    """A sheet titled with the clinic's name for the rate must land on it (a parent takes none)."""
    for indicator in catalogue.indicators.values():
        expected = None if indicator.code == "service_quality" else indicator.code
        for name in indicator.names:
            assert identify_indicator(catalogue, f"2024年3月{name}统计") == expected, name


def test_the_four_core_checklists_report_to_their_indicators(catalogue: Catalogue) -> None:
    assert {code: catalogue.checklists[code].indicator for code in CORE} == {c: c for c in CORE}
    assert catalogue.checklists["documents"].kind is Kind.POINTS
    assert catalogue.checklists["emergency"].kind is Kind.STOCK


def test_every_kind_has_a_generic_standard(catalogue: Catalogue) -> None:
    """Any sheet has a home: without one a clinic's own register would be judged by no rule."""
    for kind in set(Kind) - {Kind.CHECKLIST, Kind.COUNTS}:
        generic = catalogue.generic(kind)
        assert generic is not None and generic.kind is kind and not generic.titles


def test_a_chart_has_100_points_and_passes_from_90(catalogue: Catalogue) -> None:
    """With another sum, "90 of 100" in the clinic's own sheet would mean something else here."""
    documents = catalogue.checklists["documents"]
    assert sum(item.points for item in documents.items) == 100
    assert documents.pass_score == Decimal("0.90")
    assert not [item.code for item in documents.items if item.critical]


@pytest.mark.parametrize("code", CORE)
def test_every_item_reads_in_both_languages_and_belongs_to_a_level(
    catalogue: Catalogue, code: str
) -> None:
    checklist = catalogue.checklists[code]
    assert checklist.titles and checklist.source and checklist.owner.en
    for item in checklist.items:
        assert any("一" <= sign <= "鿿" for sign in item.text.zh), item.code
        assert item.text.en.isascii(), item.code
        assert item.aliases, item.code


@pytest.mark.parametrize("code", CORE)
def test_one_name_means_one_item(catalogue: Catalogue, code: str) -> None:
    """An alias on two items would send a clinic's line to whichever came last."""
    checklist = catalogue.checklists[code]
    owners: dict[str, set[str]] = {}
    for item in checklist.items:
        for _, name in item.named():
            owners.setdefault(normal_form(name), set()).add(item.code)
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_few_items_are_critical(catalogue: Catalogue) -> None:
    """One veto too many and every check fails; none, and an expired pack counts like dust."""
    critical = {
        code: found
        for code, checklist in catalogue.checklists.items()
        if (found := [item.code for item in checklist.items if item.critical])
    }
    assert critical == {
        "disinfection": ["sterile_packs", "single_use", "between_customers"],
        "emergency": ["adrenaline", "hyaluronidase", "defibrillator", "oxygen", "bag_valve_mask"],
    }


def test_shipped_files_are_all_read(catalogue: Catalogue) -> None:
    """A file in the folder that nobody loads is a standard that nobody is held to."""
    folder = files("qc.catalogue") / "standards" / "checklists"
    versions = [len(catalogue.versions_of(code)) for code in catalogue.checklists]
    assert len(list(folder.iterdir())) == sum(versions)


def test_a_target_holds_from_its_day_and_the_first_one_before_it(catalogue: Catalogue) -> None:
    """Raising a target must not re-judge the months before."""
    raised = catalogue.indicators["documents"].model_copy(
        update={"targets": _targets(("2027-01-01", "0.97"), ("2022-01-01", "0.95"))}
    )
    assert raised.target_on(dt.date(2026, 12, 31)) == Decimal("0.95")
    assert raised.target_on(dt.date(2027, 1, 1)) == Decimal("0.97")
    assert raised.target_on(dt.date(2020, 1, 1)) == Decimal("0.95")


def test_the_index_of_names_is_made_once(catalogue: Catalogue) -> None:
    """Thousands of rows are matched against it."""
    checklist: Checklist = catalogue.checklists["emergency"]
    assert checklist.by_name is checklist.by_name


def _targets(*pairs: tuple[str, str]) -> tuple[Target, ...]:
    return tuple(
        Target(valid_from=dt.date.fromisoformat(day), value=Decimal(share)) for day, share in pairs
    )
