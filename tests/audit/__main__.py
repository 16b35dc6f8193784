"""The audit of all packages: `make audit`, a stage of `make test`. `--online` makes it a fault, too, when what only
others know could not be asked: for a machine that has the internet.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.audit.packages import REQUIREMENTS, faults
from tests.audit.registry import AUDITED, known_vulnerabilities, taken_back


def main(arguments: Sequence[str]) -> int:
    """0 where nothing is wrong; what could not be asked is said aloud."""
    found, silent = [*faults()], []
    for lock in AUDITED:
        for said in (
            taken_back(REQUIREMENTS / f"{lock}.lock"),
            known_vulnerabilities(REQUIREMENTS / f"{lock}.lock"),
        ):
            found += said.faults
            silent += [said.silent] if said.silent else []
    for line in found:
        print(f"✗ {line}")
    for line in dict.fromkeys(silent):
        print(f"!!! 未查询 NOT ASKED: {line}")
    asked = "asked" if not silent else "not all asked"
    print(
        f"packages: {len(found)} faults; pins, hashes, declarations, licences looked at; others' knowledge {asked}"
    )
    return 1 if found or (silent and "--online" in arguments) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
