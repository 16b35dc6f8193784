"""Everything that the project promises, stage by stage: `make test`, or `python -m tests`.

`--check` runs only the quick stages (format, lint, types, imports), `--postgres` the whole of the integration
tests with every record on a PostgreSQL server; any other words go to pytest and run the tests alone:
`make test ARGS="tests/unit -q"`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.needs import has_postgres, install_missing, warn_of

ALL_CORES = ("--numprocesses=auto", "--dist=loadfile")  # a file's tests share its fixtures
ROOT = Path(__file__).resolve().parent.parent
COVERED = 97  # per cent of lines and branches of metrics and qc that the tests must run

CHECKS: Mapping[str, Sequence[str]] = {
    "format": ("-m", "ruff", "format", "--check", "."),
    "lint": ("-m", "ruff", "check", "."),
    "types": ("-m", "mypy"),
    "imports": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
}
TESTS: Mapping[str, Sequence[str]] = {
    "tests": ("-m", "coverage", "run", "-m", "pytest"),
    "combine": ("-m", "coverage", "combine", "--quiet"),
    "audit": ("-m", "tests.audit"),
    "coverage": ("-m", "coverage", "report", "--include=metrics/*,qc/*", f"--fail-under={COVERED}"),
}

INTEGRATION = "tests/integration"
# the store's own tests run on both databases by themselves; faults and notebooks have folders of their own
NOT_AGAIN = ("store", "test_faults.py", "test_notebooks.py")
MOST_TELLING = (
    "import",
    "findings",
    "cycles",
    "accountability",
    "freezing",
    "registers",
    "capture",
)
ON_A_SERVER = ("-m", "tests.on_a_server", "-q", *ALL_CORES)
SOME_ON_A_SERVER = (*ON_A_SERVER, *(f"{INTEGRATION}/test_{name}.py" for name in MOST_TELLING))
ALL_ON_A_SERVER = (
    *ON_A_SERVER, INTEGRATION, *(f"--ignore={INTEGRATION}/{name}" for name in NOT_AGAIN),
)  # fmt: skip


def run_stages(stages: Mapping[str, Sequence[str]]) -> int:
    """Run all stages, whatever fails, and say at the end which stood; 1 when any fell."""
    lines, failed = [], 0
    for name, arguments in stages.items():
        print(f"» {name}: {' '.join(arguments)}", flush=True)
        started = time.monotonic()
        code, last = tell(arguments)
        failed += code != 0
        word = "ok    " if code == 0 else "FAILED"
        lines.append(f"{word}  {name:<10}{time.monotonic() - started:6.1f} s   {last}")
    print("\n" + "\n".join(lines), flush=True)
    return 1 if failed else 0


def tell(arguments: Sequence[str]) -> tuple[int, str]:
    """Run Python, passing on what it prints; its exit code and the last line of its output (not of its
    complaints: libraries mutter at exit)."""
    last = ""
    command = [sys.executable, *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            text = line.decode(errors="replace").rstrip()
            print(text, flush=True)
            last = text or last
    return process.returncode, last


def main(arguments: Sequence[str]) -> int:
    if arguments == ["--check"]:
        return run_stages(CHECKS)
    missing = install_missing()
    warn_of(missing)
    code = run_stages(_stages(arguments))
    warn_of(missing)
    return code


def _stages(arguments: Sequence[str]) -> Mapping[str, Sequence[str]]:
    if arguments == ["--postgres"]:
        return {"postgres": ALL_ON_A_SERVER}
    pytest = (*TESTS["tests"], *(arguments or ALL_CORES))
    if arguments:
        return {"tests": pytest}
    on_a_server = {"postgres": SOME_ON_A_SERVER} if has_postgres() else {}
    return {**CHECKS, **TESTS, "tests": pytest, **on_a_server}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
