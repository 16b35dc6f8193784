"""Disinfection: three rooms check themselves daily, the others are looked at twice a week."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from qc.catalogue.model import Checklist
from sample_data import habits, story
from sample_data.marks import Mark
from sample_data.sheets import Column, Matrix

DAILY = (
    ("环境清洁", "surfaces"), ("环境清洁", "floors"), ("环境清洁", "air"),
    ("手卫生", "hand_hygiene_supplies"), ("手卫生", "hand_hygiene"), ("手卫生", "nails_jewellery"),
    ("无菌物品", "sterile_packs"), ("无菌物品", "opened_sterile"), ("无菌物品", "opened_antiseptic"),
    ("消毒与医废", "disinfectant_concentration"), ("消毒与医废", "waste_sorting"), ("消毒与医废", "sharps_box"),
)  # fmt: skip
SPOT = (
    ("手卫生", "hand_hygiene"), ("环境物表", "high_touch"), ("环境物表", "disinfectant_concentration"),
    ("无菌物品", "sterile_storage"), ("无菌操作", "zoning"), ("无菌操作", "aseptic_technique"),
    ("无菌操作", "between_customers"), ("医疗废物", "waste_sorting"),
)  # fmt: skip
DAILY_UNITS = ("治疗室", "换药室", "注射室")
SPOT_UNITS = tuple(unit for unit in story.UNITS if unit not in (*DAILY_UNITS, "咨询室"))
NA = {("sterile_packs", unit): 0.03 for unit in DAILY_UNITS} | {
    (code, "前台"): 0.5 for code in ("sterile_storage", "aseptic_technique")
}

Codes = Mapping[str, str]  # code of an item by the text that the sheet has for it


def daily(checklist: Checklist, month: dt.date, rng: random.Random) -> list[Matrix]:
    """A sheet a room, its days across."""
    items = [(category, habits.alias(checklist, code)) for category, code in DAILY]
    codes = {text: code for (_, text), (_, code) in zip(items, DAILY, strict=True)}
    sheets = []
    for unit in DAILY_UNITS:
        columns = [_day(day, unit, codes, rng) for day in story.days_of(month)]
        sheets.append(
            Matrix(
                name=unit,
                title="消毒隔离质量每日自查表",
                strip=(f"科室：{unit}", f"日期：{month.year}年{month.month}月", "感控护士：周  婷"),
                items=items,
                columns=columns,
                header_label="检 查 日 期",
                tally="合格\n次数",
                remark_label="存在问题及整改",
                remarks=_remarks(codes, columns),
                foot_label="检查人签名",
                notes="说明：合格打“√”，不合格打“×”，当日无此项打“/”。周一休诊。          护士长签名：王丽",
                shade="#DDEBF7",
            )
        )
    return sheets


def _day(day: dt.date, unit: str, codes: Codes, rng: random.Random) -> Column:
    if not story.is_open(day):
        return Column(day.day, {})
    inspector = rng.choice(("李敏", "周婷"))
    return Column(day.day, _marks(day, unit, codes, inspector, rng), inspector)


def _marks(
    day: dt.date, unit: str, codes: Codes, inspector: str, rng: random.Random
) -> dict[str, Mark]:
    strain = story.strain(rng)

    def mark(text: str, code: str) -> Mark:
        fails = story.disinfection_fails(rng, code, unit, day, strain)
        result = habits.outcome(rng, fails, NA.get((code, unit), 0.0))
        return Mark(day, unit, text, result, inspector)

    return {text: mark(text, code) for text, code in codes.items()}


def _remarks(codes: Codes, columns: list[Column]) -> dict[str, str]:
    notes = {
        text: habits.remark(code, (c.marks[text] for c in columns if c.marks))
        for text, code in codes.items()
    }
    return {text: note for text, note in notes.items() if note}


def spot(checklist: Checklist, month: dt.date, rng: random.Random) -> list[Matrix]:
    """A sheet a spot check, its rooms across."""
    items = [(category, habits.alias(checklist, code)) for category, code in SPOT]
    codes = {text: code for (_, text), (_, code) in zip(items, SPOT, strict=True)}
    sheets = []
    for number, day in enumerate(habits.twice_a_week(month, rng), start=1):
        inspector = rng.choice(story.INSPECTORS)
        sheets.append(
            Matrix(
                name=f"第{number}次",
                title="消毒隔离质量抽查表",
                strip=(
                    f"检查日期：{day.year}年{day.month}月{day.day}日",
                    "检查类型：不定期抽查",
                    f"检查者：{inspector}",
                ),
                items=items,
                columns=[
                    Column(story.written(unit, inspector), _marks(day, unit, codes, inspector, rng))
                    for unit in SPOT_UNITS
                ],
                header_label="受检科室",
                item_label="检查项目",
                notes="说明：合格打“√”，不合格打“×”，不涉及打“/”。",
                shade="#E2EFDA",
            )
        )
    return sheets
