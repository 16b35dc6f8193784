"""The clinic's systems as standards: docs/systems.md says which, and facts that a slip of the pen would change."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Cadence
from qc.cli import cli
from qc.text import normal_form
from qc.words import Direction, Kind, Level

CATALOGUE = load_catalogue()
GUIDE = Path(__file__).parents[3] / "docs" / "systems.md"
CORE_SHEETS = {"disinfection", "documents", "emergency", "appearance"}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GUIDE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| M\d\d ", line)
]


def codes(column: int) -> set[str]:
    return {code for row in ROWS for code in re.findall(r"`([^`]+)`", row[column])}


def test_every_system_has_one_row() -> None:
    assert [row[0] for row in ROWS] == [f"M{n:02d}" for n in range(1, 41)]
    assert {len(row) for row in ROWS} == {9}


def test_every_standard_and_indicator_stands_in_the_table() -> None:
    """A standard that belongs to no system is one that nobody asked for; a name that is none misleads."""
    own = {code for code in CATALOGUE.checklists if not code.startswith("any-")}
    assert codes(2) - {"indicators.toml", "accountability.toml", "level"} == own
    assert codes(3) == CATALOGUE.indicators.keys()


def test_the_kinds_in_the_table_are_those_of_the_standards() -> None:
    for row in ROWS:
        named = [c for c in re.findall(r"`([^`]+)`", row[2]) if c in CATALOGUE.checklists]
        if named:
            assert {str(CATALOGUE.checklists[code].kind) for code in named} == set(
                row[4].split("、")
            ), row[0]


def test_the_tests_in_the_table_exist() -> None:
    for row in ROWS:
        assert row[8] == "—" or (GUIDE.parents[1] / row[8]).exists(), row[0]


def test_the_sample_sheets_in_the_table_hold_the_standards_beside_them() -> None:
    """Whoever wants to see how a system's sheet looks is led to a sheet of it."""
    truth = json.loads(
        (GUIDE.parents[1] / "sample_data" / "truth.json").read_text(encoding="utf-8")
    )
    sampled = {
        code: (Path(file).stem[8:], sheet)
        for file, told in truth.items()
        for sheet, code in told.get("standards", {}).items()
    }
    assert codes(2) & CATALOGUE.checklists.keys() <= sampled.keys() | CORE_SHEETS
    for row in ROWS:
        for code in re.findall(r"`([^`]+)`", row[2]):
            book, sheet = sampled.get(code, ("", ""))
            assert book in row[5] and sheet in row[5], (row[0], code)


def test_pages_and_commands_in_the_table_exist() -> None:
    root = GUIDE.parents[1]
    pages = {folder.name for folder in (root / "dashboards" / "pages").iterdir()}
    for row in ROWS:
        commands = re.findall(r"`qc ([\w-]+)", row[6] + row[7])
        assert set(commands) <= set(cli.commands_in), row[0]
        named = re.sub(r"`[^`]*`|—", "", row[6]).split("、")
        assert {name.strip() for name in named if name.strip()} <= pages, row[0]


def test_no_name_of_an_item_stands_in_two_standards() -> None:
    """A sheet that both know equally well would follow neither."""
    owners: dict[str, set[str]] = {}
    for code, checklist in CATALOGUE.checklists.items():
        if checklist.kind is Kind.REGISTER:
            continue  # told by its title: its items are steps of a case
        for item in checklist.items:
            for key, name in item.named():
                if key != "code":
                    owners.setdefault(normal_form(name), set()).add(code)
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


@pytest.mark.parametrize("code", CATALOGUE.checklists)
def test_a_standard_is_whole_in_both_languages(code: str) -> None:
    checklist = CATALOGUE.checklists[code]
    assert checklist.source and checklist.owner.en
    for item in checklist.items:
        assert any("一" <= sign <= "鿿" for sign in item.text.zh), item.code
        assert not any("一" <= sign <= "鿿" for sign in item.text.en), item.code


def test_what_the_clinic_must_confirm_says_so() -> None:
    """A line whose content nobody knows would be ticked as if it said something."""
    for code, checklist in CATALOGUE.checklists.items():
        for item in checklist.items:
            assert item.to_confirm == ("待诊所确认" in item.text.zh), (code, item.code)
            assert item.to_confirm <= ("confirmed" in item.text.en), (code, item.code)


def unconfirmed(code: str) -> list[str]:
    return [item.code for item in CATALOGUE.checklists[code].items if item.to_confirm]


def test_where_the_sources_break_off_nothing_is_invented() -> None:
    steps = CATALOGUE.checklists["service-flow"].items
    late = [item.code for item in steps if item.code.startswith(("s7", "s8", "s9", "s10"))]
    assert unconfirmed("service-flow") == ["s6_return", *late]
    assert len(late) == 13
    assert unconfirmed("reception") == ["r7_after"]
    assert len(unconfirmed("ten-knows")) == len(CATALOGUE.checklists["ten-knows"].items) == 10
    assert len(unconfirmed("five-rounds")) == len(CATALOGUE.checklists["five-rounds"].items) == 5
    assert len(unconfirmed("preoperative-tests")) == 10
    assert unconfirmed("complaint-handling") == ["ch_five"]
    drafts = {code for code, c in CATALOGUE.checklists.items() if c.to_confirm}
    assert drafts == {
        "focus-basic-nursing", "focus-verification", "focus-handover", "focus-first-aid",
        "focus-routines", "focus-documents", "monthly-assessment", "quarterly-inspection",
    }  # fmt: skip


