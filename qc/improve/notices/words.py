"""What became of a notice, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from qc.improve.notices.plan import Became
from qc.locale import N_, Translator

SAID = {
    Became.TAKEN: N_("written down: {n}"),
    Became.KNOWN: N_("known already: {n}"),
    Became.BLANK: N_("not filled in: {n}"),
    Became.REFUSED: N_("not taken: {n}"),
}
LOOKED = N_("would be written down: {n}")


def told(counts: Mapping[str, int], t: Translator, *, dry_run: bool = False) -> str:
    """ "Rectification notice, lines: written down: 3; not taken: 1." by counts of `Became`."""
    words = {**SAID, Became.TAKEN: LOOKED} if dry_run else SAID
    parts = [t(text, n=counts[how]) for how, text in words.items() if counts.get(how)]
    return t("Rectification notice, lines: {told}.", told=t("; ").join(parts))
