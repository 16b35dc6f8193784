"""A clinic with something in every drawer, of which one unit's is nobody else's business; and who comes to its door."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dash import Dash

from dashboards import inbox, routes
from dashboards.page import Page
from qc import accounts, backup
from qc.accounts import Role, add, disable, users
from qc.analysis.periods import Period
from qc.capture import photos
from qc.capture.model import capture_of
from qc.capture.saving import save as save_capture
from qc.improve.acting import act_on, findings
from qc.improve.calendar.acting import keep_evidence
from qc.improve.calendar.draw import draw
from qc.improve.calendar.picks import draws
from qc.improve.calendar.reading import appointments
from qc.improve.charting import note_chart
from qc.improve.cycles.acting import open_cycle
from qc.ingest.importer import import_content
from qc.meeting import acting as meeting
from qc.reports.month import freeze
from qc.words import Outcome
from qc.workspace import Workspace
from tests.integration.accounts.conftest import PASSWORD, Clinic, Watch, browser, sign_in
from tests.unit.capture.test_pictures import jpeg
from tests.unit.dashboards import clinic
from tests.workbooks import book

MINE, THERE = "治疗室", "秘境科"
"""The units of the readers who see one unit only: theirs, and the one whose drawers they may not open."""

SECRET, PERSON = "隐语", "欧阳无双"
"""Stand in whatever THERE has (an item, a note, a cycle's title, a resolution), and who was inspected there."""

NOBODY, OFF, UNIT_HEAD = "nobody", "switched off", "unit head"
READERS = (NOBODY, OFF, *(str(role) for role in Role), UNIT_HEAD)
"""All who may come: nobody signed in, an account that was switched off, each role, a head nurse of MINE alone."""

OF_A_PART = (str(Role.UNIT_NURSE), UNIT_HEAD)
NAMELESS = (str(Role.UNIT_NURSE), str(Role.MANAGEMENT))
_CALENDAR = 'calendar.cadences.fire-drill = { name = "消防演练", every = "week", valid_from = 2026-07-06 }\n'
_EVENTS = ["序号", "发生时间", "上报时间", "发生科室", "事件类型", "不良事件等级", "当事人", "上报人", "是否按流程处理", "处理结果", "结案日期", "讨论日期", "是否反馈"]  # fmt: skip


@dataclass
class House:
    """The clinic, the names of what lies in its drawers, and a browser for each who comes."""

    clinic: Clinic
    things: dict[str, str]
    app: Any
    places: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: {who: {"units": [MINE]} for who in OF_A_PART}
    )
    _browsers: dict[str, Any] = field(default_factory=dict)

    @property
    def workspace(self) -> Workspace:
        return self.clinic.workspace

    def browser(self, who: str) -> Any:
        """Signed in once; the same one each time."""
        if who not in self._browsers:
            self._browsers[who] = self.new_browser(who)
        return self._browsers[who]

    def forget(self, who: str) -> None:
        """The next browser of theirs is a new one."""
        self._browsers.pop(who, None)

    def pages(self) -> dict[str, Page]:
        """The pages of this app by their paths."""
        over = self.workspace.lake is not None
        return routes.pages(Dash("pages"), lambda: self.workspace, over_a_lake=over)

    def key_of(self, content: bytes) -> str:
        """Under which a file waits."""
        return hashlib.sha256(content).hexdigest()

    @property
    def paths(self) -> list[str]:
        """The pages of this app, in the order of its own list."""
        return list(self.pages())

    def as_it_was(self, who: str) -> None:
        """Somebody was switched off, or given another role or password: in again as what they are."""
        role = Role.HEAD_NURSE if who == UNIT_HEAD else Role(who)
        accounts.enable(self.workspace, login_of(who))
        accounts.change(self.workspace, login_of(who), role, **self.places.get(who, {}))
        accounts.give_password(self.workspace, login_of(who), PASSWORD)
        self.forget(who)
        self.browser(who)

    def new_browser(self, who: str) -> Any:
        client = browser(self.app)
        if who == OFF:
            sign_in(client, login_of(OFF))
            disable(self.workspace, login_of(OFF))
        elif who != NOBODY:
            assert sign_in(client, login_of(who)).status_code == 303, who
        return client

    def reader(self, who: str) -> Workspace:
        """The workspace as the gate gives it to somebody."""
        (user,) = (each for each in users(self.workspace) if each.login == login_of(who))
        return replace(self.workspace, scope=user.scope)

    def state(self) -> tuple[Any, ...]:
        """All that a write would move: both chains and the files of the folder, but for sign-ins."""
        chains = tuple(
            (name, one.last, one.head) for name, one in self.workspace.store.verify().items()
        )
        return chains, tuple(files(self.workspace.folder))


