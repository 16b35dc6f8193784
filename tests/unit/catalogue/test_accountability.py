"""The ladders of accountability: the source's figures, and mistakes that are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.catalogue.accountability import FILE, Action, load_ladders
from qc.catalogue.load import load_catalogue
from qc.errors import CatalogueError
from qc.locale import Translator

LADDERS = load_ladders()
A = Action


def test_the_ladders_of_the_source() -> None:
    """A step too hard would have a person called to account by a slip of the pen."""
    climbed = {
        code: [(step.count, step.action, step.amount) for step in ladder.steps]
        for code, ladder in LADDERS.items()
        if len(ladder.steps) > 1
    }
    assert climbed == {
        "guide-customer-complaint": [
            (1, A.DISCUSSION, 20), (2, A.CLINIC_NOTICE, 100), (3, A.SERIOUS_WARNING, 200),
            (4, A.DISMISSAL_ADVISED, 500),
        ],
        "guide-staff-complaint": [
            (1, A.CORRECTION, None), (2, A.UNIT_NOTICE, 20), (3, A.CLINIC_NOTICE, 100),
            (4, A.DISMISSAL_ADVISED, 200),
        ],
        "empty-desk": [
            (1, A.UNIT_NOTICE, None), (2, A.CLINIC_NOTICE, None), (3, A.SERIOUS_WARNING, 100),
            (4, A.SERIOUS_WARNING, 500),
        ],
        "joint-liability": [
            (1, A.CORRECTION, None), (2, A.UNIT_NOTICE, None), (3, A.CLINIC_NOTICE, None),
            (4, A.CLINIC_NOTICE, 100),
        ],
        "consultant-customer-complaint": [
            (1, A.UNIT_NOTICE, None), (2, A.CLINIC_NOTICE, 100), (3, A.SERIOUS_WARNING, 200),
            (4, A.DISMISSAL_ADVISED, 500),
        ],
        "consultant-staff-complaint": [
            (1, A.CORRECTION, None), (2, A.UNIT_NOTICE, None), (3, A.CLINIC_NOTICE, 100),
            (4, A.DISMISSAL_ADVISED, 200),
        ],
        "record-error": [
            (1, A.UNIT_NOTICE, None), (2, A.UNIT_NOTICE, 20), (3, A.UNIT_NOTICE, 30),
            (4, A.STUDY, None),
        ],
    }  # fmt: skip


def test_amounts_that_the_source_leaves_open_are_ranges() -> None:
    """50-200 and 100-300: the source's printing lost its dashes."""
    ranges = {code: (s.amount, s.amount_to) for code, each in LADDERS.items() for s in each.steps if s.amount_to}  # fmt: skip
    assert ranges == {
        "refused-customer": (50, 200), "chose-customer": (100, 300), "unapproved-discount": (50, 200),
        "missed-test": (50, 200), "photo-or-file-number": (50, 200),
    }  # fmt: skip


def test_three_count_within_a_month_and_the_others_ever_since() -> None:
    assert {code for code, ladder in LADDERS.items() if ladder.window == "month"} == {
        "empty-desk", "consultant-customer-complaint", "record-error",
    }  # fmt: skip


def test_a_step_holds_until_the_next() -> None:
    """The fifth time is the fourth step, not none."""
    ladder = LADDERS["empty-desk"]
    actions = [step.action if (step := ladder.step_at(n)) else None for n in (0, 1, 2, 3, 9)]
    assert actions == [
        None, A.UNIT_NOTICE, A.CLINIC_NOTICE, A.SERIOUS_WARNING, A.SERIOUS_WARNING,
    ]  # fmt: skip


def test_each_action_has_words_of_its_own() -> None:
    assert len({action.label for action in Action}) == len(Action)


def test_nothing_leads_here_from_adverse_events() -> None:
    """Reports would stop with the first person who is called to account for one."""
    told = [word for each in LADDERS.values() for word in (each.code, each.event.zh, each.event.en)]
    assert not [word for word in told if "不良事件" in word or "adverse" in word]


def own(folder: Path, text: str) -> Path:
    extra = folder / "standards"
    extra.mkdir()
    (extra / FILE).write_text(text, encoding="utf-8")
    return extra


MILD = """
[[ladders]]
code = "empty-desk"
role = { zh = "前台", en = "Front desk" }
event = { zh = "空岗", en = "Empty" }
window = "month"
steps = [{ count = 3, action = "unit_notice" }, { count = 1, action = "correction" }]
source = "本院规定"
"""


def test_the_clinic_s_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    extra = own(tmp_path, MILD)
    ladders = load_ladders(extra)
    assert [step.count for step in ladders["empty-desk"].steps] == [1, 3]
    assert ladders.keys() == LADDERS.keys()
    assert load_catalogue(extra) == load_catalogue()  # the file is no stray standard
    assert load_ladders(tmp_path / "none") == LADDERS


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            MILD.replace("count = 1", "count = 3"),
            (
                'standards/accountability.toml, line 7: "3" in "ladders[empty-desk].steps[2].count" '
                "stands elsewhere already. Change or remove one of the two."
            ),
        ),
        (
            MILD.replace('"unit_notice"', '"fine"'),
            (
                'standards/accountability.toml, line 7: "ladders[empty-desk].steps[1].action" cannot be '
                '"fine". Write one of these: correction, discussion, unit_notice, clinic_notice, '
                "serious_warning, suspension, study, dismissal_advised."
            ),
        ),
    ],
)
def test_a_mistake_says_where(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_ladders(own(tmp_path, text))
    assert caught.value.sentence(Translator("en")) == sentence
