"""Whoever has not signed in gets the door, whatever is asked for; whoever has is who they are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboards.signing.views import OPEN, local_path
from qc.accounts import Role, change, disable, enable, give_password
from qc.accounts.signing_in import IDLE, LONGEST
from tests.integration.accounts.conftest import (
    AWAY,
    HERE,
    LOGINS,
    PASSWORD,
    Clinic,
    browser,
    sign_in,
    staffed,
    token_of,
)

ANY = {"sha256": "a" * 64, "path": "pages", "filename": "address.js", "key": "a" * 64}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def _addresses(app: Any) -> list[tuple[str, str]]:
    """Every route of the server with every method that it answers, its places filled in."""
    found = []
    for rule in app.server.url_map.iter_rules():
        values = {name: ANY.get(name, "x") for name in rule.arguments}
        adapter = app.server.url_map.bind("127.0.0.1")
        path = adapter.build(rule.endpoint, values)
        found += [(method, path) for method in METHODS if method in (rule.methods or ())]
    return found


def _is_refused(answer: Any) -> bool:
    to_door = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?next=")
    return answer.status_code == 401 or to_door


def test_every_route_is_refused_without_signing_in(filled: Clinic) -> None:
    """One route forgotten would give the records to anybody in the network."""
    app = filled.app()
    addresses = _addresses(app)
    assert len(addresses) > 15
    tried = 0
    for method, path in addresses:
        if path in OPEN:
            continue
        answer = browser(app).open(f"{HERE}{path}", method=method)
        assert _is_refused(answer), f"{method} {path}: {answer.status}"
        tried += 1
    assert tried > 15


def test_only_the_door_is_open(filled: Clinic) -> None:
    """The allow-list is what a reader of it expects: no page, no data."""
    client = browser(filled.app())
    for path in OPEN:
        answer = client.get(f"{HERE}{path}")
        assert answer.status_code in (200, 303), path
        assert "换药室" not in answer.text
        answer.close()


def test_after_signing_in_the_page_that_was_asked_for_comes(filled: Clinic) -> None:
    """A link from a colleague would otherwise end on the first page."""
    client = browser(filled.app())
    sent = client.get(f"{HERE}/scorecard?unit=换药室&lang=en")
    assert sent.headers["Location"].startswith("/sign-in?next=%2Fscorecard")
    door = client.get(sent.headers["Location"])
    assert "Name to sign in with" in door.text
    answer = sign_in(client, LOGINS[Role.HEAD_NURSE], next="/scorecard?period=2026-10")
    assert answer.headers["Location"] == "/scorecard?period=2026-10"
    assert client.get(f"{HERE}/").status_code == 200


@pytest.mark.parametrize(
    "outside",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "/\t/evil.example", "http:evil.example", "/sign-out", "/_dash-layout", "evil.example", "",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(outside: str) -> None:
    """An open redirect lends our address to a stranger's page that asks for the password again."""
    assert local_path(outside) == "/"


