"""The import page without a browser: preview, answers, import, putting right, undoing, own standards."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from dashboards import faults as explaining
from dashboards import inbox
from dashboards.app import create_app
from dashboards.asking import as_asked
from dashboards.components.faults import MOST, faults
from dashboards.components.navigation import days
from dashboards.components.questions import question
from dashboards.keeping import keep
from dashboards.page import Asked, Done, Page
from dashboards.pages.imports import actions, update
from dashboards.pages.imports.place import Place
from dashboards.previews import Previews, as_staged, masked_problems, previews
from dashboards.standing import with_standards
from dashboards.wiring import act
from qc.errors import ScopeError, UsageError, WorkbookError
from qc.ingest.problems import problem
from qc.ingest.remembered import LAYOUTS, read_layouts
from qc.ingest.unread import OWN_BOOK
from qc.records import Question
from qc.store.answers import StoredImport
from qc.store.scope import Scope
from qc.words import Kind
from qc.workspace import Workspace
from tests.unit.dashboards.test_components import EN, parts, text
from tests.workbooks import book, days_across

FAULTY = book(days_across([["√", "?"], ["√", "√"]]))
EVIL = "<img src=x onerror=alert(1)>"
OWN = book(
    [
        ["激光室操作自查表"],
        ["科室：激光室", None, "日期：2026年10月"],
        ["序号", "检查内容", 1, 2],
        [1, "开机前自检", "√", "√"],
        [2, "护目镜齐全", "√", "×"],
        [3, EVIL, "√", "√"],
        ["检查人签名", None, "李敏", "李敏"],
    ]
)
HERE = {"Host": "127.0.0.1"}


@pytest.fixture
def english(workspace: Workspace) -> Workspace:
    return replace(workspace, language="en")


@pytest.fixture
def preview() -> Previews:
    return previews()


def staged(workspace: Workspace, content: bytes = FAULTY, name: str = "十月.xlsx") -> inbox.Staged:
    (one,) = inbox.stage(workspace, name, [content])
    return one


def reader_of(workspace: Workspace, search: str) -> Workspace:
    """The workspace as the page gets it: by today's standards, in the address's language."""
    return with_standards(as_asked(workspace, search))


def shown(workspace: Workspace, preview: Previews, search: str = "") -> str:
    return "\n".join(
        text(part) for part in update.show(reader_of(workspace, search), search, preview)
    )


def done(
    workspace: Workspace,
    preview: Previews,
    name: str,
    of: str = "",
    search: str = "",
    **written: str,
) -> Done:
    fields = {key.replace("_", "-"): value for key, value in written.items()}
    page = Page(update.PATH, lambda *_: [], actions.acts(preview))
    return act(page, name, Asked(reader_of(workspace, search), search, of, fields))


def test_an_empty_page_says_what_will_stand_here(english: Workspace, preview: Previews) -> None:
    said = shown(english, preview)
    assert "look before anything is saved" in said
    assert "Each file will stand here" in said


def test_the_preview_tells_what_would_come_in_and_saves_nothing(
    english: Workspace, preview: Previews
) -> None:
    staged(english)
    said = shown(english, preview)
    assert "2 checks, 2026-10-01 to 02, 治疗室, 100 % (3/3 items) · held back: 1" in said
    assert "表!D4" in said
    assert english.store.imports(english.scope) == ()


def test_nothing_is_lost_on_a_reload(english: Workspace) -> None:
    """Another process must list the same files."""
    staged(english)
    assert "十月.xlsx" in shown(english, previews())


def test_what_is_no_workbook_is_said_and_does_not_go_in(
    english: Workspace, preview: Previews
) -> None:
    one = staged(english, b"hello", "a.xlsx")
    assert "is not an Excel workbook" in shown(english, preview)
    with pytest.raises(WorkbookError):
        keep(english, one, previews())
    assert [each.key for each in inbox.staged(english)] == [one.key]


def test_a_refused_member_of_an_archive_stays_listed_with_its_reason(english: Workspace) -> None:
    from tests.unit.dashboards.test_inbox import archive

    (one,) = inbox.stage(english, "a.zip", [archive(b_zip=b"PK")])
    assert "archive inside an archive" in shown(english, previews())
    with pytest.raises(WorkbookError):
        keep(english, one, previews())


def test_a_file_without_checks_says_so_and_stays(english: Workspace, preview: Previews) -> None:
    one = staged(english, book([["值班表"], ["周一", "李敏"]]))
    assert "Nothing in this file can be imported" in shown(english, preview)
    with pytest.raises(UsageError):
        keep(english, one, previews())
    assert inbox.staged(english)


def test_an_import_takes_the_file_off_the_list_and_counts(
    english: Workspace, preview: Previews
) -> None:
    one = staged(english)
    kept = keep(english, one, previews())
    assert kept.status == "partly"
    assert inbox.staged(english) == []
    assert len(english.store.results(english.scope)) == 4
    said = shown(english, preview, f"?open={kept.import_id}")
    assert "places that wait to be put right: 1" in said
    assert "Two ways" in said
    assert "1 held back" in said


def test_the_same_file_again_is_known_and_counts_once(
    english: Workspace, preview: Previews
) -> None:
    first = keep(english, staged(english), previews())
    again = staged(english)
    assert "Known already" in shown(english, preview)
    assert keep(english, again, previews()).import_id == first.import_id
    assert inbox.staged(english) == []


def test_a_cell_is_put_right_in_place_and_given_back(english: Workspace, preview: Previews) -> None:
    number = keep(english, staged(english), previews()).import_id
    search = f"?open={number}&fix={quote('表!D4')}"
    assert "shows “?” now" in shown(english, preview, search)
    with pytest.raises(UsageError, match="reason"):
        done(english, preview, "fix", search=search, fix_value="×")
    with pytest.raises(UsageError, match="right value"):
        done(english, preview, "fix", search=search, fix_value=" ", fix_why="问过李敏")
    after = done(english, preview, "fix", search=search, fix_value="×", fix_why="问过李敏")
    assert "still wait in this file: 0" in text(after.said)
    assert Place.parse(after.link).fix is None
    said = shown(english, preview, after.link)
    assert "nothing is held back" in said
    assert "王丽: 问过李敏" in said
    assert "In the figures; cells put right: 1" in said
    assert "Back to the original value" in shown(english, preview, search)
    back = done(english, preview, "take-back", search=search, fix_why="看错了")
    assert "original value again" in text(back.said)
    assert "wait to be put right: 1" in shown(english, preview, back.link)


def test_an_import_is_undone_with_a_reason_and_comes_in_again(
    english: Workspace, preview: Previews
) -> None:
    number = keep(english, staged(english), previews()).import_id
    with pytest.raises(UsageError):
        done(english, preview, "undo", str(number))
    after = done(english, preview, "undo", str(number), undo_why="传错了")
    assert "checks that left the figures: 2" in text(after.said)
    said = shown(english, preview, f"?open={number}")
    assert "传错了" in said
    assert "Undone" in said
    again = keep(english, staged(english), previews())
    assert again.status == "partly"
    assert len(english.store.results(english.scope)) == 4


def test_an_answer_is_previewed_then_remembered_with_the_import(
    english: Workspace, preview: Previews
) -> None:
    one = staged(english, OWN)
    sheet = preview(english, one).sheets[0].reading
    (asked,) = sheet.questions
    assert (asked.code, asked.assumed) == ("checklist", True)
    assert "Which checklist is this?" in [getattr(p, "label", "") for p in _parts(english, preview)]
    actions.answer(english, one.key, sheet.fingerprint, "checklist", "disinfection")
    again = inbox.find(english, one.key)
    assert preview(english, again).sheets[0].reading.checklist == "disinfection"
    assert read_layouts(english.folder / LAYOUTS) == ()
    keep(english, again, previews())
    (layout,) = read_layouts(english.folder / LAYOUTS)
    assert (layout.name, layout.answers) == ("激光室操作自查表", {"checklist": "disinfection"})


def _parts(workspace: Workspace, preview: Previews, search: str = "") -> list[Any]:
    return [
        p for top in update.show(reader_of(workspace, search), search, preview) for p in parts(top)
    ]


def test_what_is_remembered_is_listed_changed_forgotten_and_taken_back(
    english: Workspace, preview: Previews
) -> None:
    one = staged(english, OWN)
    mark = preview(english, one).sheets[0].reading.fingerprint
    actions.answer(english, one.key, mark, "checklist", "disinfection")
    done(english, preview, "remember", f"{one.key} {mark}")
    assert "激光室操作自查表" in text(update.show(english, "", preview)[-1])
    actions.answer(english, "", mark, "checklist", "appearance")
    path = english.folder / LAYOUTS
    assert read_layouts(path)[0].answers == {"checklist": "appearance"}
    said = done(english, preview, "forget", mark).said
    assert read_layouts(path) == ()
    again = next(
        p.id["of"] for p in parts(said) if getattr(p, "id", {}).get("act", "") == "remember-again"
    )
    done(english, preview, "remember-again", again)
    assert read_layouts(path)[0].answers == {"checklist": "appearance"}
    with pytest.raises(UsageError):
        done(english, preview, "forget", "0" * 16)


def test_a_sheet_becomes_a_standard_and_is_read_by_it(
    english: Workspace, preview: Previews
) -> None:
    one = staged(english, OWN)
    own = f"{one.key}.0"
    form = shown(english, preview, f"?own={own}")
    assert "It will hold 3 items" in form
    done(
        english, preview, "own", own,
        own_name="激光室操作", own_indicator="safety", own_owner="李敏",
    )  # fmt: skip
    reader = with_standards(english)
    sheet = preview(reader, one).sheets[0]
    assert reader.catalogue.checklists[sheet.reading.checklist].name.zh == "激光室操作"
    assert (sheet.reading.indicator, sheet.own_items) == ("safety", ())
    with pytest.raises(UsageError):
        shown(english, preview, f"?own={own}")


def test_who_sees_one_unit_makes_no_standard_for_all(english: Workspace, preview: Previews) -> None:
    """A standard holds for everybody: the head of one room would change the others' rates."""
    one = staged(english, OWN)
    head = replace(english, scope=replace(english.scope, units=frozenset({"激光室"})))
    with pytest.raises(ScopeError, match="whole clinic"):
        done(head, preview, "own", f"{one.key}.0", own_name="激光室操作", own_indicator="safety", own_owner="李敏")  # fmt: skip


