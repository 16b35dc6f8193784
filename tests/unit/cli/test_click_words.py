"""click's own words, which we translate by their exact text."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from qc.cli.click_words import WORDS

SOURCE = "".join(p.read_text("utf-8") for p in Path(click.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("word", WORDS, ids=str)
def test_click_still_says_it(word: str | tuple[str, str]) -> None:
    """A new click that words it differently would speak English to Chinese readers, silently."""
    for form in [word] if isinstance(word, str) else word:
        assert f'"{form}"' in SOURCE
