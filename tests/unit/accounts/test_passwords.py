"""Passwords: long ones in, those that are tried first out, and what is kept tells nothing."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from qc.accounts import passwords
from qc.accounts.passwords import SHORTEST, fits, hashed, is_easy, is_weak_hash, refuse_weak
from qc.errors import UsageError

NAMES = ("liming", "李明", "晨曦医疗美容")


@pytest.mark.parametrize(
    "easy",
    [
        "password2026!", "Passw0rd1234", "qwertyuiop12", "123456789012", "aaaaaaaaaaaa", "abcabcabcabc",
        "Liming2026!!x", "李明李明李明李明李明", "晨曦医疗美容2026", "hushi1234567", "5201314woaini", "zxcvbnm12345",
        "abcdefghijklm", "１２３４５６７８９０１２",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(easy: str) -> None:
    """Long enough, and guessed within the first thousand tries."""
    assert is_easy(easy, NAMES)


@pytest.mark.parametrize(
    "good",
    ["tulips by the river", "correct horse battery", "四月的河边有三棵郁金香树", "aB3$kk9!mmQz", "x7-kite-lamp-9"],
)  # fmt: skip
def test_words_in_a_row_are_taken_without_rules(good: str) -> None:
    """Rules about signs make people write passwords on the monitor."""
    refuse_weak(good, NAMES)


def test_too_short_and_too_long_are_told_with_the_number() -> None:
    with pytest.raises(UsageError, match="12"):
        refuse_weak("ab3-kite-lm")
    with pytest.raises(UsageError, match="256"):
        refuse_weak("kite lamp " * 30)


@given(st.text(min_size=SHORTEST, max_size=60))
def test_any_text_is_judged(text: str) -> None:
    """A sign from another script must not end in a fault."""
    is_easy(text, NAMES)


def test_a_password_fits_its_own_hash_alone() -> None:
    kept = hashed("tulips by the river")
    assert fits(kept, "tulips by the river")
    assert not fits(kept, "tulips by the rivers")
    assert not fits(kept, "")
    assert not fits(hashed("k" * 256), "k" * 257)  # nothing is cut off
    assert not fits("no hash at all", "tulips by the river")


def test_full_width_signs_are_the_same_password() -> None:
    """A Chinese keyboard switches between the two unseen."""
    assert fits(hashed("kite lamp 12345"), "ｋｉｔｅ　ｌａｍｐ　１２３４５")


def test_nobody_has_no_password() -> None:
    """Even the text that the dummy was made from opens nothing."""
    assert not fits(None, "nobody has this password")


def test_a_hash_is_argon2id_of_todays_strength() -> None:
    """At least what RFC 9106 says for machines with little memory: 64 MiB, three passes."""
    told = extract_parameters(hashed("tulips by the river"))
    assert told.type.name == "ID" and told.memory_cost >= 65_536 and told.time_cost >= 3
    assert not is_weak_hash(hashed("tulips by the river"))


def test_a_hash_of_before_is_known_as_weak() -> None:
    """Without it nobody's password would ever become as strong as today's."""
    before = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("tulips by the river")
    assert is_weak_hash(before)
    assert fits(before, "tulips by the river")


def test_the_effort_is_the_same_for_nobody() -> None:
    """A wrong name must not be answered sooner than a wrong password."""
    ours, nobodys = hashed("tulips by the river"), passwords._nobodys()
    assert extract_parameters(ours) == extract_parameters(nobodys)