def test_an_answer_given_before_does_not_keep_the_new_standard_out(
    english: Workspace, preview: Previews
) -> None:
    one = staged(english, OWN)
    mark = preview(english, one).sheets[0].reading.fingerprint
    actions.answer(english, one.key, mark, "checklist", "disinfection")
    done(
        english, preview, "own", f"{one.key}.0",
        own_name="激光室操作", own_indicator="safety", own_owner="李敏",
    )  # fmt: skip
    reader = with_standards(english)
    sheet = preview(reader, inbox.find(reader, one.key)).sheets[0]
    assert sheet.reading.indicator == "safety"


def test_an_import_is_read_anew_by_a_later_answer(english: Workspace, preview: Previews) -> None:
    one = staged(english, OWN)
    mark = preview(english, one).sheets[0].reading.fingerprint
    number = keep(english, one, previews()).import_id
    from qc.ingest.remembered import Layout, remember

    remember(
        english.folder / LAYOUTS, Layout(fingerprint=mark, answers={"checklist": "appearance"})
    )
    done(english, preview, "read-anew", str(number))
    assert set(english.store.results(english.scope)["indicator"]) == {"appearance"}


def test_a_sheet_that_is_in_becomes_a_standard_and_is_read_anew_by_it(
    english: Workspace, preview: Previews
) -> None:
    """Who imported first and looked afterwards would have to undo the import."""
    one = staged(english, OWN)
    mark = preview(english, one).sheets[0].reading.fingerprint
    actions.answer(english, one.key, mark, "checklist", "disinfection")
    kept = keep(english, inbox.find(english, one.key), preview)
    here = f"?open={kept.import_id}"
    assert "No standard has these items: 3." in shown(english, preview, here)
    own = f"{one.key}.0"
    assert "It will hold 3 items" in shown(english, preview, f"{here}&own={own}")
    done(
        english, preview, "own", own, search=here,
        own_name="激光室操作", own_indicator="safety", own_owner="李敏",
    )  # fmt: skip
    assert set(english.store.results(english.scope)["indicator"]) == {"safety"}
    assert "No standard has these items" not in shown(english, preview, here)
    done(english, preview, "undo", str(kept.import_id), search=here, undo_why="传错了")
    assert "No standard has" not in shown(english, preview, here)


