"""Sending what was forged, as everybody who may come, and judging what became of it."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from hypothesis import HealthCheck, Phase, given, seed, settings

from dashboards.forged import CALLBACKS
from qc.accounts import Role
from qc.locale import translator
from tests.hostile.harvest import HERE, walk
from tests.hostile.house import (
    NAMELESS,
    NOBODY,
    OF_A_PART,
    OFF,
    PERSON,
    READERS,
    SECRET,
    THERE,
    House,
)
from tests.hostile.payloads import Forged, Forger

INSIDE = ("Traceback (most recent call last)", 'File "/', "sqlalchemy", "werkzeug", '.py"')
"""What an answer of ours never tells."""

TURNS = (*READERS, *READERS[2:], *READERS[2:])
"""Who is signed in gets further, and comes more often."""

READ_ONLY = (NOBODY, OFF, str(Role.MANAGEMENT))


@dataclass
class Tally:
    """What was sent, what came of it, and what must not have."""

    sent: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


class Log(logging.Handler):
    """Faults of ours that were logged since the last look."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        self.said.append(
            f"{record.getMessage()[:200]} {kind} {record.exc_info and str(record.exc_info[1])[:200]}"
        )

    def taken(self) -> list[str]:
        said, self.said = self.said, []
        return said


@contextmanager
def listening() -> Iterator[Log]:
    """The log of the whole program, while it lasts."""
    log = Log()
    logging.getLogger().addHandler(log)
    try:
        yield log
    finally:
        logging.getLogger().removeHandler(log)


def leaks(who: str, text: str, sent: str) -> list[str]:
    """What somebody was told that is not theirs; a name that they sent themselves may come back."""
    found = [
        name
        for name in (SECRET, THERE)
        if who in (*OF_A_PART, NOBODY, OFF) and name in text and name not in sent
    ]
    if who in (*NAMELESS, NOBODY, OFF) and PERSON in text and PERSON not in sent:
        found.append(PERSON)
    return found


def plain(answer: Any) -> str:
    """The text of an answer, whether it was written with escapes or not."""
    text = str(answer.get_data(as_text=True))
    if "json" in answer.content_type:
        text += json.dumps(answer.get_json(silent=True), ensure_ascii=False)
    return text


class Siege:
    """One house that is asked for everything by everybody."""

    def __init__(self, house: House, log: Log, most: int = 150) -> None:
        self.house, self.log, self.tally = house, log, Tally()
        found = walk(house.browser(str(Role.ADMINISTRATOR)), house.paths, most)
        self.forger = Forger(house.app, found, house.things)
        for who in READERS:
            house.browser(who)
        self.log.taken()
        self.before = house.state()

    def run(self, count: int, number: int) -> Tally:
        """So many forged requests, drawn from one number; nothing is shrunk, for what was sent has changed the house."""
        drawn = settings(
            max_examples=count, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        turn = iter(range(count * 2))

        @seed(number)
        @drawn
        @given(self.forger.draw())
        def one(forged: Forged) -> None:
            self.send(TURNS[next(turn) % len(TURNS)], forged)

        one()
        return self.tally

    def send(self, who: str, forged: Forged) -> None:
        """One request by one of them."""
        client = self.house.browser(who)
        answer = client.post(f"{HERE}{CALLBACKS}", data=forged.body, content_type=forged.kind)
        after = self.house.state()
        self.tally.sent[forged.form] += 1
        self.tally.answered[str(answer.status_code)] += 1
        for fault in self._faults(who, forged, answer, changed=after != self.before):
            body = forged.body[:1500].decode("utf-8", "replace")
            self.tally.violations.append(f"{who}: {fault}\n    {forged.form} {forged.kind} {body}")
        if after != self.before:
            self.tally.changed[who] += 1
            self.before = after
        if answer.status_code == 401 and who not in (NOBODY, OFF):
            self.house.as_it_was(who)
            self.before = self.house.state()

    def _faults(self, who: str, forged: Forged, answer: Any, *, changed: bool) -> Iterator[str]:
        text, sent = plain(answer), words_of(forged)
        if answer.status_code >= 500:
            yield f"answered {answer.status}"
        if who in (NOBODY, OFF) and answer.status_code not in (401, 413):
            yield f"answered {answer.status} to who is not signed in"
        yield from (f"logged {said}" for said in self.log.taken())
        yield from (f"told {word}" for word in INSIDE if word in text)
        yield from (f"told {word}" for word in leaks(who, text, sent))
        if changed and who in READ_ONLY:
            yield "the record changed"
        if changed and not is_acknowledged(answer):
            yield f"the record changed, and the answer does not say so: {answer.status} {text[:300]}"


def words_of(forged: Forged) -> str:
    """What was sent, in every form in which it may come back."""
    sent = forged.body.decode("utf-8", "replace")
    with suppress(ValueError, RecursionError):
        sent += json.dumps(json.loads(forged.body), ensure_ascii=False)
    return sent + unquote(sent)


UNTOUCHED = tuple(translator(each)("Your data is untouched.") for each in ("zh", "en"))


def is_acknowledged(answer: Any) -> bool:
    """Whether what was done is not denied: a good answer that does not say that nothing was touched."""
    return answer.status_code == 200 and not any(said in plain(answer) for said in UNTOUCHED)
