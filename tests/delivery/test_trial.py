"""The short form of `make bundle ARGS="--try"`: the zip of this very program, with borrowed packages, unpacked,
installed, started, used and upgraded by its own starter on a PC without a network."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from delivery.trying import try_out
from tests.delivery.small import small_zip


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="the zip is for Linux x86_64"
)
def test_a_pc_without_a_network_installs_starts_and_upgrades_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A clinic whose PC has no network, in a folder with a space and Chinese in its path: what is broken
    here is the double click of the head nurse."""
    code = try_out(small_zip(tmp_path), short=True)
    said = capfd.readouterr().out
    assert code == 0, said
    assert said.count("\nok ") == 6