def test_what_cannot_be_opened_as_a_whole_offers_no_standard(
    english: Workspace, preview: Previews
) -> None:
    """An import whose original was lost could not be opened, nor its problems be seen."""
    kept = keep(english, staged(english, OWN), preview)
    (original,) = english.store.archive.folder.rglob("*.sealed")
    original.unlink()
    said = shown(english, previews(), f"?open={kept.import_id}")
    assert "No standard has" not in said
    assert "nothing is held back" in said


def test_an_empty_form_is_told_as_one(english: Workspace, preview: Previews) -> None:
    """A nurse who drops the blank form would be told that her file is faulty."""
    one = staged(english, book(days_across([[None], [None]])))
    said = shown(english, preview)
    assert "The form is empty: nothing has been filled in yet." in said
    assert "assumptions" not in said and "cannot be imported" not in said
    with pytest.raises(UsageError):
        keep(english, one, preview)


def test_our_own_feedback_book_is_told_as_one(english: Workspace, preview: Previews) -> None:
    """Whoever drops the book that hangs on the wall would look for a fault in it."""
    staged(
        english, book([["换药室"], [OWN_BOOK], ["存在问题", "复查结果"], ["未注明时间", "未整改"]])
    )
    said = shown(english, preview)
    assert "all of it is counted already" in said
    assert "assumptions" not in said and "cannot be imported" not in said


