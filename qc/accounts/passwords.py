"""Passwords: hashed with Argon2id, long rather than odd.

Twelve signs at least and no rule about which: length is what makes guessing dear, rules make people
write passwords down. What everybody tries first is refused by its shape (one sign again and again, a row
of keys, a usual word with a year behind it), as are the names that belong to the account.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from qc.errors import UsageError
from qc.locale import N_
from qc.text import normal_form

SHORTEST, LONGEST = 12, 256
DIFFERENT = 5
"""So many different signs at least: 'aaaaaaaaaaaa' is long and the first to be tried."""

REST = 6
"""So many signs must be left of a password without rows of keys, usual words and names."""

ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "12345678901234567890")
USUAL = (
    "password", "passw0rd", "letmein", "welcome", "iloveyou", "admin", "administrator", "changeme",
    "hospital", "clinic", "nurse", "quality", "woaini", "mima", "hushi", "huli", "zhikong", "yiyuan",
    "1qaz2wsx", "qazwsx", "1q2w3e4r", "5201314", "1314520", "888888", "666666",
)  # fmt: skip
_YEARS = tuple(str(year) for year in range(1950, 2051))

_hasher = PasswordHasher()
_at_once = BoundedSemaphore(2)
"""A hash takes 64 MB and a core: no crowd at the door takes all of this PC."""


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _at_once:
        return _hasher.hash(_form(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether this is the password of a hash. Without one (nobody has that name) it takes as long."""
    nobodys = _nobodys()
    with _at_once:
        try:
            right = _hasher.verify(kept or nobodys, _form(password)[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def is_weak_hash(kept: str) -> bool:
    """Whether a hash was made with less effort than is usual today."""
    return _hasher.check_needs_rehash(kept)


def refuse_weak(password: str, names: Iterable[str] = ()) -> None:
    """UsageError for a password that is too short, or that others would try first. `names`: what the
    account and the clinic are called."""
    if len(_form(password)) < SHORTEST:
        raise UsageError(
            N_("The password is too short: {shortest} signs at least."),
            N_("Several words in a row are easy to keep in mind and hard to guess."),
            shortest=SHORTEST,
        )
    if len(_form(password)) > LONGEST:
        raise UsageError(N_("The password is longer than {longest} signs."), longest=LONGEST)
    if is_easy(password, names):
        raise UsageError(
            N_(
                "This password is easily guessed: it is made of names, usual words, years or rows of keys."
            ),
            N_("Several words in a row are easy to keep in mind and hard to guess."),
        )


def is_easy(password: str, names: Iterable[str] = ()) -> bool:
    """Whether little is left of a password without what is tried first."""
    text = _form(password).casefold()
    if len(set(text)) < DIFFERENT or text in text[1:] + text[:-1]:  # 'abcabcabcabc' is a repetition
        return True
    for word in sorted({*_parts(names), *USUAL, *_YEARS}, key=len, reverse=True):
        text = text.replace(word, "")
    return len(_without_rows(text)) < REST


def _parts(names: Iterable[str]) -> set[str]:
    words = {part.casefold() for name in names for part in (name, *name.split(), normal_form(name))}
    return {word for word in words if len(word) > 1}


def _without_rows(text: str) -> str:
    """A text without four or more signs that follow each other on a keyboard or in the alphabet."""
    rows = [row for name in ROWS for row in (name, name[::-1])]
    left, at = "", 0
    while at < len(text):
        run = max(
            (
                n
                for n in range(4, len(text) - at + 1)
                if any(text[at : at + n] in row for row in rows)
            ),
            default=0,
        )
        left += "" if run else text[at]
        at += run or 1
    return left


def _form(password: str) -> str:
    """The same signs whatever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
