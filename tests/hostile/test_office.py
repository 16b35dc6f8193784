"""The same table over a lake: a chain's office, whose head of one clinic reads nothing of another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from dashboards.app import create_app
from dashboards.forged import CALLBACKS as ADDRESS
from tests.hostile.forging import leaks, listening
from tests.hostile.harvest import HERE, show, walk
from tests.hostile.house import NAMELESS, NOBODY, OF_A_PART, OFF, SECRET, UNIT_HEAD, House
from tests.hostile.office import OTHER_CLINIC, office
from tests.hostile.payloads import signatures, whole
from tests.hostile.table import ACTS, ROUTES
from tests.hostile.test_matrix import readable

LOOKING = tuple(dict.fromkeys((NOBODY, OFF, *OF_A_PART, *NAMELESS)))


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = office(tmp_path_factory.mktemp("chain"), lambda each: create_app(each, shared=True))
    yield made
    made.workspace.store.close()


@pytest.fixture(scope="module")
def addresses(chain: House) -> list[str]:
    """Every kind that the administrator is offered; some of them tell of the other clinic."""
    client = chain.browser("administrator")
    found = walk(client, chain.paths, most=14).addresses
    told = [json.dumps(show(client, each), ensure_ascii=False) for each in found]
    assert any(SECRET in each for each in told)
    return found


def test_the_office_has_no_route_and_no_act_of_its_own(chain: House) -> None:
    """What the table says of the clinic's program holds for the office's."""
    rules = chain.app.server.url_map.iter_rules()
    assert {f"{method} {rule.rule}" for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}} <= set(ROUTES)  # fmt: skip
    for path, page in chain.pages().items():
        assert set(page.acts) == {act for acts in ACTS[path].values() for act in acts.split()}, path


@pytest.mark.parametrize("who", LOOKING)
def test_no_page_shows_another_clinic(chain: House, addresses: list[str], who: str) -> None:
    """Each address that the administrator has, and each with the other clinic's name written into it."""
    client, wrong = chain.browser(who), []
    drawer = next(
        each for each in signatures(chain.app) if each.output.startswith("..drawer.opened")
    )
    with listening() as log:
        for address in addresses:
            for more in ("", f"&clinic={quote(OTHER_CLINIC)}"):
                shown, sent = show(client, address + more), OTHER_CLINIC if more else ""
                assert (shown is None) is (who in (NOBODY, OFF)), address
                rows = f"?{address.partition('?')[2]}{more}&rows.period=2026-10"
                told = whole(drawer, {"address.search": rows, "address.pathname": "/"})
                behind = readable(client.post(f"{HERE}{ADDRESS}", json=told).data)
                for text in (json.dumps(shown, ensure_ascii=False), behind):
                    wrong += [f"{address}{more}: told {word}" for word in leaks(who, text, sent)]
        finder = readable(client.get(f"{HERE}/finder.json").data)
    assert not wrong + log.said, "\n".join(wrong + log.said)
    assert leaks(who, finder, "") == []


def test_a_head_writes_about_the_own_clinic_only(chain: House) -> None:
    """A note on a chart changes what the other clinic's limits are."""
    (do,) = (each for each in signatures(chain.app) if each.inputs == (("asked", "data"),))
    written = {"period": "2026-08", "reason": "一句话"}
    chain.browser(UNIT_HEAD)
    for search in (
        f"?indicator=disinfection&clinic={quote(OTHER_CLINIC)}",
        "?indicator=disinfection",
    ):
        before = chain.state()
        for act in ("exclude", "rebase"):
            values = {
                "asked.data": {"act": act, "of": "", "written": written},
                "address.pathname": "/indicator",
                "address.search": search,
            }
            answer = chain.browser(UNIT_HEAD).post(f"{HERE}{ADDRESS}", json=whole(do, values))
            assert answer.status_code == 200
        assert chain.state() == before, search