def test_discarding_is_undone(english: Workspace, preview: Previews) -> None:
    one = staged(english)
    done(english, preview, "drop", one.key)
    assert "Discarded: 1" in shown(english, preview)
    done(english, preview, "restore", one.key)
    done(english, preview, "drop-all")
    assert inbox.staged(english) == []
    with pytest.raises(UsageError):
        done(english, preview, "nonsense")


def test_the_last_words_lead_to_what_is_held_back(english: Workspace) -> None:
    number = keep(english, staged(english), previews()).import_id
    clean = keep(
        english, staged(english, book(days_across([["√"]])), "好.xlsx"), previews()
    ).import_id
    said = actions.came_in(english, Place(), [number, clean])
    assert "Files imported: 2; to be put right: 1." in text(said)
    assert "十月.xlsx" in text(said)
    assert "好.xlsx" not in text(said)
    assert "Files imported: 1" in text(actions.came_in(english, Place(), [clean]))


@pytest.mark.parametrize("search", ["?open=99", "?open=x", "?own=abc.0"])
def test_a_wrong_address_is_a_mistake_with_a_way_back(
    english: Workspace, preview: Previews, search: str
) -> None:
    with pytest.raises(UsageError) as caught:
        update.show(english, search, preview)
    said = text(explaining.explained(english, update.PATH, search, caught.value))
    assert "Show the page without this" in said