def files(folder: Path) -> list[tuple[str, int]]:
    """Every file but the database's own, and when it was written."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(str(path.relative_to(folder)), path.stat().st_mtime_ns) for path in found if not path.name.startswith("qc.sqlite")]  # fmt: skip


def furnished(folder: Path, make_app: Callable[[Workspace], Any]) -> House:
    """A year of checks, and one of everything that people make of it."""
    made = clinic.a_year(folder, units=(THERE, MINE, "注射室"), clinic_item="手卫生依从")
    (made.folder / "improvement.toml").write_text(_CALENDAR, encoding="utf-8")
    watch = Watch()
    workspace = replace(made, clock=watch, store=replace(made.store, clock=watch))
    things = _filled(workspace)
    staffed(workspace)
    things["staged"] = inbox.stage(replace(workspace, scope=_of(workspace, Role.ADMINISTRATOR)), f"{SECRET}.xlsx", iter([_events("1")]))[0].key  # fmt: skip
    return House(Clinic(workspace, watch), things, make_app(workspace))


def staffed(workspace: Workspace) -> None:
    """A user of each role, one that is switched off before anything is asked, and the head of one unit."""
    for role in Role:
        units = [MINE] if role is Role.UNIT_NURSE else None
        add(workspace, login_of(role), f"某{role}", role, PASSWORD, units=units)
    add(workspace, login_of(OFF), "某离职", Role.HEAD_NURSE, PASSWORD)
    add(workspace, login_of(UNIT_HEAD), "某科室长", Role.HEAD_NURSE, PASSWORD, units=[MINE])


def login_of(who: str) -> str:
    """The name that they sign in with."""
    return "user-" + who.replace(" ", "-")


def _of(workspace: Workspace, role: Role) -> Any:
    return next(user.scope for user in users(workspace) if user.role is role)


def _filled(workspace: Workspace) -> dict[str, str]:
    """One thing in every drawer of THERE, and of MINE where a unit has its own; their names."""
    rows = tuple(clinic._result(f"C{40 + n}", f"{SECRET}条目{n}", False) for n in range(2))
    days = [dt.date(2026, 9, 30), dt.date(2026, 10, 30)]
    there = [clinic.check_of("disinfection", day, THERE, rows, subject=PERSON) for day in days]
    clinic.save(workspace, f"{SECRET}补查.xlsx", tuple(there))
    mine = clinic.check_of(
        "disinfection", days[1], MINE, (clinic._result("C50", "我处条目", False),)
    )
    clinic.save(workspace, "我处补查.xlsx", (mine,))
    came = import_content(workspace, f"{SECRET}不良事件.xlsx", _events("Ⅲ级"))
    assert came.status == "imported", came
    known = workspace.store.find_import(workspace.scope, came.sha256)
    assert known is not None
    things = {"original": came.sha256, "import": str(known.id)}
    things["finding"] = _acts(workspace)
    for name, unit in (("cycle", THERE), ("own_cycle", MINE)):
        about = [each.id for each in findings(workspace) if each.unit == unit and ("条目" in each.item)][:1]  # fmt: skip
        told = {
            "title": f"{SECRET}循环" if unit == THERE else "我处循环",
            "owner": "李敏",
            "due": "2026-12-31",
        }
        things[name] = open_cycle(workspace, about, told).subject.partition(":")[2]
    for name, unit in (("photo", THERE), ("own_photo", MINE)):
        things[name] = _captured(workspace, unit)
    (due, *_) = (each for each in appointments(workspace) if each.code == "fire-drill")
    act = keep_evidence(workspace, due, f"{SECRET}签到.txt", SECRET.encode())
    things |= {"appointment": due.id, "evidence": str(act.fields["sha256"])}
    draw(workspace)
    things["week"] = str(draws(workspace)[0].week)
    freeze(workspace, Period.parse("2026-09"))
    things["backup"] = backup.make(workspace).path.name
    return things


def _acts(workspace: Workspace) -> str:
    """Something about THERE in each journal; the finding that a note was written about."""
    found = next(each for each in findings(workspace) if each.item.startswith(SECRET))
    act_on(workspace, found, "note", {"note": f"{SECRET}备注"})
    note_chart(
        workspace,
        "disinfection",
        THERE,
        "month",
        "exclude",
        {"period": "2026-05", "reason": SECRET},
    )
    month = Period.parse("2026-10")
    meeting.write(workspace, month, meeting.written(workspace, month), {"minutes": f"{SECRET}纪要"})
    meeting.resolve(workspace, month, meeting.written(workspace, month), f"{SECRET}决议")
    return found.id


def _captured(workspace: Workspace, unit: str) -> str:
    first = workspace.catalogue.checklists["disinfection"].items[0].code
    told = said_on_the_spot(workspace, unit, f"7f3a-{unit == THERE:d}")
    save_capture(workspace, capture_of(workspace, told, {first: [jpeg()]}))
    return photos.photos(workspace)[-1].name


def said_on_the_spot(workspace: Workspace, unit: str, name: str) -> dict[str, Any]:
    """What a phone sends of a check in which one thing was not in order."""
    items = workspace.catalogue.checklists["disinfection"].items
    marks = {item.code: {"outcome": Outcome.PASS.value, "note": ""} for item in items}
    marks[items[0].code] = {"outcome": "fail", "note": SECRET if unit == THERE else ""}
    return {
        "id": name, "checklist": "disinfection", "unit": unit, "inspector": "李敏",
        "date": workspace.today.isoformat(), "marks": marks,
    }  # fmt: skip


def sheet_of(unit: str, number: int) -> bytes:
    """A workbook of one unit that nobody has brought yet."""
    row = [
        number + 1,
        "2026-10-05 09:00",
        "2026-10-05 12:00",
        unit,
        "跌倒",
        "Ⅳ级",
        "",
        "李珂",
        "是",
        "处理中",
        None,
        None,
        "是",
    ]
    return book(
        [
            ["2026年不良事件登记表"],
            _EVENTS,
            row,
            *[[n, *row[1:]] for n in range(number + 2, number * 2 + 3)],
        ]
    )


def _events(grade: str) -> bytes:
    row = [
        1,
        "2026-10-03 09:00",
        "2026-10-03 12:00",
        THERE,
        f"{SECRET}烫伤",
        grade,
        PERSON,
        "李珂",
        "是",
        "处理中",
        None,
        None,
        "是",
    ]
    return book([["2026年不良事件登记表"], _EVENTS, row])
