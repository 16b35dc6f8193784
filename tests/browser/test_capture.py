"""A spot check filled in by thumb: marks, a note, a photo, no connection for a while, saved once."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qc.capture import photos
from qc.workspace import Workspace, open_workspace
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
ITEMS = 13


def png() -> bytes:
    """A red picture of 4 × 4 points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    rows = b"".join(b"\x00" + b"\xff\x00\x00" * 4 for _ in range(4))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    made = open_workspace(tmp_path / "clinic", today=dt.date(2026, 11, 2), actor="王丽")
    yield made
    made.store.close()


@pytest.fixture
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield f"{address}/capture?lang=en&unit=%E6%8D%A2%E8%8D%AF%E5%AE%A4&checklist=disinfection"


def items(page: Page) -> int:
    return page.locator("#capture-form fieldset").count()


def test_all_in_order_but_one_with_note_and_photo(at: str, visit: Visit, clinic: Workspace) -> None:
    page = visit(at, PHONE)
    first = page.locator("#capture-form fieldset").first
    first.get_by_role("radio", name="not in order", exact=True).check()
    first.get_by_label("What was wrong?").fill("缺 3 包")
    first.locator("input[type=file]").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": png()}
    )
    expect(first.locator(".capture-photos img")).to_have_count(1)
    page.get_by_role("button", name="The rest is in order").click()
    expect(page.locator(".capture-done")).to_contain_text("1 not in order")
    assert violations(page) == []
    page.get_by_role("button", name="Save the check").click()
    expect(page.locator("#capture-form")).to_contain_text("1 not in order")
    expect(page.get_by_role("button", name="Next check")).to_be_visible()
    results = clinic.store.results(clinic.scope)
    assert (results["outcome"] == "fail").sum() == 1 and set(results["unit"]) == {"换药室"}
    (photo,) = photos.photos(clinic)
    kind, content = photos.content(clinic, photo.name)
    assert kind == "image/jpeg" and content.startswith(b"\xff\xd8\xff")


def test_what_was_put_right_is_photographed_as_it_is_now(
    at: str, visit: Visit, clinic: Workspace
) -> None:
    """A cycle's report shows before and after: without a photo of a line in order there is no after."""
    page = visit(at, PHONE)
    first = page.locator("#capture-form fieldset").first
    first.get_by_role("radio", name="not in order", exact=True).check()
    page.get_by_role("button", name="The rest is in order").click()
    page.get_by_role("button", name="Save the check").click()
    expect(page.get_by_role("button", name="Next check")).to_be_visible()
    page.goto(at)
    page.get_by_role("button", name="The rest is in order").click()
    camera = page.get_by_text("Photo of how it is now")
    expect(camera).to_have_count(1)  # nothing is asked of the lines that had been in order
    first.locator("input[type=file]").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": png()}
    )
    expect(first.locator(".capture-photos img")).to_have_count(1)
    assert violations(page) == []
    page.get_by_role("button", name="Save the check").click()
    expect(page.get_by_role("button", name="Next check")).to_be_visible()
    (photo,) = photos.photos(clinic)
    assert (photo.unit, photo.date) == ("换药室", "2026-11-02")


def test_a_line_without_a_mark_is_asked_for(at: str, visit: Visit, clinic: Workspace) -> None:
    """A line that nobody looked at must not count as in order."""
    page = visit(at, PHONE)
    page.get_by_role("button", name="Save the check").click()
    expect(page.locator(".capture-said")).to_contain_text(f"Not marked yet: {items(page)}")
    assert len(clinic.store.imports(clinic.scope)) == 0


def test_the_draft_is_there_again_after_a_reload(at: str, visit: Visit) -> None:
    page = visit(at, PHONE)
    page.locator("#capture-form fieldset").first.get_by_role(
        "radio", name="not in order", exact=True
    ).check()
    page.get_by_label("What was wrong?").fill("地面有水")
    page.reload()
    expect(page.get_by_label("What was wrong?")).to_have_value("地面有水")
    expect(page.locator(".capture-done")).to_contain_text(f"1 of {items(page)}")


def test_without_a_connection_it_waits_and_is_saved_once(
    at: str, visit: Visit, clinic: Workspace
) -> None:
    """In the treatment room there is no network: the check must not be lost, nor counted twice."""
    page = visit(at, PHONE)
    page.get_by_role("button", name="The rest is in order").click()
    page.evaluate(
        "() => { window.whole = fetch;"
        " window.fetch = () => Promise.reject(new TypeError('no network')); }"
    )
    page.get_by_role("button", name="Save the check").click()
    expect(page.locator(".capture-said")).to_contain_text("sent by itself later")
    assert len(clinic.store.imports(clinic.scope)) == 0
    page.evaluate(
        "() => { window.fetch = window.whole; window.dispatchEvent(new Event('online')); }"
    )
    expect(page.locator("#capture-form")).to_contain_text("all in order")
    page.reload()
    assert len(clinic.store.imports(clinic.scope)) == 1


def test_the_thumb_reaches_both_buttons_wherever_the_form_is_scrolled(
    at: str, visit: Visit
) -> None:
    """The bar of the pages, and the word that the connection is lost, must not lie over them."""
    page = visit(at, PHONE)
    first = page.locator("#capture-form fieldset").first
    first.get_by_role("radio", name="not in order", exact=True).check()
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(page.locator(".offline")).to_be_visible()
    for where in (0, 300, 10_000):
        page.evaluate("where => window.scrollTo(0, where)", where)
        for name in (".capture-rest", ".capture-save"):
            hit = page.evaluate(
                "name => { const box = document.querySelector(name).getBoundingClientRect();"
                " const all = [0.2, 0.5, 0.8].map((part) =>"
                "   document.elementFromPoint(box.x + box.width / 2, box.y + box.height * part));"
                " return all.every((each) => each && each.matches(name)) && box.height >= 44; }",
                name,
            )
            assert hit, (name, where)
    page.set_viewport_size({"width": 390, "height": 430})  # the keyboard is up
    page.get_by_label("What was wrong?").focus()
    note = page.get_by_label("What was wrong?").bounding_box()
    bar = page.locator(".bar").bounding_box()
    assert note and bar and note["y"] + note["height"] <= bar["y"]


def test_nothing_enlarges_the_page_when_it_is_written_into(at: str, visit: Visit) -> None:
    """Type under 16 px makes a phone zoom in, and the form slides away from under the thumb."""
    page = visit(at, PHONE)
    page.locator("#capture-form fieldset").first.get_by_role(
        "radio", name="not in order", exact=True
    ).check()
    sizes = page.locator("main input[type=text], main input:not([type]), main input[type=date], main textarea").evaluate_all(
        "all => all.map(each => [each.id, parseFloat(getComputedStyle(each).fontSize)])"
    )  # fmt: skip
    assert len(sizes) >= 5 and [each for each in sizes if each[1] < 16] == []


def test_another_checklist_has_its_own_form(at: str, visit: Visit) -> None:
    page = visit(at, DESK)
    before = page.locator("#capture-form legend").first.text_content()
    page.get_by_label("Checklist").first.click()
    page.get_by_role("option").nth(3).click()
    expect(page.locator("#capture-form legend").first).not_to_have_text(before or "")


def test_a_code_leads_to_its_unit(at: str, visit: Visit) -> None:
    page = visit(at.partition("?")[0] + "?lang=en&unit=x", DESK)
    answer = page.request.get(at.partition("/capture")[0] + "/qr.svg?unit=换药室")
    assert answer.ok and answer.text().startswith("<svg")
