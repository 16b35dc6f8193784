"""The project's own files: what the README promises, what the locks hold, what must not stand there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def fences(text: str) -> list[str]:
    return [body.strip() for body in re.findall(r"^```\w*\n(.*?)^```$", text, re.M | re.S)]


def test_the_quick_start_is_two_commands() -> None:
    """A newcomer copies the first two fences; each must be one command that exists."""
    _, quick = README.split("## Quick start / 快速开始\n", 1)
    assert fences(quick)[:2] == ["make demo", "make test"]


@pytest.mark.parametrize("name", start.COMMANDS)
def test_make_and_the_developers_page_know_every_command_of_start(name: str) -> None:
    """Who reads the page, or types make, would miss one."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^(\w[\w ]+):$", makefile, re.M)
    assert targets and name in targets[1].split()
    assert f"`make {name}`" in (ROOT / "docs" / "development.md").read_text("utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_hold_hashes_and_no_addresses(lock: Path) -> None:
    """An address would keep everybody behind a mirror from installing; a pin without hash could
    be swapped on the way."""
    text = lock.read_text("utf-8")
    assert "http" not in text and "file:" not in text
    pins = re.split(r"\n(?=\w)", text.strip())
    assert pins and all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_a_lock_of_more_holds_the_pins_of_less() -> None:
    """`make test` after `make demo` must not exchange what the demo runs on."""

    def pins(name: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", start.lock(name).read_text("utf-8"), re.M))

    assert pins("run") <= pins("dev") <= pins("bench")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_no_file_names_a_place_on_some_machine() -> None:
    """Such a path works for its writer alone, and tells about a computer what nobody needs."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    place = re.compile(rb"/home/\w+/|/Users/\w+/|/work/|/root/|[A-Z]:\\\\?Users")
    itself = Path(__file__).relative_to(ROOT)
    files = [Path(name) for name in listed.split("\0") if name and Path(name) != itself]
    found = [f for f in files if (ROOT / f).is_file() and place.search((ROOT / f).read_bytes())]
    assert found == []