def test_a_fault_of_ours_is_logged(english: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        said = text(explaining.explained(english, update.PATH, "", ZeroDivisionError("inside")))
    assert "inside" in caplog.text
    assert "inside" not in said


def test_a_cell_must_be_named(english: Workspace, preview: Previews) -> None:
    with pytest.raises(UsageError):
        done(english, preview, "fix", search="?open=1&fix=D4", fix_value="√", fix_why="x")


def test_another_persons_units_are_not_shown(english: Workspace, preview: Previews) -> None:
    number = keep(english, staged(english), previews()).import_id
    other = replace(english, scope=Scope("李敏", units=frozenset({"换药室"})))
    assert "十月.xlsx" not in shown(other, preview)
    with pytest.raises(UsageError):
        update.show(other, f"?open={number}", preview)


def test_a_long_history_is_listed_on_demand(english: Workspace, preview: Previews) -> None:
    for day in range(1, 33):
        marks = [["√"] * day]
        keep(
            english,
            staged(english, book(days_across(marks, month="2026年9月")[:5]), f"{day}.xlsx"),
            preview,
        )
    assert "Show 2 older imports" in shown(english, preview)
    assert "older imports" not in shown(english, preview, "?all=1")


def test_problems_beyond_the_first_twenty_are_folded_and_never_without_end(
    english: Workspace,
) -> None:
    many = [problem("unknown_mark", "表", None, value=str(n)) for n in range(MOST + 30)]
    component = faults(many, english.t)
    first, rest, assumed = component.children
    assert text(first).count("no mark") == 20
    assert f"{MOST + 10} more" in text(rest)
    assert f"lists all {MOST + 10}" in text(rest)
    assert assumed is None


def test_a_question_of_a_newer_program_is_shown_by_its_code(english: Workspace) -> None:
    asked = question(
        Question("newer", "a", True, "B3"), Kind.POINTS, "", "f", english.catalogue, EN
    )
    assert "newer" in asked.label
    known = question(
        Question("ticks_are", "problem", False), Kind.POINTS, "", "f", english.catalogue, EN
    )
    assert [radio.value for radio in known.children.children] == ["in_order", "problem"]


def test_days_are_as_short_as_they_can_be() -> None:
    import datetime as dt

    first = dt.date(2026, 3, 1)
    assert days(first, first, EN) == "2026-03-01"
    assert days(first, dt.date(2026, 3, 29), EN) == "2026-03-01 to 29"
    assert days(first, dt.date(2026, 4, 2), EN) == "2026-03-01 to 2026-04-02"


# --- the way in over HTTP


def test_what_was_read_for_one_is_not_told_to_another(workspace: Workspace) -> None:
    """Who sees a part of a file would be told the lines of the rest, once a colleague has looked."""
    (one,) = import_content_of(workspace)
    preview = previews()
    assert preview(workspace, as_staged(one)).sheets
    nurse = replace(workspace, scope=Scope("护士", units=frozenset({"换药室"})))
    with pytest.raises((ScopeError, UsageError)):
        preview(nurse, as_staged(one))


def import_content_of(workspace: Workspace) -> tuple[StoredImport, ...]:
    (one,) = inbox.stage(workspace, "自查.xlsx", [OWN])
    keep(workspace, one, previews())
    return workspace.store.imports(workspace.scope)


def test_the_annotated_copy_of_what_is_no_workbook_is_a_sentence(client: Any, workspace: Workspace) -> None:  # fmt: skip
    (one,) = inbox.stage(workspace, "坏的.xlsx", [b"PK no workbook"])
    answer = client.get(f"/annotated/{one.key}?lang=en", headers=HERE)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


@pytest.fixture
def client(workspace: Workspace) -> Any:
    return create_app(workspace).server.test_client()


def posted(client: Any, path: str, content: bytes = b"", **headers: str) -> Any:
    return client.post(path, data=content, headers={**HERE, "X-QC": "1", **headers})


def test_a_file_is_sent_and_imported_by_its_key(client: Any, workspace: Workspace) -> None:
    answer = posted(client, f"/upload?name={quote('十月.xlsx')}", FAULTY)
    assert answer.json == {"staged": ["十月.xlsx"]}
    (one,) = inbox.staged(workspace)
    answer = posted(client, f"/inbox/{one.key}/import")
    assert answer.json["status"] == "partly"
    assert workspace.store.imports(workspace.scope)[0].id == answer.json["import"]
    again = posted(client, f"/inbox/{one.key}/import?lang=en")
    assert again.status_code == 400
    assert "no longer waits" in again.json["said"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-QC": "0"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_cannot_send_anything(
    client: Any, workspace: Workspace, headers: dict[str, str]
) -> None:
    """A page open in the next tab could fill the clinic's record."""
    assert posted(client, "/upload?name=a.xlsx", FAULTY, **headers).status_code == 403
    assert inbox.staged(workspace) == []


def test_another_site_cannot_press_our_buttons(client: Any) -> None:
    answer = client.post(
        "/_dash-update-component", data=json.dumps({}), content_type="application/json",
        headers={**HERE, "Origin": "https://evil.example"},
    )  # fmt: skip
    assert answer.status_code == 403


def test_our_own_page_may_send(client: Any) -> None:
    mine = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    assert posted(client, "/upload?name=a.xlsx", FAULTY, **mine).status_code == 200


def test_a_length_beyond_the_limit_is_refused_at_once(client: Any, workspace: Workspace) -> None:
    answer = client.post(
        "/upload?name=a.xlsx&lang=en",
        headers={**HERE, "X-QC": "1"},
        environ_overrides={"CONTENT_LENGTH": str(2**40)},
    )
    assert answer.status_code == 400
    assert "larger" in answer.json["said"]
    assert inbox.staged(workspace) == []


def test_the_annotated_copy_of_what_waits_and_of_what_is_in(
    client: Any, workspace: Workspace
) -> None:
    one = staged(workspace)
    waiting = client.get(f"/annotated/{one.key}?lang=en", headers=HERE)
    assert waiting.data.startswith(b"PK")
    assert waiting.headers["Content-Disposition"].startswith("attachment")
    keep(workspace, one, previews())
    assert client.get(f"/annotated/{one.key}", headers=HERE).data.startswith(b"PK")
    assert client.get(f"/annotated/{'a' * 64}", headers=HERE).status_code == 404


def test_a_fault_of_ours_while_sending_is_told_in_words_and_logged(
    client: Any, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    one = staged(workspace)
    note = next((workspace.folder / "inbox").rglob("*.json"))
    note.write_text("{", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        answer = posted(client, f"/inbox/{one.key}/import?lang=en")
    assert answer.status_code == 500
    assert "program's log" in answer.json["said"]
    assert "could not be answered" in caplog.text


def test_who_was_inspected_is_masked_in_problems() -> None:
    """The name of the nurse inspected is nobody's business on a screen that all can see."""
    found = problem("unknown_mark", "表", None, value="王小明", unit="王小明", n=3)
    (hidden,) = masked_problems([found], frozenset({"王小明"}))
    assert (hidden.value, hidden.values) == ("王*", {"unit": "王*", "n": 3})
    (open_,) = masked_problems([found], frozenset())
    assert open_ == found
