"""A hand-made report: small, with every case that a sheet must know how to show."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

from qc.analysis.answers import Point, Scorecard, ScoreLine
from qc.analysis.periods import Period
from qc.catalogue.model import Indicator, Target, Text
from qc.reports.content import (
    ChecklistLine,
    ChecklistSheet,
    Conclusion,
    ExpiryLine,
    ExpirySheet,
    FailingItem,
    HeldBack,
    Method,
    RegisterLine,
    RegisterReview,
    Report,
    Restatement,
    SourceFile,
    TrendChart,
    TrendMonth,
    UnitRate,
)
from qc.reports.improvement.content import (
    CycleLine,
    CycleSheet,
    FindingLine,
    FindingSheet,
    KeptLine,
    KeptSheet,
    NotDoneLine,
)
from qc.words import Basis, Severity, State, Verdict

NAN = math.nan
MONTH = Period(dt.date(2026, 10, 1))
FORMULA_TEXT = '=HYPERLINK("http://example.invalid","看")'


def indicator(code: str, name: str, target: str, **more: object) -> Indicator:
    day = dt.date(2026, 1, 1)
    return Indicator(
        code=code,
        name=Text(zh=name, en=code),
        counting_unit=Text(zh="项次", en="items"),
        count="items",
        targets=(Target(valid_from=day, value=Decimal(target)),),
        source="质量目标",
        owner=Text(zh="护理部", en="nursing"),
        review=day,
        **{"basis": Basis.SAMPLE, **more},
    )


def score_line(
    known: Indicator, now: tuple[int, int], before: tuple[int, int], verdict: Verdict, state: State,
    interval: tuple[float, float] = (NAN, NAN),
) -> ScoreLine:  # fmt: skip
    passed, checked = now
    rate = passed / checked if checked else NAN
    previous = before[0] / before[1] if before[1] else NAN
    return ScoreLine(
        indicator=known, checked=checked, passed=passed, rate=rate, lower=interval[0],
        upper=interval[1], target=float(known.targets[0].value), verdict=verdict, state=state,
        needed=NAN, vouched=NAN, previous_rate=previous, movement=(rate - previous) * 100,
        history=history(before, now), missed_periods=0, worst_unit=None,
    )  # fmt: skip


def history(before: tuple[int, int], now: tuple[int, int]) -> tuple[Point, ...]:
    """Twelve months: ten like the one before, one without data among them, then the last two."""
    counts = [before] * 10 + [before, now]
    counts[3] = (0, 0)
    return tuple(
        Point(MONTH.shift(n - 11), checked, passed, passed / checked if checked else NAN)
        for n, (passed, checked) in enumerate(counts)
    )


def trend(line: ScoreLine, sentence: str) -> TrendChart:
    rates = [point.rate for point in line.history if not math.isnan(point.rate)]
    centre = sum(rates) / len(rates)
    months = tuple(
        TrendMonth(p.period.start, p.checked, p.passed, p.rate, centre, centre - 0.03, min(1, centre + 0.03), line.target)
        for p in line.history
    )  # fmt: skip
    known = line.indicator
    pooled = not line.is_parent
    return TrendChart(known.code, known.name.zh, sentence, "p 控制图", pooled, months)


DISINFECTION = indicator("disinfection", "消毒隔离", "1", parent="service_quality")
DOCUMENTS = indicator("documents", "护理文书", "0.95", parent="service_quality")
DRUGS = indicator("emergency", "急救药品", "1", basis=Basis.CENSUS)
QUALITY = indicator("service_quality", "护理服务质量", "0.95")
SAFETY = indicator("safety", "护理安全", "0.95")

LINES = (
    score_line(DISINFECTION, (312, 319), (315, 320), Verdict.MISSED, State.MISSED, (0.955, 0.989)),
    score_line(DOCUMENTS, (9496, 10000), (948, 1000), Verdict.MISSED, State.MISSED_SO_FAR, (0.945, 0.953)),
    score_line(DRUGS, (44, 44), (43, 44), Verdict.MET, State.MET),
    score_line(SAFETY, (0, 0), (0, 0), Verdict.NONE, State.NO_DATA),
)  # fmt: skip


def parent_line() -> ScoreLine:
    rate = (312 / 319 + 9496 / 10000) / 2
    previous = (315 / 320 + 948 / 1000) / 2
    points = tuple(
        Point(a.period, a.checked + b.checked, a.passed + b.passed, (a.rate + b.rate) / 2)
        for a, b in zip(LINES[0].history, LINES[1].history, strict=True)
    )
    return ScoreLine(
        indicator=QUALITY, checked=10319, passed=9808, rate=rate, lower=NAN, upper=NAN, target=0.95,
        verdict=Verdict.MISSED, state=State.MISSED, needed=NAN, vouched=NAN, previous_rate=previous,
        movement=(rate - previous) * 100, history=points, missed_periods=2, worst_unit=None,
        children=2, children_rated=2, children_met=0,
    )  # fmt: skip


def unit_rate(unit: str, known: Indicator, passed: int, checked: int, state: State) -> UnitRate:
    name, target = known.name.zh, float(known.targets[0].value)
    met = state in (State.MET, State.MET_SO_FAR)
    verdict = Verdict.MET if met else Verdict.MISSED
    return UnitRate(
        unit, known.code, name, "项次", checked, passed, passed / checked, target, verdict, state
    )


def report() -> Report:
    """One month of a clinic: missed, narrowly missed, met in full, without data, and a parent."""
    lines = (parent_line(), *LINES)
    failures = [
        ("治疗室物品定位放置，标识清楚，无菌物品与非无菌物品分开存放", 9),
        (FORMULA_TEXT, 5),
        ("@手卫生", 2),
    ]
    total, running, failing = sum(n for _, n in failures), 0, []
    for item, count in failures:
        failing.append(
            FailingItem(item, "消毒隔离", count, 40, count / total, (running + count) / total, running / total < 0.8)
        )  # fmt: skip
        running += count
    return Report(
        clinic="示例 & 医美门诊部",
        period=MONTH,
        title="质控月报 2026年10月",
        made_on=dt.date(2026, 11, 2),
        version="0.1.0",
        conclusions=(
            Conclusion("总体", "4项有数据的指标中1项达标；消毒隔离97.8%，目标100%，连续2个月未达标。"),
            Conclusion("变化", "护理文书94.96%，比上月上升0.2个百分点；消毒隔离97.8%，下降0.6个百分点，主要在换药室。"),
            Conclusion("要做", "先解决“治疗室物品定位放置”（9次，占56%）；2处工作簿待更正。"),
        ),
        scorecard=Scorecard(MONTH, None, lines, 0.99, 3, 2),
        trends=tuple(trend(line, f"{line.indicator.name.zh}：连续2个月未达标") for line in lines[:4]),
        units=(
            unit_rate("治疗室", DISINFECTION, 100, 100, State.MET),
            unit_rate("换药室", DISINFECTION, 212, 219, State.MISSED),
            unit_rate("+换药室", DOCUMENTS, 9496, 10000, State.MISSED),
            unit_rate("光电治疗室", DOCUMENTS, 10, 10, State.MET_SO_FAR),
            unit_rate("光电治疗室", DISINFECTION, 6, 7, State.MISSED_SO_FAR),
        ),
        failing=tuple(failing),
        failing_sentence="2个条目占全部问题的88%",
        units_sentence="换药室消毒隔离最低：96.8%，目标100%",
        held_back=(
            HeldBack(Severity.ERROR, "待更正", "10月.xlsx", "治疗室", "C7", "=1+1", "“=1+1”不是程序认识的标记。", "请改为√或×后重新导入。"),
            HeldBack(Severity.WARNING, "请核对", "-护理文书.xlsx", "Sheet1", "D9", "", "此项未填。", ""),
        ),
        sources=(SourceFile("10月.xlsx", "ab" * 32, "2026-11-01 09:30", 31),),
        methods=(Method("消毒隔离", "项次：合格项次÷检查项次", 1.0, dt.date(2026, 1, 1), "质量目标"),),
        findings=findings(),
        cycles=cycles(),
        kept=kept(),
        checklists=checklists(),
        expiring=expiring(),
        registers=registers(),
        restatements=(Restatement(MONTH.shift(-1), "safety", "护理安全", "95.0 %（19/20）", "90.0 %（18/20）", "=9月.xlsx：19/20 → 18/20"),),
        frozen="2026-11-05 由 =李敏 冻结",
    )  # fmt: skip


def checklists() -> ChecklistSheet:
    """One that gives points, one that gives none, one of which nothing could be counted."""
    lines = (
        ChecklistLine("换药室", "documents", "护理文书书写质量评分标准", 20, 2000.0, 1893.5, 1893.5 / 2000, 20, 19, 0.95),
        ChecklistLine("=换药室", "disinfection", "消毒隔离检查表", 31, NAN, NAN, NAN, 319, 312, 312 / 319),
        ChecklistLine("治疗室", "spot-check", "@专项检查", 1, NAN, NAN, NAN, 0, 0, NAN),
    )  # fmt: skip
    return ChecklistSheet("2个科室用3种检查表检查了52次。", lines)


def expiring() -> ExpirySheet:
    day = dt.date(2026, 10, 30)
    lines = (
        ExpiryLine("肾上腺素 1mg", "换药室", "抢救车2号", "=B12", dt.date(2026, 10, 31), -2, 3, 5, day),
        ExpiryLine("+利多卡因", "治疗室", "", "", dt.date(2026, 12, 1), 29, None, None, day),
    )  # fmt: skip
    return ExpirySheet("已过期1种，近效期1种。", "截至2026-11-02", lines)


def registers() -> tuple[RegisterReview, ...]:
    lines = (
        RegisterLine("", "例数", "3", "2", "+1"),
        RegisterLine("科室: =换药室", "例数", "1", "0", "+1"),
    )
    return (
        RegisterReview("不良事件", ("10月上报不良事件3例，上月2例。", "全部已结案。"), lines),
        RegisterReview("随访", ("没有收到随访表。",), ()),
    )


def findings() -> FindingSheet:
    """One that is overdue, its texts like formulas, and one that was put right."""
    day, done = dt.date(2026, 10, 5), dt.date(2026, 10, 12)
    lines = (
        FindingLine(
            day, "+换药室", FORMULA_TEXT, 7, 20, "严重", 3, "料 · 备货不足", "=1+1", "李敏",
            done, True, "逾期未完成", None, "",
        ),
        FindingLine(
            day, "治疗室", "@手卫生", 1, 40, "一般", 1, "", "", "", done, False, "按时整改", done, "合格",
        ),
    )  # fmt: skip
    return FindingSheet(
        "本月跟踪的存在问题2个：逾期未完成1、按时整改1。", "未列入：只作统计的3", lines
    )


def cycles() -> CycleSheet:
    line = CycleLine(
        "2026-01", "=换药室手卫生", "换药室", "李敏", "检查（C）", dt.date(2026, 10, 31), True,
        "78.3 % (47/60)", "95 %", "94.96 % (1187/1250)", "未下结论", 0.92, 0.21, "改善，但未达目标",
    )  # fmt: skip
    return CycleSheet("本月PDCA循环1个：未下结论1、逾期1。", "截至2026-11-02", (line,))


def kept() -> KeptSheet:
    lines = (
        KeptLine("每日消毒登记", 23 / 25, 25, 22, 1, 0, 1, 1),
        KeptLine("季度检查", NAN, 0, 0, 0, 0, 0, 0),
    )
    not_done = (
        NotDoneLine("每日消毒登记", "换药室", 1, "未做", ("10-12",), ""),
        NotDoneLine("每日消毒登记", "换药室", 1, "未做，已写明理由", ("10-13",), "=停电"),
    )
    return KeptSheet("应做的1项定期检查中，0项全部做到。", "截至2026-11-02", lines, not_done)
