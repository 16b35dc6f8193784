"""Markup in whatever a person or a sheet can fill in, on every page that shows it: it stays text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from qc.analysis import Period
from qc.capture.model import capture_of
from qc.capture.saving import save
from qc.catalogue.own import OwnItem, new_checklist
from qc.improve.acting import act_on, findings
from qc.ingest.importer import import_content
from qc.meeting import acting
from qc.settings import change_settings
from qc.workspace import STANDARDS, Workspace, open_workspace
from tests.browser.conftest import served
from tests.unit.dashboards.clinic import TODAY
from tests.workbooks import book

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

EVIL = "<img src=x onerror=window.ran=1>"
LINK = "<a href='javascript:window.ran=1'>a</a>"
UNIT = f"换药室{EVIL[:30]}"
MONTH = Period.parse("2026-10")
PATHS = (
    "/", "/scorecard?period=2026-10", "/indicator?indicator=disinfection", "/findings?state=all", "/calendar",
    "/standards", "/import?all=1", "/import?open=1", "/capture", "/meeting?period=2026-10", "/cycles", "/registers",
    "/drugs", "/admin", "/admin?part=audit", "/admin?part=settings", f"/findings?q={EVIL}", f"/scorecard?unit={EVIL}",
    "/scorecard?period=2026-10&rows.period=2026-10&rows.outcome=fail",
)  # fmt: skip
RAN = """() => [window.ran ?? 0, document.querySelectorAll('img[src=x]').length,
    [...document.querySelectorAll('a')].filter((a) => /^javascript/i.test(a.getAttribute('href') || '')).length,
    document.querySelectorAll('svg a').length]"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A clinic in which everything that can be written down is markup."""
    folder = tmp_path_factory.mktemp("hostile") / "clinic"
    made = _opened(folder)
    change_settings(made, f"云栖{EVIL}", "en")
    items = [OwnItem(f"e{n}", f"{n} {EVIL}{LINK}") for n in range(3)]
    name = f"自查表{LINK}"
    new_checklist(folder / STANDARDS, name, "disinfection", items, owner=EVIL, today=TODAY)
    made.store.close()
    made = _opened(folder)
    rows = [[n, item.text, "×" if n else "√", EVIL] for n, item in enumerate(items)]
    about = [f"科室：{UNIT}", None, f"检查日期：{TODAY}", f"检查者：{EVIL}"]
    import_content(
        made, f"{EVIL}.xlsx", book([[name], about, ["序号", "检查内容", "检查结果", "备注"], *rows])
    )
    _written(made)
    with served(made) as at:
        yield at
    made.store.close()


def _opened(folder: Path) -> Workspace:
    return open_workspace(folder, today=TODAY, language="en", actor=EVIL)


def _written(made: Workspace) -> None:
    items = made.catalogue.checklists["disinfection"].items
    marks = {item.code: {"outcome": "fail", "note": EVIL} for item in items}
    told = {
        "id": "1",
        "checklist": "disinfection",
        "unit": UNIT,
        "date": str(TODAY),
        "marks": marks,
    }
    save(made, capture_of(made, {**told, "inspector": EVIL}))
    due = str(TODAY + dt.timedelta(days=7))
    for found in findings(made)[:3]:
        act_on(made, found, "assign", {"person": EVIL, "due": due, "measure": LINK, "cause": EVIL})
    seen = acting.written(made, MONTH)
    acting.write(made, MONTH, seen, dict.fromkeys(acting.TEXTS, EVIL + LINK))
    acting.resolve(made, MONTH, acting.written(made, MONTH), EVIL + LINK, EVIL, due)


def test_markup_stays_text_on_every_page(address: str, visit: Visit) -> None:
    """A line in a sheet, a note in a treatment room: it would run in the head nurse's browser. Pages that
    show none of it would prove nothing."""
    page = visit(address + PATHS[0])
    shown = []
    for path in PATHS:
        page.goto(address + path)
        page.wait_for_selector("#page-body h1, #page-body [role=alert]")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(RAN) == [0, 0, 0, 0], path
        shown += [path] if EVIL in _text(page) else []
    assert len(shown) >= len(PATHS) // 2, shown


def _text(page: Page) -> str:
    written = page.locator("textarea, input").evaluate_all("all => all.map((one) => one.value)")
    return page.inner_text("body") + " ".join(written)
