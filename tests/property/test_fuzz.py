"""A slice of the mutants of `python -m tests.fuzz`, and some that hypothesis draws: whatever is done
to a workbook, no crash, nothing accepted that openpyxl reads otherwise, no mark lost in silence."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qc.workspace import Workspace
from tests.fuzz.__main__ import faults_of
from tests.fuzz.cells import mutate_cells
from tests.fuzz.mutants import Mutant, Original, mutant, originals
from tests.fuzz.structure import mutate_structure
from tests.fuzz.worker import judge, workspace

SEED, SLICES, SLICE = 3, 10, 24
Change = Callable[[bytes, Random], tuple[bytes, str]]


@pytest.fixture(scope="module")
def clinic() -> Iterator[Workspace]:
    with workspace() as opened:
        yield opened


@pytest.fixture(scope="module")
def found() -> list[Original]:
    return originals()


def test_the_samples_themselves_are_read_as_openpyxl_reads_them(
    clinic: Workspace, found: list[Original]
) -> None:
    """Else the rival, not the mutants, would be what is found."""
    for one in found:
        made = Mutant(one.name, one.content, "none", "", one.name)
        assert faults_of(judge(clinic, made)) == [], one.name


@pytest.mark.parametrize("part", range(SLICES))
def test_mutants_end_as_readings_or_a_sentence(
    clinic: Workspace, found: list[Original], part: int
) -> None:
    for number in range(part * SLICE, (part + 1) * SLICE):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = mutant(found, SEED, number)
        assert faults_of(judge(clinic, made)) == [], (number, made.original, made.changes)


@pytest.mark.parametrize("change", [mutate_cells, mutate_structure])
@settings(max_examples=20, phases=[Phase.explicit, Phase.generate])  # nothing to be made smaller
@given(number=st.integers(0, 2**32))
def test_hypothesis_finds_no_change_that_breaks_it(
    clinic: Workspace, found: list[Original], change: Change, number: int
) -> None:
    random = Random(number)
    one = random.choice([one for one in found if one.is_book])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        content, changes = change(one.content, random)
    made = Mutant(one.name, content, "drawn", changes, one.name)
    assert faults_of(judge(clinic, made)) == [], (one.name, changes, number)
