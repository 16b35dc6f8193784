"""The package as a whole: what a reader of its first page tries out."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import metrics

METHODS = Path(__file__).parents[3] / "docs" / "methods.md"


@pytest.mark.parametrize(
    "name", [name for name in metrics.__all__ if inspect.isfunction(getattr(metrics, name))]
)
def test_every_method_is_described(name):
    """A figure that cannot be looked up is one that the inspector does not believe."""
    explained = getattr(metrics, name).__doc__
    assert explained and len(explained.split()) > 10
    assert re.search(rf"`{name}\b", METHODS.read_text(encoding="utf-8"))


def test_the_example_is_true():
    """The example in the package's description gives what it says."""
    tried = doctest.testmod(metrics)
    assert (tried.failed, tried.attempted) == (0, 6)


def test_no_heavy_statistics_at_import():
    """scipy.stats takes seconds to import; the command line would wait for it at every start."""
    code = "import metrics, sys; print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
