"""The package as a whole: what a reader of its first page tries out."""

from __future__ import annotations

import doctest
import subprocess
import sys

import metrics


def test_the_example_is_true():
    """The example in the package's description gives what it says."""
    tried = doctest.testmod(metrics)
    assert (tried.failed, tried.attempted) == (0, 6)


def test_no_heavy_statistics_at_import():
    """scipy.stats takes seconds to import; the command line would wait for it at every start."""
    code = "import metrics, sys; print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
