"""Devices: what broke, and what is serviced and calibrated when."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import habits
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

# name, number, unit, months between services, month of a service
_DEVICES = (
    ("激光治疗仪", "SB-001", "光电治疗室", 3, 1),
    ("强脉冲光治疗仪", "SB-002", "光电治疗室", 3, 2),
    ("射频治疗仪", "SB-003", "光电治疗室", 6, 3),
    ("高频电刀", "SB-004", "手术室", 6, 4),
    ("心电监护仪", "SB-005", "手术室", 12, 5),
    ("麻醉机", "SB-006", "手术室", 6, 1),
    ("压力蒸汽灭菌器", "SB-007", "消毒供应室", 3, 3),
    ("超声清洗机", "SB-008", "消毒供应室", 12, 9),
    ("除颤仪", "SB-009", "治疗室", 6, 6),
    ("导入仪", "SB-010", "皮肤护理室", 12, 11),
)
_FORGOTTEN = ("SB-010", dt.date(2025, 12, 1))  # its service of November was made in January
_BROKE = ("开机自检报警", "屏幕显示异常", "电源线接触不良", "校准超差提示")
_DAY = dt.timedelta(days=1)


def faults(month: dt.date, rng: random.Random) -> list[Table]:
    """One or two faults of the month."""
    days = sorted(rng.sample(habits.open_days(month)[:20], rng.choice((1, 2))))
    return [
        Table(
            name="设备故障",
            standard="device-faults",
            title="设备故障处理登记表",
            strip=(f"登记月份：{month.year}年{month.month}月", "登记人：周婷"),
            columns=(
                ("发生日期", 12), ("使用科室", 12), ("设备编号", 10), ("事件名称", 30), ("是否按流程处理", 10),
                ("处理结果", 10), ("办结日期", 12), ("备注", 20),
            ),
            lines=[_fault(day, rng) for day in days],
        )
    ]  # fmt: skip


def _fault(day: dt.date, rng: random.Random) -> Line:
    name, number, unit, *_ = rng.choice(_DEVICES)
    event = f"{name}{rng.choice(_BROKE)}"
    done = rng.random() < 0.92
    marks = [
        Mark(day, unit, event, "pass" if well else "fail", "周婷", number) for well in (True, done)
    ]
    closed = day + rng.choice((1, 2, 4, 6)) * _DAY
    cells = (
        day, unit, number, event, "是", "已办结" if done else "处理中", closed if done else None,
        None if done else "等待厂家配件",
    )  # fmt: skip
    return Line(cells, marks)


def maintenance(month: dt.date) -> list[Table]:
    """All devices on the month's last open day: serviced last, due next."""
    checked = habits.open_days(month)[-1]
    return [
        Table(
            name="设备维护",
            standard="equipment",
            title="设备维护保养登记表",
            strip=(f"检查日期：{checked.year}年{checked.month}月{checked.day}日", "检查者：周婷"),
            columns=(
                ("设备名称", 20), ("设备编号", 10), ("使用科室", 12), ("保养周期", 10), ("上次保养日期", 13),
                ("下次保养日期", 13), ("状态", 8),
            ),
            lines=[_serviced(device, checked) for device in _DEVICES],
        )
    ]  # fmt: skip


def _serviced(device: tuple[str, str, str, int, int], checked: dt.date) -> Line:
    name, number, unit, every, first = device
    ago = (checked.month - first) % every
    late = (number, checked.replace(day=1)) == _FORGOTTEN
    last = _months_before(checked, ago + (every if late else 0))
    due = _months_before(last, -every)
    mark = Mark(checked, unit, name, "pass" if due >= checked else "fail", "周婷", number)
    return Line((name, number, unit, f"{every}个月", last, due, "完好"), [mark])


def _months_before(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 15)