PAR = {
    "supplies-entrance": {"umbrella_sleeves": 100},
    "supplies-front-desk": {
        "tissues": 1, "soft_tissues": 1, "power_banks": 10, "clip_folders": 20,
        "consultation_forms": 50, "ballot_box": 1,
    },
    "supplies-hall": {
        "fridge": 1, "drinks": 30, "magazines": 20, "dispenser": 1, "cups": 100, "kettles": 2,
        "trays": 30,
    },
    "supplies-consulting": {
        "wardrobe": 1, "hangers": 10, "beauty_mirror": 1, "long_mirror": 1, "ruler": 1,
        "toothpicks": 1, "pen": 1, "printing_paper": 30, "payment_code": 1,
    },
    "supplies-nurse-station": {
        "nurse_dispenser": 1, "nurse_cups": 100, "nurse_tissues": 1, "nurse_hangers": 10,
    },
    "supplies-outside": {},
}  # fmt: skip


def test_par_stock_is_the_source_s() -> None:
    """Ten umbrella sleeves for a hundred, and every wet day would look well prepared."""
    for code, par in PAR.items():
        items = CATALOGUE.checklists[code].items
        assert {item.code: item.par for item in items if item.par} == par
        assert all(item.par or item.to_confirm for item in items), code


def test_the_customer_file_has_its_fifteen_fields() -> None:
    assert [item.code for item in CATALOGUE.checklists["customer-file"].items] == [
        "received_at", "guide", "consultant", "customer", "phone", "marital", "by_phone", "member",
        "first_visit", "online", "wish", "history", "concern", "channel", "parking",
    ]  # fmt: skip


def test_case_folders_hold_what_each_speciality_needs() -> None:
    held = {code: len(CATALOGUE.checklists[code].items) for code in codes(2) if "folder" in code}
    assert held == {
        "case-folder-plastic": 10, "case-folder-skin": 4, "case-folder-dental": 3,
        "case-folder-injection": 3,
    }  # fmt: skip


def test_limits_in_minutes() -> None:
    limits = {i.code: i.limit for i in CATALOGUE.checklists["waiting-times"].items}
    assert limits == {
        "consultant": 5, "any_consultant": 8, "tests_local": 20, "tests_general": 40,
        "results_general": 180, "first_contact": 3 * 24 * 60,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "item", "figure"),
    [
        ("service-flow", "s2_bow", "30度"), ("service-flow", "s2_rotate", "2至4人"),
        ("service-flow", "s2_rotate", "1～2小时"), ("service-flow", "s2_company", "10分钟"),
        ("reception", "r2_bow", "1.5米"), ("reception", "r2_busy", "5分钟"),
        ("reception", "r5_fasting", "6～8小时"), ("reception", "r6_list", "17:00"),
        ("preoperative-tests", "fasting", "6～8小时"), ("consultant-conduct", "co_on_time", "8 分钟"),
        ("doctor-qualification", "dq_years", "3年"), ("customer-contact", "cu_first", "3天"),
        ("adverse-review", "av_death", "7日"), ("adverse-review", "av_injury", "20日"),
        ("medical-waste", "mw_two_days", "2天"),
    ],
)  # fmt: skip
def test_figures_in_words(code: str, item: str, figure: str) -> None:
    """These stand in a text, where nothing else would notice a wrong one."""
    assert figure in next(i for i in CATALOGUE.checklists[code].items if i.code == item).text.zh


def test_how_often_is_the_source_s() -> None:
    """The calendar calls a check missed by these."""
    found = {code: c.cadence for code, c in CATALOGUE.checklists.items() if c.cadence}
    said = {
        "spot-check": Cadence(every="week", times=2, irregular=True),
        "monthly-assessment": Cadence(every="month", each="unit"),
        "quarterly-inspection": Cadence(every="quarter", each="unit"),
        "five-rounds": Cadence(every="day", times=5),
        "satisfaction-monthly": Cadence(every="month"),
        "satisfaction-nursing": Cadence(every="two_months"),
        "adverse-review": Cadence(every="month"),
        "cleaning-daily": Cadence(every="day"),
        "cleaning-lift-uv": Cadence(every="week"),
        "cleaning-floor-wash": Cadence(every="month", times=2),
        "cleaning-fogging": Cadence(every="month"),
        "cleaning-all-staff": Cadence(every="month"),
        "customer-contact": Cadence(every="week"),
        "service-star": Cadence(every="month"),
    }
    assert {code: found.get(code) for code in said} == said


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("front-desk-appearance", 7), ("front-desk-conduct", 5), ("must-know", 6),
        ("cleaning-daily", 13), ("hand-hygiene", 5), ("spot-check", 7),
    ],
)  # fmt: skip
def test_lists_have_as_many_points_as_the_source_names(code: str, number: int) -> None:
    assert len(CATALOGUE.checklists[code].items) == number


def test_every_stage_and_step_is_there() -> None:
    steps = {item.code.split("_")[0] for item in CATALOGUE.checklists["service-flow"].items}
    assert steps == {f"s{n}" for n in range(1, 11)}
    stages = {item.code.split("_")[0] for item in CATALOGUE.checklists["reception"].items}
    assert stages == {f"r{n}" for n in range(1, 8)}


def test_rates_to_be_kept_low() -> None:
    """Complications judged like a pass rate: the more the better."""
    low = {i.code for i in CATALOGUE.indicators.values() if i.direction is Direction.LOWER}
    assert low == {"complications", "infections", "adverse_reactions"}


def test_all_three_levels_are_used_and_process_most() -> None:
    """Process quality is the plan's focus."""
    items = [item.level for c in CATALOGUE.checklists.values() for item in c.items]
    assert set(items) == set(Level)
    assert items.count(Level.PROCESS) > len(items) / 2
