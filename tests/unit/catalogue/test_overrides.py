"""A clinic's own standards over the shipped ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from qc.catalogue.load import load_catalogue
from qc.catalogue.match import match_items

CHECKLIST = """
code = "{code}"
name = {{ zh = "本院消毒隔离检查表", en = "Our disinfection checklist" }}
version = "2026-10"
valid_from = 2026-10-01
indicator = "disinfection"
source = "质控会决议"
owner = {{ zh = "护士长", en = "Head nurse" }}
review = 2027-10-01

[[items]]
code = "lift"
text = {{ zh = "电梯每周紫外线消毒", en = "Lift disinfected by ultraviolet weekly" }}
level = "process"
"""


def write(folder: Path, **texts: str) -> Path:
    """A standards folder; `indicators` is its file, every other name a checklist's."""
    (folder / "standards" / "checklists").mkdir(parents=True)
    for name, text in texts.items():
        place = "indicators.toml" if name == "indicators" else f"checklists/{name}.toml"
        (folder / "standards" / place).write_text(text, encoding="utf-8")
    return folder / "standards"


def test_no_folder_is_the_shipped_catalogue(tmp_path: Path) -> None:
    """A new workspace has none; that is no mistake."""
    assert load_catalogue(tmp_path / "standards") == load_catalogue(None)


def test_an_indicator_changes_only_the_keys_it_names(tmp_path: Path) -> None:
    """The clinic sets a weight; target, unit and names must stay."""
    extra = write(tmp_path, indicators='[[indicators]]\ncode = "documents"\nweight = 2\n')
    changed, shipped = load_catalogue(extra), load_catalogue()
    assert changed.indicators["documents"].weight == 2
    expected = shipped.indicators["documents"].model_copy(update={"weight": Decimal(2)})
    assert changed.indicators["documents"] == expected
    assert list(changed.indicators) == list(shipped.indicators)


def test_a_new_target_leaves_the_months_before_as_they_were_judged(tmp_path: Path) -> None:
    """A target raised for 2027 must not turn a met month of 2026 into a missed one."""
    table = '[[indicators]]\ncode = "documents"\ntargets = [{ valid_from = 2027-01-01, value = 0.98 }]\n'
    documents = load_catalogue(write(tmp_path, indicators=table)).indicators["documents"]
    assert documents.target_on(dt.date(2026, 12, 31)) == Decimal("0.95")
    assert documents.target_on(dt.date(2027, 1, 1)) == Decimal("0.98")


def test_a_target_of_the_same_day_replaces_the_shipped_one(tmp_path: Path) -> None:
    table = (
        '[[indicators]]\ncode = "safety"\ntargets = [{ valid_from = 2022-01-01, value = 0.9 }]\n'
    )
    safety = load_catalogue(write(tmp_path, indicators=table)).indicators["safety"]
    assert [target.value for target in safety.targets] == [Decimal("0.9")]


def test_an_alias_is_added_to_the_shipped_ones(tmp_path: Path) -> None:
    """Adding the clinic's word must not make it forget the usual ones."""
    table = '[[indicators]]\ncode = "safety"\naliases = ["平安指数"]\n'
    safety = load_catalogue(write(tmp_path, indicators=table)).indicators["safety"]
    assert {"平安指数", "安全质量"} <= set(safety.aliases)


def test_a_new_indicator_is_added(tmp_path: Path) -> None:
    """Direction, weight and parent may be left out; the rest it must say."""
    table = """
[[indicators]]
code = "waiting"
name = { zh = "候诊超时率", en = "Waited too long" }
counting_unit = { zh = "人次", en = "visits" }
count = "items"
basis = "sample"
direction = "lower"
targets = [{ valid_from = 2026-01-01, value = 0.05 }]
source = "质控会决议"
owner = { zh = "客服部", en = "Customer service" }
review = 2027-01-01
"""
    catalogue = load_catalogue(write(tmp_path, indicators=table))
    assert len(catalogue.indicators) == len(load_catalogue().indicators) + 1
    assert catalogue.indicators["waiting"].direction == "lower"


def test_a_checklist_of_the_same_code_replaces_the_shipped_one(tmp_path: Path) -> None:
    """No line of the shipped list may linger in the clinic's own."""
    catalogue = load_catalogue(write(tmp_path, ours=CHECKLIST.format(code="disinfection")))
    assert [item.code for item in catalogue.checklists["disinfection"].items] == ["lift"]
    assert catalogue.checklists.keys() == load_catalogue().checklists.keys()


def test_a_new_checklist_is_added_and_matches(tmp_path: Path) -> None:
    catalogue = load_catalogue(write(tmp_path, ours=CHECKLIST.format(code="disinfection_public")))
    assert len(catalogue.checklists) == len(load_catalogue().checklists) + 1
    match = match_items(catalogue.checklists["disinfection_public"], ["电梯 每周紫外线消毒。"])[0]
    assert match.item is not None and match.item.code == "lift"


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    """Windows' editor puts a byte order mark before the first key."""
    extra = write(tmp_path)
    text = '[[indicators]]\ncode = "safety"\nweight = 3\n'
    (extra / "indicators.toml").write_bytes(text.encode("utf-8-sig"))
    assert load_catalogue(extra).indicators["safety"].weight == 3


def test_a_folder_with_indicators_alone_is_enough_and_notes_beside_are_left_alone(
    tmp_path: Path,
) -> None:
    """A clinic changes one target and keeps its minutes next to the file."""
    extra = tmp_path / "standards"
    extra.mkdir()
    (extra / "indicators.toml").write_text('[[indicators]]\ncode = "safety"\nweight = 3\n')
    assert load_catalogue(extra).indicators["safety"].weight == 3
    (extra / "checklists").mkdir()
    (extra / "checklists" / "质控会记录.txt").write_text("不是标准", encoding="utf-8")
    assert load_catalogue(extra).checklists == load_catalogue().checklists


def test_items_may_be_written_as_one_list(tmp_path: Path) -> None:
    """TOML has two ways to write tables; a clinic may use either."""
    head, item = CHECKLIST.format(code="ours").split("[[items]]")
    inline = "items = [{" + ", ".join(item.strip().splitlines()) + "}]\n"
    ours = load_catalogue(write(tmp_path, ours=head + inline)).checklists["ours"]
    assert [(item.code, item.text.of("en")) for item in ours.items] == [
        ("lift", "Lift disinfected by ultraviolet weekly")
    ]
    assert ours.name.of("zh") == "本院消毒隔离检查表"


def test_none_says_that_no_target_is_set_from_a_day_on(tmp_path: Path) -> None:
    """The first target of an indicator would else judge all the months before it."""
    table = (
        '[[indicators]]\ncode = "cleaning_frequency"\ntargets = [\n'
        '  { valid_from = 2022-01-01, value = "none" }, { valid_from = 2027-01-01, value = 0.9 },\n]\n'
    )
    known = load_catalogue(write(tmp_path, indicators=table)).indicators["cleaning_frequency"]
    assert known.target_on(dt.date(2026, 12, 31)) is None
    assert known.target_on(dt.date(2020, 1, 1)) is None
    assert known.target_on(dt.date(2027, 1, 1)) == Decimal("0.9")
