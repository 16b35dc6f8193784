"""The words for a verdict on a change, in both languages."""

from __future__ import annotations

import pytest

from metrics.change.verdict import KEYS
from qc.analysis.change_words import SAID, WORDS
from qc.locale import Translator


def test_each_key_has_a_word_and_no_word_is_left_over():
    """A verdict that the library can give and the page cannot say would end a cycle in a KeyError."""
    assert {column: tuple(words) for column, words in WORDS.items()} == KEYS


@pytest.mark.parametrize("column", WORDS)
def test_each_word_is_said_in_both_languages(column):
    """Chinese readers read Chinese, English readers English; two keys of a column never sound alike."""
    for language, chinese in (("zh", True), ("en", False)):
        t = Translator(language)
        said = [t(word) for word in WORDS[column].values()]
        assert len(set(said)) == len(said)
        assert all(any("\u4e00" <= c <= "\u9fff" for c in word) == chinese for word in said)


def test_the_small_room():
    """The design's own sentence for a small room that reaches its target, word for word."""
    keys = {"sentence": "target_reached_few_checks", "next_step": "keep_following"}

    def line(t):
        return t(SAID, **{column: t(WORDS[column][key]) for column, key in keys.items()})

    assert line(Translator("en")) == "Target reached, few checks, keep following"
    assert line(Translator("zh")) == "目标达到·样本少·继续追踪"
