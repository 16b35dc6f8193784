"""At the door itself: cookies that were worked on, requests from elsewhere, names that are ways out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer

from dashboards.signing.sessions import BEGAN, NAME, SEEN
from qc.accounts import Role, add, change, disable
from qc.accounts.secret import session_secret
from qc.workspace import open_workspace
from tests.hostile.forging import INSIDE, listening
from tests.hostile.house import MINE
from tests.hostile.table import ROUTES
from tests.integration.accounts.conftest import (
    HERE,
    LOGINS,
    PASSWORD,
    Clinic,
    Watch,
    browser,
    sign_in,
    staffed,
    token_of,
)

TODAY = dt.date(2026, 10, 31)
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ASKED = "/_dash-layout"
MALFORMED = ("http://[", "http://[::1", "//[", "http://%5b::1", "null", "", "http://", "127.0.0.1", "http://127.0.0.1:99999999", "http://127.0.0.1.evil.example", "http://evil.example@127.0.0.1:1", "http://127.0.0.1@evil.example", "file://", "\ufeffhttp://127.0.0.1")  # fmt: skip
TRICKS = (
    "..", "../..", "%2e%2e", "%2e%2e%2f%2e%2e%2fworkspace.key", "..%2fworkspace.key", "..%5cworkspace.key", "....//workspace.key",
    "%252e%252e%252fworkspace.key", "workspace.key", "%2fetc%2fpasswd", "C:%5cWindows", "CON", "x.docx", "a%00b", "%00", "%0d%0aX-Evil:%20yes", "%ed%a0%80", "%ff",
    "%e2%80%ae", "²", "%f0%9f%98%80", "-1", "1e9", "9" * 4400, "a" * 60_000, "%2e/%2e", "~", "*", "$(id)", "{0}", "%3Cscript%3E",
)  # fmt: skip
"""Ways out of a folder, names that are none, names without end."""

STATEFUL = [each for each in ROUTES if each.startswith("POST")]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic with users, for tests that change none of them."""
    watch, folder = Watch(), tmp_path_factory.mktemp("door") / "clinic"
    made = open_workspace(folder, today=TODAY, language="zh", clock=watch)
    staffed(made)
    yield Clinic(made, watch)
    made.store.close()


@pytest.fixture
def own(small: Clinic) -> Clinic:
    """One for a test alone."""
    staffed(small.workspace)
    return small


def cookie_of(client: Any) -> Any:
    (cookie,) = client._cookies.values()
    return cookie


def status_with(clinic: Clinic, name: str, value: str) -> int:
    """What a browser gets that brings a cookie of its own making."""
    thief = browser(clinic.app())
    thief.set_cookie(name, value, domain="127.0.0.1")
    return int(thief.get(f"{HERE}{ASKED}").status_code)


def test_every_sign_of_the_cookie_counts(door: Clinic) -> None:
    """What it says, when it was signed and the signature itself: one sign changed anywhere, and it opens nothing."""
    client = browser(door.app())
    sign_in(client, LOGINS[Role.UNIT_NURSE])
    cookie = cookie_of(client)
    assert status_with(door, cookie.key, cookie.value) == 200
    for place, sign in enumerate(cookie.value):
        other = SIGNS[SIGNS.index(sign) ^ 32] if sign in SIGNS else "A"
        forged = cookie.value[:place] + other + cookie.value[place + 1 :]
        assert status_with(door, cookie.key, forged) != 200, place
    said, when, signature = cookie.value.rsplit(".", 2)
    for forged in (said, f"{said}.{when}", f"{said}.{when}.", f".{when}.{signature}", f"{said}..{signature}", f"{said}.{signature}.{when}", cookie.value * 2, "." * 3000):  # fmt: skip
        assert status_with(door, cookie.key, forged) != 200, forged[:60]


def signed(secret: bytes, salt: str = "cookie-session", **said: Any) -> str:
    """A session as Flask writes it, with whatever secret."""
    from flask.sessions import SecureCookieSessionInterface as Usual

    kind = Usual()
    serializer = URLSafeTimedSerializer(
        secret, salt=salt, serializer=kind.serializer,
        signer_kwargs={"key_derivation": kind.key_derivation, "digest_method": kind.digest_method},
    )  # fmt: skip
    return str(serializer.dumps(said))


def test_a_session_of_ones_own_making_needs_the_workspaces_secret(door: Clinic) -> None:
    """Another program's secret, an empty one, another salt; with the right one alone it opens, so that the test is one."""
    client = browser(door.app())
    sign_in(client, LOGINS[Role.ADMINISTRATOR])
    name, at = cookie_of(client).key, int(door.workspace.clock().timestamp())
    said = {"_user_id": "1.1", BEGAN: at, SEEN: at, NAME: "made up"}
    secret = session_secret(door.workspace.folder)
    assert status_with(door, name, signed(secret, **said)) == 200
    for other in (b"", b"secret", secret[:-1], secret[::-1], b"\0" * 32):
        assert status_with(door, name, signed(other, **said)) != 200
    assert status_with(door, name, signed(secret, salt="itsdangerous", **said)) != 200


