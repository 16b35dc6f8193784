"""What is kept is carried on while workbooks come and go: page by page the same as read anew."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from qc.analysis import kept as cache
from qc.analysis import trend
from qc.analysis.comparing import compared_units
from qc.analysis.cuts import cut
from qc.analysis.drivers import drivers
from qc.analysis.item_views import item_view
from qc.analysis.kept import kept_in_parts
from qc.analysis.periods import Period
from qc.analysis.window import Window
from qc.attention.lines import lines
from qc.attention.reading import attention
from qc.improve.acting import act_on, cases, findings
from qc.improve.calendar.draw import draw
from qc.improve.calendar.reading import appointments
from qc.improve.cycles.acting import cycles, open_cycle
from qc.improve.findings import Gravity
from qc.improve.registers import review
from qc.improve.registers.listing import listing
from qc.improve.registers.model import Which
from qc.ingest.importer import import_content, import_paths
from qc.words import Outcome
from qc.workspace import Workspace, open_workspace
from sample_data import TODAY, improvement, organisation, workbooks
from tests.integration.clinic_year import clinic, save_month
from tests.integration.store.builders import check, mark, workbook

OCTOBER = Period.parse("2026-10")
WINDOW = Window.up_to(OCTOBER)
WEEKLY = "2026-10 消毒隔离每周抽查表.xlsx"
LATE = ("消毒隔离每周抽查表", "登记本", "急救药品每周检查表", "培训证照与物料", "护理专项检查")


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """September of the sample clinic, and what came in October but for some files."""
    folder = tmp_path_factory.mktemp("carried on")
    (folder / "organisation.toml").write_text(organisation(), encoding="utf-8")
    (folder / "improvement.toml").write_text(improvement(), encoding="utf-8")
    workspace = open_workspace(folder, today=TODAY, language="zh")
    known = [p for p in workbooks() if p.name[:7] in ("2026-09", "2026-10") and not _is_late(p)]
    import_paths(workspace, known)
    yield workspace
    workspace.store.close()


def _is_late(path: Path) -> bool:
    return path.name.startswith("2026-10") and path.stem.endswith(LATE)


def test_everything_is_told_as_if_read_anew(two_months: Workspace) -> None:
    """A check of one list leaves the answers about others as they are: were one of them left that rests on
    it, a page would tell yesterday's figures beside today's."""
    workspace = two_months
    steps: list[Callable[[], object]] = [
        *(
            lambda path=path: import_content(workspace, path.name, path.read_bytes())
            for path in workbooks()
            if _is_late(path)
        ),
        lambda: act_on(workspace, findings(workspace)[-1], "note", {"note": "已提醒"}),
        lambda: _open_cycle(workspace),
        lambda: import_content(workspace, *_corrected(WEEKLY)),
        lambda: _draw_and_carry_out(workspace),
        lambda: import_content(workspace, *_corrected("2026-10 登记本.xlsx")),
        lambda: workspace.store.undo(workspace.scope, _newest(workspace), "拿错了"),
        lambda: workspace.store.undo(workspace.scope, _newest(workspace), "拿错了"),
    ]
    seen = [_told(workspace)]
    for step in steps:
        step()
        anew = open_workspace(workspace.folder, today=TODAY, language="zh")
        carried, read = _told(workspace), _told(anew)
        anew.store.close()
        assert [name for name in read if carried[name] != read[name]] == []
        seen.append(carried)
    unmoved = [n for n, (before, after) in enumerate(pairwise(seen)) if before == after]
    assert unmoved == []  # a step that changes nothing would try nothing


def _newest(workspace: Workspace) -> int:
    live = (each for each in workspace.store.imports(workspace.scope) if not each.undone_at)
    return next(each.id for each in live)


def _corrected(name: str) -> tuple[str, bytes]:
    """The file once more, in which a few cells say otherwise."""
    (path,) = (path for path in workbooks() if path.name == name)
    book, out = openpyxl.load_workbook(path), io.BytesIO()
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    otherwise = {"×": "√", "Ⅳ级": "Ⅲ级"}
    for cell in [cell for cell in cells if str(cell.value) in otherwise]:
        cell.value = otherwise[str(cell.value)]
    book.save(out)
    return name, out.getvalue()


def _open_cycle(workspace: Workspace) -> None:
    of_it = (f for f in findings(workspace) if WEEKLY in set(cases(workspace, f)["file"]))
    found = next(of_it)
    given = {"title": "改进", "owner": "李敏", "due": "2026-12-31", "from": "2026-09-01", "to": "2026-10-31"}  # fmt: skip
    open_cycle(workspace, [found.id], given)


def _draw_and_carry_out(workspace: Workspace) -> None:
    """A spot check that was drawn is done on its day: a check like any other, and one of the draw."""
    pick = draw(workspace).picks[0]
    checklist = workspace.catalogue.checklists[pick.checklist]
    made = check(
        pick.unit, TODAY, site=pick.site, indicator=checklist.indicator, inspector=pick.inspector
    )
    done = made._replace(checklist=checklist.code, version=checklist.version)
    workspace.store.save(workspace.scope, *workbook(done))


def _told(workspace: Workspace) -> dict[str, str]:
    """All that is carried on, as text."""
    codes = ("service_quality", "disinfection", "emergency", "adverse_events")
    asked: Mapping[str, Callable[[], object]] = {
        "trends": lambda: [trend(workspace, code) for code in codes],
        "trends of a unit": lambda: [trend(workspace, code, "换药室") for code in codes],
        "cuts": lambda: [cut(workspace, code, WINDOW, "unit", "month") for code in codes],
        "units": lambda: [compared_units(workspace, code, WINDOW) for code in codes],
        "items": lambda: [
            item_view(workspace, code, WINDOW, None, dt.date(2026, 10, 1)) for code in codes
        ],
        "findings": lambda: findings(workspace),
        "appointments": lambda: appointments(workspace),
        "lines": lambda: lines(workspace),
        "registers": lambda: [review(workspace, which, OCTOBER) for which in Which],
        "cases": lambda: [listing(workspace, which, OCTOBER) for which in Which],
        "cycles": lambda: cycles(workspace),
        "today": lambda: attention(workspace),
    }
    return {name: repr(_plain(ask())) for name, ask in asked.items()}


def _plain(thing: Any) -> Any:
    """Frames with all their rows, records by their fields; file numbers apart."""
    if isinstance(thing, pd.DataFrame):
        return thing.astype("object").to_dict("list")
    if is_dataclass(thing) and not isinstance(thing, type):
        return {each.name: _plain(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, list | tuple):
        return [_plain(each) for each in thing]
    return thing


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Workspace]:
    workspace = clinic(tmp_path / "one")
    yield workspace
    workspace.store.close()


def test_a_check_of_one_list_leaves_what_is_told_of_others(year: Workspace) -> None:
    """Everything would else be worked out anew for everybody whenever a nurse sends one check."""
    before = {code: trend(year, code) for code in ("disinfection", "documents", "emergency")}
    above, causes = trend(year, "service_quality"), drivers(year, "documents", WINDOW)
    listed = {each.id: each for each in findings(year)}
    save_month(year, dt.date(2026, 6, 1), 4, edition=", corrected")  # without the emergency drugs
    assert trend(year, "emergency") is before["emergency"]
    assert trend(year, "documents") is not before["documents"]
    assert trend(year, "service_quality") is not above
    assert drivers(year, "documents", WINDOW) is not causes
    same = [each for each in findings(year) if each.checklist == "emergency"]
    assert same and all(listed[each.id] is each for each in same)


def test_what_was_forgotten_is_later_than_what_was_kept_of_it(year: Workspace) -> None:
    """The facts go first where room is short: read anew they must not pass for those of before, with whose
    checks an answer was kept that have gone since."""
    before = trend(year, "documents")
    shelf = cache._shelves[year.store.engine]
    for asked in [each for each in shelf.places if isinstance(each, tuple) and "facts" in each]:
        del shelf.places[asked]
    for known in year.store.imports(year.scope):
        year.store.undo(year.scope, known.id, "重来")
    assert trend(year, "documents").frame.empty and not before.frame.empty


def test_only_the_parts_that_changed_are_made_anew(year: Workspace) -> None:
    """All in one go, for a pass over everything costs more than a pass over some of it."""
    asked: list[list[str]] = []
    rests_on: dict[str, object] = {"a": 1, "b": 1, "c": 1}

    def work(parts: Any) -> dict[str, str]:
        asked.append(sorted(parts))
        return {name: f"{name}{rests_on[name]}" for name in parts if name != "c"}

    def told() -> Mapping[str, str]:
        return kept_in_parts(year, "in parts", lambda: dict(rests_on), work)

    assert told() == {"a": "a1", "b": "b1"}
    rests_on["b"] = 2
    assert told() == {"a": "a1", "b": "b1"}  # nothing was written: nobody looks
    save_month(year, dt.date(2025, 10, 1), 3)
    assert told() == {"a": "a1", "b": "b2"}
    del rests_on["a"]
    save_month(year, dt.date(2025, 9, 1), 3)
    assert told() == {"b": "b2"}
    assert asked == [["a", "b", "c"], ["b"]]


def test_a_target_missed_on_another_list_makes_a_finding_graver(workspace: Workspace) -> None:
    """Both lists count to one rate: the finding on the first is told as minor until the second is looked at."""
    items = [f"条目{n}" for n in range(39)]
    first = check(items=items, indicator="service", site="示例诊所")
    bad = mark("bad", Outcome.FAIL, cell="C99")
    first = first._replace(checklist="courtesy", results=(*first.results, bad))
    second = check(items=items, outcome=Outcome.FAIL, indicator="service", site="示例诊所")
    workspace.store.save(workspace.scope, *workbook(first, name="a.xlsx"))
    assert [each.gravity for each in findings(workspace)] == [Gravity.MINOR]
    second = second._replace(checklist="reception")
    workspace.store.save(workspace.scope, *workbook(second, name="b.xlsx"))
    assert {each.gravity for each in findings(workspace)} == {Gravity.MAJOR}
