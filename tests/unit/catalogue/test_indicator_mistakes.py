"""Mistakes in a clinic's indicators.toml: each is a sentence with file, line, key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.catalogue.load import load_catalogue
from tests.unit.catalogue.test_mistakes import EN, mistake

WAITING = """
[[indicators]]
code = "waiting"
name = { zh = "候诊超时率", en = "Waited too long" }
counting_unit = { zh = "人次", en = "visits" }
count = "items"
basis = "sample"
targets = [{ valid_from = 2026-01-01, value = 0.05 }]
source = "质控会决议"
owner = { zh = "客服部", en = "Customer service" }
review = 2027-01-01
"""
KNOWN = ", ".join(load_catalogue().indicators)
INDICATOR_MISTAKES = {
    "a group that is none": (
        '[[indicators]]\ncode = "safety"\ngroup = "best"\n',
        (
            'standards/indicators.toml, line 3: there is no group of indicators "best". Write one of '
            "these: core, evaluation, conduct, process, people, devices, management."
        ),
    ),
    "misspelt code": (
        '[[indicators]]\ncode = "desinfection"\nweight = 2\n',
        (
            'standards/indicators.toml, line 2: there is no indicator "desinfection" to change. '
            'Did you mean "disinfection"?'
        ),
    ),
    "code like no other": (
        '[[indicators]]\ncode = "zzz"\nweight = 2\n',
        (
            'standards/indicators.toml, line 2: there is no indicator "zzz" to change. To change one, '
            f"write one of these: {KNOWN}. A new one needs a name and all keys."
        ),
    ),
    "misspelt table": (
        '[[indicator]]\ncode = "safety"\n',
        (
            'standards/indicators.toml, line 1: the key "indicator" is not known. '
            'Did you mean "indicators"?'
        ),
    ),
    "no code": (
        "[[indicators]]\nweight = 2\n",
        (
            'standards/indicators.toml, line 1: the key "indicators[1].code" is missing. '
            "Add a line that begins with code = ."
        ),
    ),
    "twice in a file": (
        '[[indicators]]\ncode = "safety"\n\n[[indicators]]\ncode = "safety"\n',
        (
            'standards/indicators.toml, line 5: the code "safety" is already taken in '
            "standards/indicators.toml. Give each standard a code of its own, or remove one of the two."
        ),
    ),
    "target over 1": (
        '[[indicators]]\ncode = "safety"\ntargets = [{ valid_from = 2027-01-01, value = 95 }]\n',
        (
            'standards/indicators.toml, line 3: "indicators[safety].targets[1].value" cannot be 95. '
            "Write a share from 0 to 1: 0.95 is 95 %."
        ),
    ),
    "target that is no table": (
        '[[indicators]]\ncode = "safety"\ntargets = [0.95]\n',
        (
            'standards/indicators.toml, line 3: "indicators[safety].targets[1]" cannot be 0.95. '
            "Compare the entry with the example in docs/standards.md."
        ),
    ),
    "two targets of a day": (
        (
            '[[indicators]]\ncode = "safety"\n[[indicators.targets]]\nvalid_from = 2027-01-01\n'
            "value = 0.9\n[[indicators.targets]]\nvalid_from = 2027-01-01\nvalue = 0.8\n"
        ),
        (
            'standards/indicators.toml, line 3: "2027-01-01" in '
            '"indicators[safety].targets[2].valid_from" stands elsewhere already. '
            "Change or remove one of the two."
        ),
    ),
    "unknown parent": (
        WAITING + 'parent = "servce_quality"\n',
        (
            'standards/indicators.toml, line 12: there is no indicator "servce_quality". '
            'Did you mean "service_quality"?'
        ),
    ),
    "parent with a checklist": (
        WAITING + 'parent = "emergency"\n',
        (
            'standards/indicators.toml, line 12: "emergency" cannot have both children and a checklist: '
            "a parent's rate is worked out from its children. Name another indicator."
        ),
    ),
    "parents in a circle": (
        '[[indicators]]\ncode = "service_quality"\nparent = "safety"\n',
        (
            'standards/indicators.toml, line 3: the parents of "service_quality" go round in a circle: '
            "service_quality → safety → service_quality. Take one of these parents away."
        ),
    ),
    "its own parent": (
        '[[indicators]]\ncode = "coverage"\nparent = "coverage"\n',
        (
            'standards/indicators.toml, line 3: the parents of "coverage" go round in a circle: '
            "coverage → coverage. Take one of these parents away."
        ),
    ),
    "name of another": (
        '[[indicators]]\ncode = "safety"\naliases = ["满意 度"]\n',
        (
            'standards/indicators.toml, line 3: "满意度" is already a name of the indicator '
            '"satisfaction". Give each name to one indicator only.'
        ),
    ),
}


@pytest.mark.parametrize("case", INDICATOR_MISTAKES)
def test_a_mistake_in_the_indicators_says_where_and_what_to_do(case: str, tmp_path: Path) -> None:
    text, sentence = INDICATOR_MISTAKES[case]
    assert mistake(tmp_path, indicators=text).sentence(EN) == sentence
