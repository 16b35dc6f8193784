"""The audit itself: what it must find is found, and silence is never called clean."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.audit.packages import declaration_faults, installed_faults, licence_faults, lock_faults
from tests.audit.registry import judged, known_vulnerabilities, taken_back

HASH = "a" * 64
LINE = f"one==1.0 --hash=sha256:{HASH}\n"


def _wheel() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as wheel:
        wheel.writestr("one.py", "")
        wheel.writestr(
            "one-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: one\nVersion: 1.0\n"
        )
        wheel.writestr(
            "one-1.0.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr("one-1.0.dist-info/RECORD", "")
    return made.getvalue()


WHEEL = _wheel()
FILE = "one-1.0-py3-none-any.whl"
SUM = hashlib.sha256(WHEEL).hexdigest()
KNOWN = {"vulns": [{
    "id": "TEST-2026-1", "summary": "runs what it reads", "modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z",
    "affected": [{"package": {"ecosystem": "PyPI", "name": "one"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}], "versions": ["1.0"]}],
}]}  # fmt: skip


class _Registry(BaseHTTPRequestHandler):
    """A registry of one package, which its maker has taken back, and a service that knows why."""

    def do_GET(self) -> None:
        if self.path.endswith(".whl"):
            self._answer(WHEEL, "application/octet-stream")
        elif self.path.rstrip("/").endswith("/one"):
            link = f'<a href="/files/{FILE}#sha256={SUM}" data-yanked="breaks charts">{FILE}</a>'
            self._answer(f"<!DOCTYPE html><html><body>{link}</body></html>".encode(), "text/html")
        else:
            self.send_error(404)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(json.dumps(KNOWN).encode(), "application/json")

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def registry() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Registry) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "run.lock"
    path.write_text(f"one==1.0 --hash=sha256:{SUM}\n", encoding="utf-8")
    return path


def test_a_pin_that_was_taken_back_is_a_fault(lock: Path, registry: str, tmp_path: Path) -> None:
    """Its makers know that it breaks something: the clinic would find out."""
    told = {"UV_DEFAULT_INDEX": f"{registry}/simple", "UV_CACHE_DIR": str(tmp_path / "cache")}
    (fault,) = taken_back(lock, told).faults
    assert "one==1.0" in fault and "breaks charts" in fault


def test_a_pin_that_is_not_there_any_more_is_a_fault(tmp_path: Path, registry: str) -> None:
    lock = tmp_path / "run.lock"
    lock.write_text(f"one==9.9 --hash=sha256:{HASH}\n", encoding="utf-8")
    told = {"UV_DEFAULT_INDEX": f"{registry}/simple", "UV_CACHE_DIR": str(tmp_path / "cache")}
    assert taken_back(lock, told).faults


def test_a_registry_that_does_not_answer_is_said_and_no_fault(lock: Path, tmp_path: Path) -> None:
    """A machine without a network must be able to test, and must not say that all is well."""
    told = {
        "UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple",
        "UV_CACHE_DIR": str(tmp_path / "cache"),
        "UV_HTTP_RETRIES": "0",
    }
    said = taken_back(lock, told)
    assert said.silent and not said.faults


def test_a_known_vulnerability_is_a_fault(lock: Path, registry: str) -> None:
    """pip-audit itself, asking a service on this machine."""
    asked = ["--vulnerability-service=osv", f"--osv-url={registry}/v1/query"]
    said = known_vulnerabilities(lock, asked)
    if "could not be installed" in said.silent:
        pytest.skip(said.silent)
    assert said.faults == ["one 1.0: TEST-2026-1, mended in 1.1"] and not said.silent


def test_what_nobody_looked_at_is_not_called_clean() -> None:
    """pip-audit ends with 0 when the index knows nothing of a package."""
    answer = {"dependencies": [{"name": "one", "skip_reason": "not found"}], "fixes": []}
    assert judged(json.dumps(answer)).silent and not judged(json.dumps(answer)).faults
    assert judged("").silent and judged("{}").silent
    clean = {"dependencies": [{"name": "one", "version": "1.0", "vulns": []}]}
    assert judged(json.dumps(clean)) == ([], "")


@pytest.mark.parametrize(("run", "dev"), [
    ("one==1.0\n", LINE), ("one>=1.0 --hash=sha256:" + HASH, LINE), (LINE, LINE.replace("1.0", "1.1")),
    (LINE, "two==1.0 --hash=sha256:" + HASH), ("--index-url https://example.org/simple\n" + LINE, LINE),
    ("one @ https://example.org/one.whl --hash=sha256:" + HASH, LINE),
], ids=["no hash", "no version", "two versions", "not held", "an index", "an address"])  # fmt: skip
def test_a_lock_that_lets_in_something_else_is_a_fault(tmp_path: Path, run: str, dev: str) -> None:
    """What is installed would be decided by whoever answers."""
    (tmp_path / "run.lock").write_text(run, encoding="utf-8")
    (tmp_path / "dev.lock").write_text(dev, encoding="utf-8")
    assert [*lock_faults(tmp_path)]
    (tmp_path / "run.lock").write_text(LINE, encoding="utf-8")
    (tmp_path / "dev.lock").write_text(LINE, encoding="utf-8")
    assert not [*lock_faults(tmp_path)]


def test_undeclared_and_unused_packages_are_faults() -> None:
    """One comes by chance and goes by chance, the other is a door that nobody needs."""
    told = [*declaration_faults({"one", "flask"}, {"two": "run", "three": "extra"}, {})]
    assert ["one" in told[0], "two" in told[1], len(told)] == [True, True, 2]


@pytest.mark.parametrize(
    "told",
    [
        "",
        "GPL-3.0-only",
        "AGPL-3.0",
        "Proprietary",
        "MIT with Commons Clause",
        "CC-BY-NC-4.0 non-commercial",
    ],
)
def test_a_licence_that_binds_the_clinic_is_a_fault(told: str) -> None:
    assert [*licence_faults("one", told)]
    assert not [*licence_faults("two", "BSD-3-Clause AND MIT")] and not [
        *licence_faults("three", "LGPL-3.0-only")
    ]


def test_another_version_than_the_locked_one_is_a_fault(tmp_path: Path) -> None:
    lock = tmp_path / "dev.lock"
    lock.write_text(
        f"pytest==0.1 --hash=sha256:{HASH}\nnowhere==1 --hash=sha256:{HASH}\n", encoding="utf-8"
    )
    assert len([*installed_faults(lock)]) == 2
