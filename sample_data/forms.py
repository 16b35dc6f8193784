"""Which checklist is filled in where, by whom and how often, and how well it goes: data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sample_data import story

Layout = Literal["rooms", "subjects", "days", "daily", "rows", "entries", "list"]
"""Rooms, persons or charts, or days across; the days of the month across; a day a row, items across;
an item a row; an item a row with rooms merged over theirs."""

DOCTORS = ("方静怡", "顾承泽", "林书豪")
CONSULTANTS = ("叶文心", "宋佳宁", "江若溪")
FRONT_DESK = ("唐雨薇", "夏欣然", "白洛宁")
GUARDS = ("马志强", "石国栋")


@dataclass(frozen=True)
class Form:
    """A checklist as one sheet. `who` are rooms or persons across; without them `times` charts, days or
    entries. `every` so many months, the `first` of them counted from January. `fails` of a hundred
    marks, on average of the year; `seldom` are items that hardly ever apply, `sheet` its name where
    that of the checklist would not do, `by` who checks where it is always the same."""

    code: str
    layout: Layout
    who: tuple[str, ...] = ()
    unit: str = ""
    label: str = ""
    times: int = 1
    every: int = 1
    first: int = 0
    fails: float = 2.0
    going: story.Going = "steady"
    seldom: tuple[str, ...] = ()
    sheet: str = ""
    by: str = ""


@dataclass(frozen=True)
class Book:
    """A workbook: who checks, and its forms."""

    by: tuple[str, ...]
    forms: tuple[Form, ...]


CHART = "病历号"
NURSE = "护士姓名"
_CARE = (
    Form("five-rounds", "rows", times=31, fails=0.2, by=story.HEAD_NURSE),
    Form("spot-check", "days", times=8, fails=0.6),
    Form("quality-service", "rooms", ("注射室", "皮肤护理室", "前台"), fails=1),
    Form("adverse-review", "entries", fails=0, sheet="不良事件月评", seldom=("av_death", "av_injury")),
    Form("communication", "rooms", ("咨询室", "注射室", "光电治疗室", "皮肤护理室"), fails=8),
    Form("care-skin", "subjects", ("赵倩", "冯璐", "何静"), "皮肤护理室", NURSE, fails=3),
    Form("care-injection", "subjects", unit="注射室", label=CHART, times=3, fails=2),
    Form("care-laser", "subjects", unit="光电治疗室", label=CHART, times=3, fails=9, going="improving"),
    Form("care-monitoring", "list", ("手术室", "光电治疗室"), every=2, fails=2),
    Form("care-recovery", "subjects", unit="恢复观察室", label=CHART, times=3, every=2, first=1, fails=4),
    Form("focus-basic-nursing", "rooms", ("恢复观察室", "手术室"), every=6, first=0, fails=3),
    Form("focus-verification", "rooms", ("注射室", "手术室", "治疗室"), every=6, first=1, fails=3),
    Form("focus-handover", "rooms", ("手术室", "恢复观察室"), every=6, first=2, fails=6),
    Form("focus-first-aid", "subjects", ("孙雅琴", "韩雪", "沈悦", "许文君"), "治疗室", NURSE, every=6, first=3, fails=8, going="improving"),
    Form("focus-routines", "rooms", ("皮肤护理室", "光电治疗室", "换药室"), every=6, first=4, fails=4),
    Form("focus-documents", "rooms", ("手术室", "注射室", "光电治疗室"), every=6, first=5, fails=2),
    Form("ten-knows", "subjects", ("吴佳怡", "郑海霞", "蒋梦洁", "罗佳"), label=NURSE, every=2, fails=7, going="improving"),
    Form("training-plan", "entries", every=3, fails=5),
    Form("nurse-grades", "subjects", ("赵倩", "杨思思", "韩雪", "许文君"), label=NURSE, every=3, first=1, fails=1),
    Form("management-system", "rooms", ("治疗室", "手术室", "前台"), every=3, first=2, fails=1),
)  # fmt: skip
_INFECTION = (
    Form("cleaning-daily", "daily", fails=0.4),
    Form("cleaning-lift-uv", "entries", times=5, fails=0, sheet="电梯紫外线"),
    Form("cleaning-floor-wash", "entries", times=2, fails=3, sheet="地面冲洗"),
    Form("cleaning-fogging", "entries", fails=0, sheet="喷雾消杀"),
    Form("cleaning-all-staff", "entries", fails=5, sheet="全员保洁"),
    Form("hand-hygiene", "subjects", ("赵倩", "吴佳怡", "杨思思", "罗佳"), label=NURSE, fails=4, going="improving"),
    Form("one-use", "rooms", ("皮肤护理室", "光电治疗室", "注射室"), fails=0.8),
    Form("sterilisation", "days", unit="消毒供应室", times=4, fails=0.1),
    Form("medical-waste", "rooms", ("换药室", "治疗室", "手术室"), every=2, fails=1.2),
    Form("staff-protection", "rooms", ("光电治疗室", "手术室", "注射室"), every=3, first=1, fails=6, going="slipping"),
    Form("tidiness", "rooms", ("前台", "咨询室", "恢复观察室"), fails=3),
)  # fmt: skip
_PLASTIC = ("pl_ecg", "pl_admission", "pl_breast", "pl_jaw")
_TESTS = ("coagulation_four", "ecg", "breast_ultrasound", "face_ct", "fasting", "positive")
_MEDICAL = (
    Form("case-folder-plastic", "subjects", unit="手术室", label=CHART, times=3, fails=0.4, seldom=_PLASTIC),
    Form("case-folder-skin", "subjects", unit="光电治疗室", label=CHART, times=3, fails=0.8),
    Form("case-folder-injection", "subjects", unit="注射室", label=CHART, times=3, fails=1),
    Form("case-folder-dental", "subjects", label=CHART, times=2, every=2, fails=1),
    Form("informed-consent", "subjects", unit="手术室", label=CHART, times=3, every=2, first=1, fails=0.6),
    Form("preoperative-tests", "subjects", unit="手术室", label=CHART, times=2, every=2, fails=1.5, seldom=_TESTS),
    Form("surgical-safety", "subjects", unit="手术室", label=CHART, times=4, fails=0.2),
    Form("reaction-response", "list", ("注射室", "光电治疗室"), label=CHART, every=2, fails=5, going="improving"),
    Form("controlled-drugs", "days", unit="手术室", times=2, every=2, first=1, fails=0.3),
    Form("product-tracing", "subjects", unit="注射室", label=CHART, times=3, every=2, fails=2),
    Form("safety-rounds", "list", ("治疗室", "光电治疗室", "手术室", "恢复观察室"), fails=2),
    Form("device-management", "rooms", ("光电治疗室", "手术室", "消毒供应室"), every=3, first=1, fails=4),
    Form("device-operators", "subjects", ("冯璐", "蒋梦洁", "何静"), "光电治疗室", "操作人员姓名", every=3, first=2, fails=4),
    Form("doctor-conduct", "subjects", DOCTORS, label="医生姓名", fails=0.7),
    Form("doctor-qualification", "subjects", DOCTORS, label="医生姓名", every=6, first=3, fails=0),
    Form("readiness", "entries", every=3, first=1, fails=12, going="improving"),
)  # fmt: skip
_OFFICE = (
    Form("courtesy", "rooms", ("前台", "咨询室", "皮肤护理室"), fails=2),
    Form("front-desk-appearance", "subjects", FRONT_DESK, "前台", "姓名", fails=0.8),
    Form("front-desk-conduct", "subjects", FRONT_DESK, "前台", "姓名", fails=2.5),
    Form("consultant-conduct", "subjects", CONSULTANTS, "咨询室", "姓名", fails=2, going="slipping"),
    Form("guard-conduct", "subjects", GUARDS, label="姓名", every=2, fails=1),
    Form("service-flow", "subjects", label="顾客编号", times=2, every=2, fails=2),
    Form("reception", "subjects", label="顾客编号", times=2, every=2, first=1, fails=2),
    Form("customer-file", "subjects", unit="前台", label="档案号", times=3, fails=0.5),
    Form("customer-contact", "days", times=5, fails=4),
    Form("complaint-handling", "subjects", label="投诉编号", times=2, every=2, fails=5, going="improving"),
    Form("word-of-mouth", "entries", fails=5),
    Form("service-star", "entries", fails=1),
    Form("must-know", "subjects", ("唐雨薇", "叶文心", "沈悦", "马志强"), label="员工姓名", every=3, first=2, fails=8, going="improving"),
    Form("meetings", "entries", fails=4),
    Form("promotion", "entries", every=2, fails=6, going="improving"),
    Form("finance", "entries", every=3, first=1, fails=1),
    Form("privacy", "entries", every=3, first=1, fails=3),
)  # fmt: skip
BOOKS: Mapping[str, Book] = {
    "护理专项检查": Book(story.INSPECTORS, _CARE),
    "感控与清洁检查": Book(("李敏", "周婷"), _INFECTION),
    "医疗与设备核查": Book(("陈晓燕", "周婷"), _MEDICAL),
    "服务与行政检查": Book(("王丽", "陈晓燕"), _OFFICE),
}
