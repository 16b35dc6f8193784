"""Every role at every route, callback and button, and another unit's drawers: the table is kept, and it is complete."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dashboards import sample
from dashboards.forged import CALLBACKS as ADDRESS
from dashboards.page import Asked
from qc.errors import UsageError
from qc.improve.calendar.reading import appointments
from qc.store.scope import Scope
from qc.words import Right
from tests.hostile.forging import leaks, listening, words_of
from tests.hostile.harvest import HERE, Harvest, Press, show, walk
from tests.hostile.house import (
    MINE,
    NAMELESS,
    NOBODY,
    OF_A_PART,
    OFF,
    READERS,
    THERE,
    House,
    said_on_the_spot,
    sheet_of,
)
from tests.hostile.payloads import Forged, plausible, signatures, whole
from tests.hostile.table import ACTS, CALLBACKS, MAY, ROUTES

GOOD = (200, 204, 302, 303)
AT_THE_DOOR = {"POST /sign-in": 400, "POST /password": 400, "POST /first-administrator": 303}
"""What a form without its token is answered to whoever may send it."""


def may(who: str, area: str) -> bool:
    return MAY[area].split()[READERS.index(who)] == "+"


@pytest.fixture(scope="module")
def found(house: House) -> Harvest:
    things = house.things
    first = (
        f"/findings?lang=zh&finding={things['finding']}&do=note",
        f"/cycles?lang=zh&cycle={things['cycle']}",
        f"/import?lang=zh&open={things['import']}",
    )
    return walk(house.browser("administrator"), house.paths, 36, first)


def test_every_route_stands_in_the_table(house: House) -> None:
    """A route that nobody has thought of here may be open to all."""
    rules = house.app.server.url_map.iter_rules()
    known = {
        f"{method} {rule.rule}" for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert known == set(ROUTES)


def test_every_callback_stands_in_the_table(house: House) -> None:
    served = {name for name, told in house.app.callback_map.items() if "callback" in told}
    assert {_first(each) for each in signatures(house.app) if each.output in served} == set(
        CALLBACKS
    )


def test_every_act_of_every_page_stands_in_the_table(house: House) -> None:
    for path, page in house.pages().items():
        assert set(page.acts) == set(areas_of(path)), path


def areas_of(path: str) -> dict[str, str]:
    return {act: area for area, acts in ACTS[path].items() for act in acts.split()}


def readable(content: bytes) -> str:
    """All that stands in an answer, in the parts of an office file or a zip too."""
    if not content.startswith(b"PK\x03\x04"):
        text = content.decode("utf-8", "replace")
        return text + (
            json.dumps(json.loads(text), ensure_ascii=False)
            if text[:1] in '[{"' and _is_json(text)
            else ""
        )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(f"{name} {readable(package.read(name))}" for name in package.namelist())


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "who", [who for who in READERS if who in (NOBODY, OFF, *OF_A_PART, *NAMELESS)]
)
def test_every_page_shows_nobody_what_is_not_theirs(house: House, found: Harvest, who: str) -> None:
    """Each address that the administrator has, opened by everybody: the page and the drawer behind a figure."""
    client, wrong = house.browser(who), []
    drawer = next(
        each for each in signatures(house.app) if each.output.startswith("..drawer.opened")
    )
    with listening() as log:
        for address in found.addresses:
            shown, search = show(client, address), address.partition("?")[2]
            if (shown is not None) is not may(who, "look"):
                wrong.append(address)
            answers = [json.dumps(shown, ensure_ascii=False)]
            if "rows." in search:
                told = whole(drawer, {"address.search": f"?{search}", "address.pathname": "/"})
                answers.append(readable(client.post(f"{HERE}{ADDRESS}", json=told).data))
            sent = words_of(Forged("", address.encode()))
            wrong += [
                f"{address}: told {word}" for text in answers for word in leaks(who, text, sent)
            ]
    assert not wrong + log.said, "\n".join(wrong + log.said)


@pytest.mark.parametrize("who", READERS)
def test_every_callback_answers_whom_the_table_says(house: House, who: str) -> None:
    """A callback asked directly, past the page that would not offer it."""
    cells = {"sha256": house.things["original"], "sheet": "表", "cell": "J3"}
    values = {"view.data": "/", "address.search": "", "asked.data": {"act": "hush", "of": ""}, "import-done.data": {}, "evidence-grid.selectedRows": [cells]}  # fmt: skip
    for each in signatures(house.app):
        told = whole(each, values)
        answer = house.browser(who).post(f"{HERE}{ADDRESS}", json=told)
        if not may(who, "look"):
            assert answer.status_code == 401, each
        elif _first(each) not in CALLBACKS:
            assert answer.status_code == 400, each  # the browser answers it by itself
        else:
            assert answer.status_code in (200, 204), each
            assert leaks(who, readable(answer.data), "") == []


def _first(each: Any) -> str:
    name, property_ = each.inputs[0]
    return f"{json.loads(name)['type'] if name.startswith('{') else name}.{property_}"


def _presses(house: House, found: Harvest) -> Iterator[tuple[str, Press]]:
    """Each act of each page with its area: about a thing of THERE or of the whole clinic, as the administrator is
    offered it, or else by its name."""
    things = house.things
    near = (
        f"?cycle={things['cycle']}&open={things['import']}&fix=表!J3&indicator=disinfection&lang=zh"
    )
    for path, page in house.pages().items():
        for act in page.acts:
            offered = [each for each in found.presses if (each.path, each.act) == (path, act)]
            of = things["import"] if path == "/import" else f"{things['cycle']}@1@1"
            by_name = Press(path, near, act, of)
            yield areas_of(path)[act], (offered or [by_name])[0] if path != "/import" else by_name


def _press(house: House, who: str, found: Harvest, press: Press) -> Any:
    (do,) = (each for each in signatures(house.app) if each.inputs == (("asked", "data"),))
    chosen = [each.of for each in found.presses if each.act == "note" and each.path == "/findings"][
        :1
    ]
    written = {name: plausible(name, "一句足够长的话") for name in found.fields} | {
        "chosen": chosen,
        "role": "management",
    }
    values = {
        "asked.data": {"act": press.act, "of": press.of, "written": written},
        "address.pathname": press.path,
        "address.search": press.search,
    }
    return house.browser(who).post(f"{HERE}{ADDRESS}", json=whole(do, values))


@pytest.mark.parametrize("who", [who for who in READERS if not may(who, "record whole")])
def test_no_press_changes_what_is_not_theirs(house: House, found: Harvest, who: str) -> None:
    """Every button of every page, with the things of another unit: forged or not, all stays as it was."""
    house.browser(who)  # signing in is written down
    tried = 0
    with listening() as log:
        for area, press in _presses(house, found):
            before = house.state()
            answer = _press(house, who, found, press)
            assert answer.status_code == (200 if may(who, "look") else 401), press
            assert house.state() == before, (area, press)
            assert leaks(who, readable(answer.data), press.search) == [], press
            tried += 1
    assert tried > 50 and log.said == []


@pytest.mark.parametrize("who", READERS)
def test_every_route_answers_whom_the_table_says(house: House, who: str) -> None:
    """And nobody is told of another unit, or by name of whom they may not see."""
    wrong, tried = [], 0
    house.browser(who)
    with listening() as log:
        for route, area, address in (
            (route, *ask) for route, asks in ROUTES.items() for ask in asks
        ):
            tried += 1
            path = address.format(**house.things, **_made_for(house, who, address))
            before = house.state()
            answer = _asked(house, who, route, path)
            good = answer.status_code in GOOD and not _to_the_door(answer)
            good |= answer.status_code == AT_THE_DOOR.get(route)
            if good is not may(who, area):
                wrong.append(
                    f"{route} {path}: {answer.status} {answer.text[:200] if len(answer.data) < 5000 else ''}"
                )
            after, kept = (
                house.state(),
                1 if area == "import other" else None,
            )  # what they sent is kept, and counts nothing
            if not may(who, area) and after[:kept] != before[:kept]:
                wrong.append(f"{route} {path}: changed something")
            sent = (
                path + THERE if area == "import other" else path
            )  # a file of theirs that names it
            wrong += [
                f"{route} {path}: told {word}" for word in leaks(who, readable(answer.data), sent)
            ]
            answer.close()
    assert not wrong + log.said, "\n".join(wrong + log.said)
    assert tried > 40


def _asked(house: House, who: str, route: str, path: str) -> Any:
    """Ask for it with all that belongs to it, so that it works where it may."""
    client, method = house.browser(who), route.split()[0]
    given: dict[str, Any] = {}
    if method == "POST":
        given = {"headers": {"X-QC": "1"}, "data": f"{who} {path}".encode()}
    if path.startswith("/captures"):
        unit = THERE if "other" in path else MINE
        said = said_on_the_spot(house.workspace, unit, f"{unit == MINE:d}-{READERS.index(who)}")
        given["data"] = {"said": json.dumps(said)}
    if route == "POST /sign-out" and may(who, "look"):
        client = house.new_browser(who)
    if route in AT_THE_DOOR:
        given = {"data": {"login": "x", "password": "x"}}
    return client.open(f"{HERE}{path}", method=method, **given)


def _made_for(house: House, who: str, address: str) -> dict[str, str]:
    """What is used up when it is used: an appointment and a workbook for each who asks."""
    made = {}
    if "{fresh}" in address:
        due = next(
            each for each in appointments(house.workspace) if each.takes_file and not each.acts
        )
        day = max(due.span.start, min(due.span.end, house.workspace.today))
        made = {"fresh": due.id, "day": str(day)}
    for name, unit in (("sent", MINE), ("sent_other", THERE)):
        if f"{{{name}}}" in address:
            content, given = sheet_of(unit, READERS.index(who)), {"X-QC": "1"}
            sent = house.browser(who).post(
                f"{HERE}/upload?name={name}.xlsx", data=content, headers=given
            )
            made[name] = (
                house.key_of(content) if sent.status_code == 200 else house.things["staged"]
            )
    return made


def _to_the_door(answer: Any) -> bool:
    return answer.status_code == 303 and "/sign-in?next=" in answer.headers["Location"]


def test_invented_checks_come_into_no_clinic_that_has_its_own(house: House) -> None:
    """To a nurse whose unit was never checked the clinic looks empty: the sample would stand among its figures."""
    scope = Scope("新人", units=frozenset({"换药室"}))
    newcomer, before = replace(house.workspace, scope=scope), house.state()
    assert not newcomer.store.imports(scope)
    with pytest.raises(UsageError):
        house.pages()["/"].acts["sample"](Asked(newcomer, "", "", {}))
    assert house.state() == before
    assert not sample.is_offered(newcomer)


def test_a_press_does_what_the_right_allows(house: House, found: Harvest) -> None:
    """The other half: who may is not refused, and each right is what decides. Last, for it changes the house."""
    refusals = {right: right.refusal.split("{actor}")[1] for right in Right}
    changed = set()
    for who in ("qc-member", "administrator"):
        house.browser(who)
        t = house.reader(who).t
        said = [t(right.refusal, actor=house.reader(who).scope.actor) for right in refusals]
        for area, press in _presses(house, found):
            if area == "administer" and press.act in (
                "change",
                "disable",
                "password",
                "sign-out",
                "settings",
            ):
                continue  # they end sessions; tests/unit/dashboards/test_admin.py has them
            before, answer = house.state(), _press(house, who, found, press)
            text = readable(answer.data)
            is_refused = any(each in text for each in said)
            assert not (may(who, area) and is_refused), (who, press)
            assert may(who, area) or house.state() == before, (who, press)
            if house.state() != before:
                changed.add(press.act)
    assert changed >= {"note", "backup", "praise", "undo", "exclude", "plan", "write"}, changed