@pytest.mark.parametrize(
    "changed",
    [
        {"_user_id": "99.1"}, {"_user_id": "1.2"}, {"_user_id": "1"}, {"_user_id": ""}, {"_user_id": 1}, {"_user_id": "1.1.1"}, {"_user_id": "-1.1"},
        {"_user_id": "９.1"}, {"_user_id": f"{10**30}.1"}, {"_user_id": None}, {"_user_id": ["1.1"]}, {SEEN: 0}, {BEGAN: 0}, {SEEN: 2**40}, {BEGAN: True}, {SEEN: "now"},
        {BEGAN: None}, {SEEN: 1e30}, {NAME: ""}, {NAME: None},
    ],
    ids=str,
)  # fmt: skip
def test_a_session_that_holds_no_more_opens_nothing(door: Clinic, changed: dict[str, Any]) -> None:
    """Of an account that is not there, of another epoch, from long ago, from the future, of another form: signed rightly,
    as an earlier version might have, and refused without a fault of ours."""
    client = browser(door.app())
    sign_in(client, LOGINS[Role.ADMINISTRATOR])
    at = int(door.workspace.clock().timestamp())
    said = {"_user_id": "1.1", BEGAN: at, SEEN: at, NAME: "made up"} | changed
    with listening() as log:
        forged = signed(session_secret(door.workspace.folder), **said)
        assert status_with(door, cookie_of(client).key, forged) == 401
    assert log.said == []


def test_a_role_taken_away_is_gone_with_the_next_request(own: Clinic) -> None:
    """A lowered role, a narrowed one, a switched-off account: the open window holds nothing any more, and what it still
    sends is not done."""
    add(own.workspace, "second", "第二人", Role.ADMINISTRATOR, PASSWORD)
    for act in (
        lambda: change(own.workspace, "second", Role.MANAGEMENT),
        lambda: change(own.workspace, "second", Role.HEAD_NURSE, units=[MINE]),
        lambda: disable(own.workspace, "second"),
    ):
        client = browser(own.app())
        assert sign_in(client, "second").status_code == 303
        assert client.get(f"{HERE}{ASKED}").status_code == 200
        act()
        for method, path in (
            ("GET", ASKED),
            ("POST", "/upload?name=x.xlsx"),
            ("GET", "/finder.json"),
            ("POST", "/sign-out"),
        ):
            answer = client.open(
                f"{HERE}{path}", method=method, headers={"X-QC": "1", "Accept": "*/*"}, data=b"x"
            )
            assert answer.status_code in (401, 303) and "换药室" not in answer.text, (method, path)


def test_a_planted_session_does_not_become_the_victims(door: Clinic) -> None:
    """An attacker's own session, put into the victim's browser before: signing in draws another, and the attacker's
    stays the attacker's."""
    attacker, victim = browser(door.app()), browser(door.app())
    sign_in(attacker, LOGINS[Role.UNIT_NURSE])
    planted = cookie_of(attacker)
    victim.set_cookie(planted.key, planted.value, domain="127.0.0.1")
    assert sign_in(victim, LOGINS[Role.ADMINISTRATOR]).status_code == 303
    assert cookie_of(victim).value != planted.value
    with (
        victim.session_transaction(base_url=HERE) as theirs,
        attacker.session_transaction(base_url=HERE) as ours,
    ):
        assert theirs[NAME] != ours[NAME] and theirs["_user_id"] != ours["_user_id"]


@pytest.mark.parametrize("route", STATEFUL)
def test_what_changes_something_is_asked_from_here_alone(door: Clinic, route: str) -> None:
    """Another site's page, and one whose origin no browser would write: refused, never a fault of ours."""
    path = re.sub(r"<[^>]+>", "x", route.removeprefix("POST "))
    client = browser(door.app())
    sign_in(client, LOGINS[Role.HEAD_NURSE])
    foreign = [{"Sec-Fetch-Site": each} for each in ("cross-site", "same-site", "x", "")]
    with listening() as log:
        for given in ({"Origin": each} for each in MALFORMED):
            assert client.post(f"{HERE}{path}", headers=given, data=b"x").status_code == 403, given
        for given in foreign:
            assert client.post(f"{HERE}{path}", headers=given, data=b"x").status_code == 403, given
        for method in ("PUT", "PATCH", "DELETE", "PROPFIND", "TRACE", "x"):
            assert client.open(
                f"{HERE}{path}", method=method, headers={"Origin": "http://evil.example"}
            ).status_code in (403, 405)
        answer = client.get(
            f"{HERE}{path}", headers={"X-HTTP-Method-Override": "POST", "X-QC": "1"}
        )
        assert answer.status_code in (200, 303, 404, 405)
    assert log.said == []
    assert client.get(f"{HERE}{ASKED}").status_code == 200  # nobody was signed out by it


