"""What the bar shows to whom, what the search finds, and the sample clinic in and out again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dashboards import finder, sample
from dashboards.components.grid_words import WORDS as GRID_WORDS
from dashboards.components.grid_words import grid_words
from dashboards.components.navigation import GROUPS, LETTERS, NEEDS, PAGES, navigation, pages_of
from dashboards.components.tools import WORDS, script_words, with_language
from dashboards.page import Asked
from dashboards.pages.today import begin, update
from dashboards.sample import Underway
from qc.errors import ScopeError, UsageError
from qc.locale import translator
from qc.store import Right
from qc.workspace import Workspace
from sample_data import core_workbooks


def text_of(component: Any) -> str:
    """The component as it is sent, its words readable."""
    return json.dumps(component, default=_json, ensure_ascii=False)


def _json(component: Any) -> Any:
    return component.to_plotly_json()


def without(workspace: Workspace, *rights: Right) -> Workspace:
    kept = frozenset(Right) - frozenset(rights)
    return replace(workspace, scope=replace(workspace.scope, rights=kept))


def test_every_page_of_the_bar_has_a_place_and_a_letter_of_its_own() -> None:
    """Two pages under one letter: one of them is out of reach."""
    assert set(PAGES) <= {path for group in GROUPS for path in group}
    assert set(PAGES) <= set(LETTERS)
    assert len(set(LETTERS.values())) == len(LETTERS)


@pytest.mark.parametrize("path", NEEDS)
def test_what_somebody_may_not_do_is_not_offered(workspace: Workspace, path: str) -> None:
    """A link that only refuses."""
    assert path in pages_of(workspace)
    assert path not in pages_of(without(workspace, NEEDS[path]))
    assert path not in {
        one["href"].partition("?")[0] for one in finder.entries(without(workspace, NEEDS[path]))
    }


def test_who_is_signed_in_can_sign_out_and_without_accounts_nobody_is(workspace: Workspace) -> None:
    assert "/sign-out" not in text_of(navigation("/", workspace))
    shared = text_of(navigation("/", workspace, "", "李护士长"))
    assert "/sign-out" in shared
    assert "李护士长" in shared


def test_the_other_language_keeps_the_rest_of_the_address() -> None:
    assert with_language("?period=2026-10&lang=zh", "en") == "?period=2026-10&lang=en"


@pytest.mark.parametrize("words", [WORDS, GRID_WORDS], ids=["scripts", "grid"])
def test_every_word_of_the_scripts_is_chinese_in_chinese(words: dict[str, str]) -> None:
    """An English button on a Chinese page."""
    t = translator("zh")
    assert [text for text in words.values() if t(text) == text] == []


def test_the_scripts_words_are_whole() -> None:
    said = json.loads(script_words(translator("zh")).to_plotly_json()["props"]["data-said"])
    assert said["copy"] == "复制"
    assert set(said) == set(WORDS)
    assert set(grid_words(translator("en"))) == set(GRID_WORDS)


class TestTheSampleClinic:
    @pytest.fixture
    def few(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Two of its workbooks: the others take their time."""
        paths = core_workbooks()[-2:]
        monkeypatch.setattr(sample, "core_workbooks", lambda: paths)
        sample.digests.cache_clear()
        yield
        sample.digests.cache_clear()

    @pytest.mark.usefixtures("few")
    def test_comes_in_is_marked_and_goes_without_a_trace(self, workspace: Workspace) -> None:
        """Invented figures among real ones, for good."""
        told: list[tuple[int, int]] = []
        assert sample.is_offered(workspace)
        sample.bring_in(workspace, lambda done, known: told.append((done, known)))
        assert told[0] == (0, 2)
        assert sample.is_in(workspace)
        assert not sample.is_offered(workspace)
        assert "虚构" in text_of(begin.banner(workspace)) or "invented" in text_of(
            begin.banner(workspace)
        )
        sample.take_out(workspace, print)
        assert not sample.is_in(workspace)

    @pytest.mark.usefixtures("few")
    def test_is_refused_to_who_may_not_import_and_to_a_workspace_in_use(
        self, workspace: Workspace
    ) -> None:
        bring_in = begin.acts(Underway())["sample"]
        reader = without(workspace, Right.IMPORT)
        with pytest.raises(ScopeError):
            bring_in(Asked(reader, "", "", {}))
        assert '"act": "sample"' not in text_of(begin.welcome(reader))
        sample.bring_in(workspace, print)
        with pytest.raises(UsageError):
            bring_in(Asked(workspace, "", "", {}))

    def test_is_done_once_at_a_time_and_says_how_far_it_is(self, workspace: Workspace) -> None:
        now = Underway(done=3, all=72, busy=True)
        with pytest.raises(UsageError):
            now.begin(workspace, sample.bring_in)
        assert "72" in text_of(update.waiting(now, workspace, ""))