def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    filled: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who can tell them apart learns who works here; the same hash is computed in both cases."""
    from qc.accounts import passwords

    hashes: list[str] = []
    verify = passwords._hasher.verify

    def counted(kept: str, password: str) -> bool:
        hashes.append(kept[:30])
        return verify(kept, password)

    passwords._nobodys()
    counting = type("Hasher", (), {"verify": staticmethod(counted), "hash": passwords._hasher.hash})
    monkeypatch.setattr(passwords, "_hasher", counting())
    pages = []
    for login in (LOGINS[Role.HEAD_NURSE], "nobody"):
        client = browser(filled.app())
        answer = sign_in(client, login, "not the right one")
        assert answer.status_code == 401
        pages.append(answer.text.replace(login, "").replace(token_of(answer), ""))
    assert pages[0] == pages[1]
    assert len(hashes) == 2 and hashes[0] == hashes[1]  # the same parameters: the same effort


def test_a_form_of_another_site_signs_nobody_in(filled: Clinic) -> None:
    """Somebody could be signed in as the attacker, and write their findings there."""
    client = browser(filled.app())
    form = {"login": LOGINS[Role.HEAD_NURSE], "password": PASSWORD, "token": "made up"}
    assert client.post(f"{HERE}/sign-in", data=form).status_code == 400
    given = {"headers": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}}
    token = token_of(client.get(f"{HERE}/sign-in"))
    assert client.post(f"{HERE}/sign-in", data=form | {"token": token}, **given).status_code == 403
    assert client.get(f"{HERE}/").status_code == 303


def test_another_workspaces_cookie_opens_nothing(filled: Clinic, small: Clinic) -> None:
    """Two clinics on one PC: whoever signed in at one must not be somebody at the other."""
    staffed(small.workspace)
    client = browser(small.app())
    sign_in(client, LOGINS[Role.ADMINISTRATOR])
    (cookie,) = client._cookies.values()
    other = browser(filled.app())
    other.get(f"{HERE}/sign-in")
    (name,) = [kept.key for kept in other._cookies.values()]
    assert name != cookie.key
    other.set_cookie(name, cookie.value, domain="127.0.0.1")
    assert _is_refused(other.get(f"{HERE}/_dash-layout"))


@pytest.mark.parametrize(
    "act",
    [
        lambda w, login: change(w, login, Role.MANAGEMENT),
        lambda w, login: disable(w, login),
        lambda w, login: give_password(w, login, "another long password"),
    ],
    ids=["role", "disabled", "password"],
)
def test_a_changed_user_is_signed_out_everywhere(small: Clinic, act: Any) -> None:
    """Who left the clinic yesterday would otherwise read on until tonight."""
    staffed(small.workspace)
    app = small.app()
    clients = [browser(app), browser(app)]
    for client in clients:
        sign_in(client, LOGINS[Role.HEAD_NURSE])
        assert client.get(f"{HERE}/_dash-layout").status_code == 200
    act(small.workspace, LOGINS[Role.HEAD_NURSE])
    for client in clients:
        assert _is_refused(client.get(f"{HERE}/_dash-layout"))


def test_a_disabled_user_cannot_sign_in_until_enabled(small: Clinic) -> None:
    """Disabling would be no more than signing out."""
    staffed(small.workspace)
    login = LOGINS[Role.QC_MEMBER]
    disable(small.workspace, login)
    assert sign_in(browser(small.app()), login).status_code == 401
    enable(small.workspace, login)
    assert sign_in(browser(small.app()), login).status_code == 303


def test_signing_out_ends_the_session_for_its_copies_too(filled: Clinic) -> None:
    """On a shared PC the next one could go on with a copied cookie."""
    app = filled.app()
    client, other = browser(app), browser(app)
    sign_in(client, LOGINS[Role.HEAD_NURSE])
    sign_in(other, LOGINS[Role.HEAD_NURSE])
    (cookie,) = client._cookies.values()
    assert client.post(f"{HERE}/sign-out").headers["Location"].startswith("/sign-in")
    copy = browser(app)
    copy.set_cookie(cookie.key, cookie.value, domain="127.0.0.1")
    assert _is_refused(client.get(f"{HERE}/_dash-layout"))
    assert _is_refused(copy.get(f"{HERE}/_dash-layout"))
    assert other.get(f"{HERE}/_dash-layout").status_code == 200


def test_signing_out_by_a_link_does_nothing(signed_in: Any) -> None:
    """An image on another page would sign everybody out."""
    client = signed_in(Role.HEAD_NURSE)
    assert client.get(f"{HERE}/sign-out").status_code in (405, 200)
    assert client.get(f"{HERE}/_dash-layout").status_code == 200


def test_a_session_ends_when_nothing_is_done_and_after_a_day(filled: Clinic) -> None:
    """A tablet left in the treatment room would stay open over night."""
    app, watch = filled.app(), filled.watch
    client = browser(app)
    sign_in(client, LOGINS[Role.QC_MEMBER])
    watch.wait(seconds=IDLE.total_seconds() + 5)
    assert _is_refused(client.get(f"{HERE}/_dash-layout"))
    assert _is_refused(client.get(f"{HERE}/assets/address.js"))
    sign_in(client, LOGINS[Role.QC_MEMBER])
    steps = int(LONGEST / IDLE) * 2
    for _ in range(steps):
        assert client.get(f"{HERE}/_dash-layout").status_code == 200
        watch.wait(seconds=IDLE.total_seconds() / 2)
    watch.wait(seconds=5)
    assert _is_refused(client.get(f"{HERE}/_dash-layout"))


def test_guessing_is_stopped_for_the_name_and_for_the_address(small: Clinic) -> None:
    """A program tries a million passwords a night; a person who mistypes is not locked out."""
    staffed(small.workspace)
    app = small.app()
    login = LOGINS[Role.ADMINISTRATOR]
    said = [sign_in(browser(app, f"10.0.0.{n}"), login, "wrong wrong wrong") for n in range(11)]
    assert [answer.status_code for answer in said] == [401] * 10 + [429]
    assert "10 分钟" in said[-1].text
    assert sign_in(browser(app), LOGINS[Role.QC_MEMBER]).status_code == 303
    tried = [sign_in(browser(app, "10.9.9.9"), f"guess{n}", "wrong").status_code for n in range(31)]
    assert tried == [401] * 30 + [429]


def test_right_passwords_are_not_counted(small: Clinic) -> None:
    """Twenty nurses behind one address begin their shift at the same time."""
    staffed(small.workspace)
    app = small.app()
    for _ in range(32):
        assert sign_in(browser(app), LOGINS[Role.UNIT_NURSE]).status_code == 303


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(filled: Clinic) -> None:
    """A script or another site's form could use the session."""
    client = browser(filled.app())
    cookie = sign_in(client, LOGINS[Role.HEAD_NURSE]).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie


def test_behind_https_the_cookie_never_travels_in_the_clear(filled: Clinic) -> None:
    """And the browser never asks for this address without https again."""
    app = filled.app(https=True)
    client = browser(app, "127.0.0.1")
    given = {"headers": {"X-Forwarded-For": AWAY, "X-Forwarded-Proto": "https"}}
    there = HERE.replace("http", "https")
    page = client.get(f"{there}/sign-in", **given)
    form = {"login": LOGINS[Role.HEAD_NURSE], "password": PASSWORD, "token": token_of(page)}
    answer = client.post(f"{there}/sign-in", data=form, **given)
    assert answer.headers["Set-Cookie"].startswith("__Host-")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    trail = filled.workspace.store.audit(filled.workspace.scope)
    assert [entry.after for entry in trail if entry.action == "sign-in"][-1] == {"from": AWAY}


def test_data_is_kept_by_no_browser(signed_in: Any) -> None:
    """On a shared PC "back" would show the last one's records."""
    client = signed_in(Role.HEAD_NURSE)
    for path in ("/", "/_dash-layout", "/password", "/sign-in"):
        answer = client.get(f"{HERE}{path}")
        assert "no-store" in answer.headers["Cache-Control"], path
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=(self)" in answer.headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in answer.headers


def test_signing_in_and_refusals_stand_in_the_trail(small: Clinic) -> None:
    """Nobody could say afterwards who was in, or that somebody tried; what was typed as a name may be
    a password and stands nowhere."""
    staffed(small.workspace)
    app, login = small.app(), LOGINS[Role.HEAD_NURSE]
    sign_in(browser(app), login)
    sign_in(browser(app), login, "wrong")
    sign_in(browser(app), "my secret pass word", "wrong")
    trail = small.workspace.store.audit(small.workspace.scope)[-3:]
    assert [entry.action for entry in trail] == ["sign-in", "sign-in-refused", "sign-in-refused"]
    assert [entry.actor for entry in trail] == ["某head-nurse", "某head-nurse", "—"]
    assert [entry.after for entry in trail] == [{"from": AWAY}] * 3
    everything = json.dumps([str(e) for e in small.workspace.store.audit(small.workspace.scope)])
    assert "secret" not in everything and "argon2" not in everything
    assert small.workspace.store.verify()["audit"].broken is None


def test_signing_in_does_not_make_the_figures_anew(filled: Clinic) -> None:
    """With every nurse that comes all pages would be counted again."""
    store, scope = filled.workspace.store, filled.workspace.scope
    before = store.revision(scope)
    sign_in(browser(filled.app()), LOGINS[Role.HEAD_NURSE])
    assert store.revision(scope) == before
