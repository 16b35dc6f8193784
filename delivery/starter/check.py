# ruff: noqa: PTH100, PTH118, PTH120, PTH123
"""Whether the Python that runs this can run the program: exit code 0. With --say it tells what it is.
Any Python since 2.7 must be able to read this file."""

import json
import os
import platform
import struct
import sys

GLIBC = (2, 28)


def fits(bundle):
    # type: (str) -> bool
    with open(bundle) as told:
        served = json.load(told)["for"]
    windows = sys.platform == "win32"
    name = "{}-{}.{}".format("windows" if windows else "linux", *sys.version_info[:2])
    machine = platform.machine().lower() in ("amd64", "x86_64") and struct.calcsize("P") == 8
    return name in served and machine and (windows or glibc() >= GLIBC)


def glibc():
    # type: () -> tuple[int, ...]
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
        return tuple(int(part) for part in version.split(".")[:2]) if name == "glibc" else ()
    except (ValueError, OSError):
        return ()


def told():
    # type: () -> str
    what = (platform.python_version(), struct.calcsize("P") * 8, platform.machine(), sys.executable)
    return "  Python {}, {} bit, {}: {}\n".format(*what)


if __name__ == "__main__":
    if "--say" in sys.argv[1:]:
        sys.stdout.write(told())
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(0 if fits(os.path.join(os.path.dirname(here), "bundle.json")) else 1)
