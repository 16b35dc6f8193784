"""`python -m delivery`, or `make bundle`: the offline zip for the clinic's PCs."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from delivery.making import make
from delivery.project import ROOT
from delivery.targets import Target, targets
from delivery.trying import try_out
from delivery.wheels import DeliveryError


def main(arguments: Sequence[str]) -> int:
    """Make the zip, and with --try install and start it without a network; 0 when all went well."""
    asked = _asked(arguments)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            path = make(asked.out, asked.only, asked.wheels, Path(scratch))
            print(f"{path}  {path.stat().st_size / 1e6:.0f} MB", flush=True)
        return try_out(path, asked.python) if asked.tried else 0
    except DeliveryError as why:
        print(why, file=sys.stderr)
        return 1


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    asks = argparse.ArgumentParser(prog="make bundle", description=__doc__)
    asks.add_argument("--out", type=Path, default=ROOT / "dist", help="folder of the zip")
    asks.add_argument(
        "--only", type=_targets, default=targets(), help="such as windows-3.13,linux-3.11"
    )
    asks.add_argument(
        "--wheels", type=Path, default=ROOT / "build/wheels", help="where wheels are kept"
    )
    asks.add_argument(
        "--try", dest="tried", action="store_true", help="install and start it, without a network"
    )
    asks.add_argument(
        "--python",
        type=Path,
        action="append",
        default=[],
        help="try it with this Python as well, such as /usr/bin/python3.13",
    )
    return asks.parse_args(arguments)


def _targets(text: str) -> tuple[Target, ...]:
    known = {each.name: each for each in targets()}
    names = text.split(",")
    if unknown := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(known)}")
    return tuple(known[name] for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