@pytest.mark.parametrize(
    "next_",
    [
        *MALFORMED,
        "/%00",
        "/x\r\nSet-Cookie: a=b",
        "/" + "a/" * 4000,
        "//evil.example",
        "/\\evil.example",
    ],
)
def test_the_way_on_after_signing_in_is_never_a_fault(door: Clinic, next_: str) -> None:
    """Nobody is signed in yet: whatever the link says, the door opens to a path of this very server."""
    with listening() as log:
        client = browser(door.app())
        assert client.get(f"{HERE}/sign-in", query_string={"next": next_}).status_code == 200
        answer = sign_in(client, LOGINS[Role.QC_MEMBER], next=next_)
        assert answer.status_code == 303
        on = answer.headers["Location"]
        assert on.startswith("/") and not on.startswith(("//", "/\\")) and "\n" not in on
        assert client.get(f"{HERE}{ASKED}").status_code == 200
    assert log.said == []


@pytest.mark.parametrize("who", [None, Role.UNIT_NURSE, Role.ADMINISTRATOR])
def test_a_name_in_an_address_leads_nowhere(door: Clinic, who: Role | None) -> None:
    """Every route that takes a name, with every trick in it: no file that is not offered, no fault, no header of theirs."""
    client = browser(door.app())
    if who:
        sign_in(client, LOGINS[who])
    keys = [
        (door.workspace.folder / name).read_bytes() for name in ("workspace.key", "session.key")
    ]
    tried = 0
    with listening() as log:
        for method, rule in (each.split(" ", 1) for each in ROUTES if "<" in each):
            for trick in TRICKS:
                for path in {
                    re.sub(r"<[^>]+>", trick, rule),
                    re.sub(r"<[^>]+>$", trick, re.sub(r"<string[^>]+>(?=/)", "dash", rule))
                    .replace("<", "x")
                    .replace(">", ""),
                }:
                    answer = client.open(
                        f"{HERE}{path}",
                        method=method,
                        headers={"X-QC": "1"},
                        data=b"x" if method == "POST" else None,
                    )
                    assert answer.status_code < 500, (method, path[:90])
                    assert "X-Evil" not in answer.headers
                    assert not any(key in answer.data for key in keys) and not any(
                        each in answer.text for each in INSIDE
                    ), path[:90]
                    is_page = b"<!DOCTYPE" in answer.data[:40]
                    assert answer.status_code != 200 or is_page, (method, path[:90])
                    tried += 1
                    answer.close()
    assert tried > 300 and log.said == [], log.said[:3]


def test_every_answer_carries_the_headers(door: Clinic) -> None:
    """A refusal, a mistake and a file too: a page that was let out without them could be framed or kept."""
    expected = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}  # fmt: skip
    client, stranger = browser(door.app()), browser(door.app())
    sign_in(client, LOGINS[Role.ADMINISTRATOR])
    kinds = set()
    for who in (client, stranger):
        for method, rule in (each.split(" ", 1) for each in ROUTES if "sign-out" not in each):
            for given in ({}, {"Host": "evil.example"}, {"Origin": "http://["}):
                answer = who.open(
                    f"{HERE}{re.sub(r'<[^>]+>', 'x', rule)}", method=method, headers=given
                )
                assert {name: answer.headers.get(name) for name in expected} == expected, (
                    method,
                    rule,
                )
                policy = answer.headers["Content-Security-Policy"]
                assert (
                    "default-src 'self'" in policy
                    and "frame-ancestors 'none'" in policy
                    and "'unsafe-inline'" not in policy.split("style-src")[0]
                )
                assert "no-store" in answer.headers.get("Cache-Control", "") or rule.startswith(
                    ("/assets", "/_dash-component", "/sign-in.css")
                ), rule
                kinds.add(answer.status_code)
                answer.close()
    assert kinds >= {200, 303, 400, 401, 403, 404, 421}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "127.0.0.1, evil.example", "[", "[::1", "[evil]", "", "127.0.0.1:x:y", "localhost.", "lócalhost", "a" * 5000])  # fmt: skip
def test_another_host_name_is_told_nothing(door: Clinic, host: str) -> None:
    """Signed in or not: a name that resolves to this PC, or one that is none, opens no page and makes no fault."""
    client = browser(door.app())
    sign_in(client, LOGINS[Role.ADMINISTRATOR])
    with listening() as log:
        for path in ("/", ASKED, "/sign-in", "/assets/own.js", "/qr.svg?unit=x"):
            answer = client.get(f"{HERE}{path}", headers={"Host": host.encode().decode("latin-1")})
            assert answer.status_code in (400, 421), (path, answer.status)
            assert "evil" not in answer.headers.get("Location", "")
    assert log.said == []


def test_no_header_of_a_proxy_changes_who_asks(own: Clinic) -> None:
    """Without --https nobody stands before the program: what says so is made up, and the limit for an address holds."""
    for n in range(30):
        given = {
            "headers": {
                "X-Forwarded-For": f"10.1.1.{n}",
                "X-Forwarded-Host": "evil.example",
                "Forwarded": f"for=10.2.2.{n}",
            }
        }
        assert sign_in(browser(own.app()), f"guess{n}", "wrong", **given).status_code == 401
    client = browser(own.app())
    token = token_of(client.get(f"{HERE}/sign-in"))
    form = {"login": "guess", "password": "wrong", "token": token}
    answer = client.post(f"{HERE}/sign-in", data=form, headers={"X-Forwarded-For": "10.3.3.3"})
    assert answer.status_code == 429
