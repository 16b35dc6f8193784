"""The target of a cycle: by hand, or by the formula of quality control circles."""

from __future__ import annotations

import re
from fractions import Fraction

from qc.errors import UsageError
from qc.locale import N_

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*([%％]?)")


def share_of(text: str) -> Fraction:
    """A share as people write it, exact: "95%", "95 ％", "0.95". UsageError for anything else."""
    found = _SHARE.fullmatch(text.strip())
    share = Fraction(found[1]) / (100 if found[2] else 1) if found else None
    if share is None or share > 1:
        raise UsageError(
            N_('"{text}" is not a share.'), N_("Write it like 0.95 or 95%."), text=text
        )
    return share


def qcc_target(passed: int, checked: int, focus: Fraction, ability: Fraction) -> Fraction:
    """目标值 = 现况值 + (1 - 现况值) × 改善重点 × 圈能力, exact, for a rate that is to rise.

    passed of checked: the rate now (现况值). focus: the share of all that failed which is being worked
    on (改善重点, the vital few of the Pareto). ability: what the circle trusts itself to put right of
    it (圈能力). The same as failures now x (1 - focus x ability), the formula for failures that are to
    fall. ZeroDivisionError where nothing was checked.
    """
    now = Fraction(passed, checked)
    return now + (1 - now) * focus * ability
