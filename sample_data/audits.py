"""The six workbooks of a month: which checks are made, by whom, on which day, and how they are laid out."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qc.catalogue.model import Catalogue, Checklist, Item
from sample_data import CLINIC, story
from sample_data.marks import Mark, Outcome
from sample_data.sheets import CheckList, Column, Matrix

DAILY = (
    ("环境清洁", "surfaces"), ("环境清洁", "floors"), ("环境清洁", "air"),
    ("手卫生", "hand_hygiene_supplies"), ("手卫生", "hand_hygiene"), ("手卫生", "nails_jewellery"),
    ("无菌物品", "sterile_packs"), ("无菌物品", "opened_sterile"), ("无菌物品", "opened_antiseptic"),
    ("医疗废物", "disinfectant_concentration"), ("医疗废物", "waste_sorting"), ("医疗废物", "sharps_box"),
)  # fmt: skip
SPOT = ("hand_hygiene", "high_touch", "disinfectant_concentration", "sterile_storage", "zoning",
        "aseptic_technique", "between_customers", "waste_sorting")  # fmt: skip
CONDUCT = {
    "service": ("服务质量检查明细", ("主动问候并微笑接待", "解释项目及注意事项到位", "等候超时主动说明", "保护顾客隐私", "送别并预约下次时间")),
    "safety": ("安全质量检查明细", ("操作前核对姓名与项目", "激光防护用具齐备", "防跌倒标识与地面干燥", "用电及消防通道安全", "高值设备专人管理")),
    "management_system": ("管理制度检查明细", ("岗位职责与制度上墙可查", "交接班登记完整", "培训签到与考核齐全", "设备维护登记及时")),
}  # fmt: skip


@dataclass(frozen=True)
class Audit:
    """One workbook: its name, the indicator it feeds, its sheets."""

    file: str
    sheets: Sequence[tuple[str, Matrix | CheckList]]  # with the indicator of each


def month_of_audits(catalogue: Catalogue, month: dt.date, rng: random.Random) -> list[Audit]:
    """All workbooks of one month."""
    name = f"{month:%Y-%m}"
    lists = catalogue.checklists
    return [
        Audit(f"{name} 消毒隔离每日自查表.xlsx", _daily(lists["disinfection"], month, rng)),
        Audit(f"{name} 消毒隔离每周抽查表.xlsx", _spot(lists["disinfection"], month, rng)),
        Audit(f"{name} 护理文书质量检查表.xlsx", _documents(lists["documents"], month, rng)),
        Audit(f"{name} 急救药品每周检查表.xlsx", _drugs(lists["emergency"], month, rng)),
        Audit(f"{name} 护士仪容仪表检查表.xlsx", _appearance(lists["appearance"], month, rng)),
        Audit(f"{name} 服务安全制度检查明细.xlsx", _conduct(month, rng)),
    ]


def _daily(checklist: Checklist, month: dt.date, rng: random.Random) -> list[tuple[str, Matrix]]:
    items = [(category, _alias(checklist, code)) for category, code in DAILY]
    codes = dict(zip([text for _, text in items], [code for _, code in DAILY], strict=True))
    sheets = []
    for unit in ("治疗室", "换药室", "注射室"):
        columns = [_day_column(day, unit, codes, rng) for day in story.days_of(month)]
        sheets.append(("disinfection", Matrix(
            name=unit, title="消毒隔离质量每日自查表",
            strip=(f"科室：{unit}", f"日期：{month.year}年{month.month}月", "感控护士：周  婷"),
            items=items, columns=columns, header_label="检 查 日 期", tally="合格\n次数",
            foot_label="检查人签名",
            notes="说明：合格打“√”，不合格打“×”，当日无此项打“/”。周一休诊。          护士长签名：王丽",
        )))  # fmt: skip
    return sheets


def _day_column(day: dt.date, unit: str, codes: dict[str, str], rng: random.Random) -> Column:
    if not story.is_open(day):
        return Column((day.day,), {})
    inspector = rng.choice(("李敏", "周婷"))
    marks = {
        text: Mark(day, unit, text, _outcome(rng, story.disinfection_fails(rng, code, unit, day),
                   0.03 if code == "sterile_packs" else 0.0), inspector)
        for text, code in codes.items()
    }  # fmt: skip
    return Column((day.day,), marks, inspector)


def _spot(checklist: Checklist, month: dt.date, rng: random.Random) -> list[tuple[str, Matrix]]:
    units = [unit for unit in story.UNITS if unit not in ("治疗室", "换药室", "注射室", "咨询室")]
    texts = {_alias(checklist, code): code for code in SPOT}
    sheets = []
    for number, day in enumerate(_twice_a_week(month, rng), start=1):
        inspector = rng.choice(story.INSPECTORS)
        columns = [
            Column((unit,), {
                text: Mark(day, unit, text, _outcome(rng, story.disinfection_fails(rng, code, unit, day),
                           0.15 if unit == "前台" else 0.0), inspector)
                for text, code in texts.items()
            })
            for unit in units
        ]  # fmt: skip
        sheets.append(("disinfection", Matrix(
            name=f"第{number}次", title="消毒隔离质量抽查表",
            strip=(f"检查日期：{day.year}年{day.month}月{day.day}日", "检查类型：不定期抽查", f"检查者：{inspector}"),
            items=[("抽查项目", text) for text in texts], columns=columns, item_label="检查项目",
            notes="说明：合格打“√”，不合格打“×”，不涉及打“/”。",
        )))  # fmt: skip
    return sheets


def _documents(
    checklist: Checklist, month: dt.date, rng: random.Random
) -> list[tuple[str, Matrix]]:
    texts = {_alias(checklist, item.code): item.code for item in checklist.items}
    sheets = []
    for number, day in enumerate(_weekdays(month, 3)[:4], start=1):
        unit = ("手术室", "注射室", "光电治疗室", "皮肤护理室")[number - 1]
        columns = []
        for chart in sorted(rng.sample(range(1000, 9999), 10)):
            subject = f"YQ{month:%y%m}{chart}"
            marks = {
                text: Mark(day, unit, text, _outcome(rng, story.document_fails(rng, code, day),
                           0.08 if code in ("item_count", "product_trace") else 0.0), "陈晓燕", subject)
                for text, code in texts.items()
            }  # fmt: skip
            columns.append(Column((subject,), marks))
        sheets.append(("documents", Matrix(
            name=f"第{number}周", title=f"{month.year}年{month.month}月护理文书质量检查表",
            strip=(f"科室：{unit}", f"检查日期：{day:%Y.%m.%d}", "检查者：陈晓燕"),
            items=[("文书书写", text) for text in texts], columns=columns, header_label="病历号",
            item_label="评价标准", notes="注：符合打“√”，不符合打“×”，不涉及打“/”。",
        )))  # fmt: skip
    return sheets


def _drugs(checklist: Checklist, month: dt.date, rng: random.Random) -> list[tuple[str, Matrix]]:
    items = checklist.items[:26]
    sheets = []
    for unit in ("手术室", "治疗室"):
        columns = []
        for day in _weekdays(month, 4):
            marks = {
                item.text.zh: Mark(day, unit, item.text.zh,
                                   _outcome(rng, story.drug_fails(rng, item.code, unit, day), 0.0), "王丽")
                for item in items
            }  # fmt: skip
            columns.append(
                Column(
                    (day,) if unit == "手术室" else (f"{day.month}月{day.day}日",), marks, "王丽"
                )
            )
        sheets.append(("emergency", Matrix(
            name=f"{unit}抢救车", title="急救药品检查登记表",
            strip=(f"科室：{unit}", f"{month.year}年{month.month}月"),
            items=[("抢救车", item.text.zh) for item in items], columns=columns,
            header_label="检查日期", item_label="药品名称", foot_label="清点人",
            notes="说明：账物相符且在有效期内打“√”，否则打“×”。合格打“√”，不合格打“×”。",
        )))  # fmt: skip
    return sheets


def _appearance(
    checklist: Checklist, month: dt.date, rng: random.Random
) -> list[tuple[str, Matrix]]:
    texts = {_alias(checklist, item.code): item.code for item in checklist.items}
    sheets = []
    for day in _weekdays(month, 2)[:4]:
        people = rng.sample(story.NURSES, 9)
        columns = [
            Column((person,), {
                text: Mark(day, CLINIC, text,
                           _outcome(rng, story.uniform_fails(rng, code, person, day), 0.0), "王丽", person)
                for text, code in texts.items()
            })
            for person in people
        ]  # fmt: skip
        sheets.append(("appearance", Matrix(
            name=f"{day.month}.{day.day}", title="护士仪容仪表检查表",
            strip=(f"检查日期：{day.year}-{day.month}-{day.day}", "检查者：王丽"),
            items=[("仪表", text) for text in texts], columns=columns, header_label="护士姓名",
            notes="说明：合格打“√”，不合格打“×”。",
        )))  # fmt: skip
    return sheets


def _conduct(month: dt.date, rng: random.Random) -> list[tuple[str, CheckList]]:
    sheets: list[tuple[str, CheckList]] = []
    for indicator, (title, items) in CONDUCT.items():
        marks = [
            Mark(day, unit, item,
                 _outcome(rng, story.conduct_fails(rng, indicator, unit), 0.02), inspector)
            for unit in rng.sample(story.UNITS, 6)
            for day, inspector in [(rng.choice(_open_days(month)), rng.choice(story.INSPECTORS))]
            for item in items
        ]  # fmt: skip
        sheets.append((indicator, CheckList(
            name=title[:4], title=title, subtitle=f"护理部汇总  {month.year}年{month.month}月",
            marks=marks, dates=[_spelt(mark.date, rng) for mark in marks],
            instructions=() if sheets else (
                "1. 检查日期请按 2026-3-5 格式填写。", "2. 检查结果只填：合格 / 不合格 / 不适用。",
                "3. 每月5日前交护理部。",
            ),
        )))  # fmt: skip
    return sheets


def _outcome(rng: random.Random, fails: bool, na: float) -> Outcome:
    if rng.random() < na:
        return "na"
    return "fail" if fails else "pass"


def _alias(checklist: Checklist, code: str) -> str:
    """The wording that sheets use: the item's first alias, or its text."""
    item: Item = next(item for item in checklist.items if item.code == code)
    return item.aliases[0] if item.aliases else item.text.zh


def _spelt(day: dt.date, rng: random.Random) -> object:
    spellings: tuple[Callable[[], object], ...] = (
        lambda: dt.datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a cell has no zone
        lambda: f"{day.year}-{day.month}-{day.day}",
        lambda: f"{day:%Y%m%d}",
        lambda: f"{day.year}年{day.month}月{day.day}日",
        lambda: (day - dt.date(1899, 12, 30)).days,
    )
    return rng.choice(spellings)()


def _open_days(month: dt.date) -> list[dt.date]:
    return [day for day in story.days_of(month) if story.is_open(day)]


def _weekdays(month: dt.date, weekday: int) -> list[dt.date]:
    return [day for day in story.days_of(month) if day.weekday() == weekday]


def _twice_a_week(month: dt.date, rng: random.Random) -> list[dt.date]:
    weeks: dict[int, list[dt.date]] = {}
    for day in _open_days(month):
        weeks.setdefault(day.isocalendar().week, []).append(day)
    picked = [day for days in weeks.values() for day in rng.sample(days, min(2, len(days)))]
    return sorted(picked)[:8]
