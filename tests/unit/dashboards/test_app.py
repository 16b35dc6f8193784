"""The app without a browser: its fences, its downloads, its answers to odd requests."""

from __future__ import annotations

import datetime as dt
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest
from plotly.offline import get_plotlyjs_version

import dashboards
from dashboards import faults
from dashboards.app import create_app
from dashboards.downloads import safe_name
from dashboards.drawer import drawer
from dashboards.pages.scorecard import update
from dashboards.serving import LARGEST, listen
from qc.errors import UsageError
from qc.words import Outcome, ResultState
from qc.workspace import Workspace
from tests.unit.dashboards import clinic
from tests.unit.dashboards.shown import at
from tests.unit.dashboards.test_components import text


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = clinic.a_year(tmp_path_factory.mktemp("app") / "clinic")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def app(workspace: Workspace) -> Any:
    return create_app(workspace)


@pytest.fixture
def client(app: Any) -> Any:
    return app.server.test_client()


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost", "[::1]:8050", "LOCALHOST:1"])
def test_this_pc_is_answered(client: Any, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/_dash-layout", "/assets/app.css", "/originals/" + "a" * 64]
)
def test_a_foreign_host_name_is_refused_everywhere(client: Any, path: str) -> None:
    """A web page that rebinds its name to 127.0.0.1 could read the clinic's figures."""
    assert client.get(path, headers={"Host": "evil.example:8050"}).status_code == 421


def test_every_answer_carries_the_fences(client: Any) -> None:
    answer = client.get("/", headers={"Host": "127.0.0.1"})
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_names_no_other_host(client: Any) -> None:
    """A clinic without internet would see an empty page."""
    page = client.get("/", headers={"Host": "127.0.0.1"}).text
    sources = [part.split('"')[0] for part in page.split('src="')[1:]]
    assert sources
    assert all(source.startswith("/") for source in sources)


def test_an_original_comes_as_a_file_to_save(client: Any, workspace: Workspace) -> None:
    """Opened in the page's own name, a workbook with script in it would run here."""
    sha256 = workspace.store.imports(workspace.scope)[0].sha256
    answer = client.get(f"/originals/{sha256}", headers={"Host": "127.0.0.1"})
    assert answer.data == "clinic/2026-10检查.xlsx".encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"


@pytest.mark.parametrize("name", ["a" * 64, "..%2f..%2fqc.sqlite", "A" * 64])
def test_what_is_no_known_file_is_not_found(client: Any, name: str) -> None:
    assert client.get(f"/originals/{name}", headers={"Host": "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("10月.xlsx", "10月.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\a.xls", "a.xls"),
        ('a"b\r\n.csv', "a_b__.csv"),
        ("...", "workbook"),
    ],
)
def test_a_file_name_cannot_leave_its_folder_or_its_header(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_line_that_most_wants_attention_is_chosen(workspace: Workspace) -> None:
    """The page would open with the trend of an indicator that is fine."""
    page = at(update.show, workspace, "?period=2026-10")
    assert "消毒隔离" in text(page[1].children[1])


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("?period=2026-13", "2026-13"),
        ("?unit=手术室", "手术室"),
        ("?indicator=nothing", "nothing"),
        ("?indicator=nothing", "appearance (护士仪表合格率)"),
    ],
)
def test_a_wrong_word_in_the_address_is_a_mistake_with_a_remedy(
    workspace: Workspace, search: str, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        at(update.show, workspace, search)
    panel = text(faults.explained(workspace, update.PATH, search, caught.value))
    assert said in panel
    assert "数据没有受到影响" in panel


def test_a_fault_of_ours_is_logged_and_owned(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    """Without the log nobody could ever put it right."""
    with caplog.at_level(logging.ERROR):
        panel = faults.explained(workspace, update.PATH, "?lang=en", ZeroDivisionError("inside"))
    assert "inside" in caplog.text
    assert "inside" not in text(panel)


@pytest.mark.parametrize("path", ["/scorecard", "/no-such-page"])
def test_a_page_at_fault_has_its_bar_and_a_heading(workspace: Workspace, path: str) -> None:
    """Who hears the page would land in a panel without knowing where; the bar leads on."""
    fault = UsageError("Write a month like 2026-10.")
    page = faults.page_of(workspace, path, "?period=x", fault)
    assert "这一页不能按所给的地址显示" in text(page[0])
    assert "今天" in text(page[0]) and "2026-10" in text(page[1])


def test_the_drawer_narrows_to_what_was_asked(workspace: Workspace) -> None:
    from dashboards.address import Rows, View

    rows = Rows(clinic.Period.parse("2026-10"), "disinfection", "换药室", outcome=Outcome.FAIL)
    title, panel = drawer(workspace, View().link(rows=rows))
    assert "换药室" in title
    assert len(panel.children[-1].rowData) == 2


def test_held_back_results_can_be_opened(tmp_path: Path) -> None:
    """The note above the table counts them: the click must show the same number."""
    workspace = clinic.a_year(tmp_path / "held")
    marks = (clinic.blank("C4", "地面清洁", ResultState.HELD_BACK),)
    check = clinic.check_of("disinfection", dt.date(2026, 10, 30), "治疗室", marks)
    clinic.save(workspace, "补.xlsx", (check,))
    assert "待更正 1 条" in text(at(update.show, workspace, "?period=2026-10")[0])
    _, panel = drawer(workspace, "?rows.period=2026-10&rows.state=held_back")
    assert len(panel.children[-1].rowData) == 1
    workspace.store.close()


def test_an_english_reader_gets_english_from_the_same_workspace(workspace: Workspace) -> None:
    assert "indicators" in text(at(update.show, workspace, "?lang=en")[0])
    assert "项指标" in text(at(update.show, workspace, "")[0])


def test_the_server_says_its_port_and_ends(app: Any) -> None:
    server = listen(app)
    thread = Thread(target=server.run)
    thread.start()
    with urlopen(server.url, timeout=20) as answer:
        assert answer.status == 200
    server.stop()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_what_is_larger_than_any_file_is_not_taken_in(app: Any) -> None:
    """All of a request lies on the disk before anybody is asked who they are."""
    server = listen(app)
    thread = Thread(target=server.run)
    thread.start()
    head = f"POST /upload HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {LARGEST + 1}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")
    server.stop()
    thread.join(timeout=10)


def test_a_port_in_use_is_said_in_a_sentence(app: Any) -> None:
    """A traceback tells the head nurse nothing; another port does."""
    first = listen(app)
    with pytest.raises(UsageError, match="in use"):
        listen(app, port=first.port)
    first.close()


def test_the_plotly_that_is_shipped_is_the_one_that_figures_are_checked_by() -> None:
    """After an update of plotly.py the page would draw with an older plotly.js than the tests."""
    shipped = Path(dashboards.__file__).parent / "assets" / "plotly-cartesian.min.js"
    with shipped.open(encoding="utf-8") as script:
        assert f"v{get_plotlyjs_version()}\n" in script.read(200)
