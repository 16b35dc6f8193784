"""启动.bat cannot be run here: what a Chinese Windows would stumble over is looked for in its bytes."""

from __future__ import annotations

import re

import pytest

from delivery.parts import FILES, WINDOWS_STARTER, small_parts

STARTER = (FILES / "start.bat").read_bytes()
ORDER = (
    "@echo off", "setlocal", "chcp 65001 >nul", 'if not exist "%~dp0program\\starter\\check.py" goto notunpacked',
    'pushd "%~dp0"', "call :find", "if defined PYTHON goto run", 'type "program\\no-python.txt"',
    'call %PYTHON% -I -X utf8 "program\\starter" %*', "popd", 'if not "%CODE%"=="0" pause', "exit /b %CODE%",
)  # fmt: skip
"""What must come before what: the code page before any Chinese, the folder before its files."""


def faults_of(starter: bytes) -> list[str]:
    """Everything by which cmd.exe would not do what is meant."""
    found = []
    if starter.startswith(b"\xef\xbb\xbf"):
        found.append("cmd.exe takes the mark of UTF-8 for a command")
    if any(byte > 126 for byte in starter):
        found.append("what is not ASCII is read by the code page of that PC")
    if starter.count(b"\n") != starter.count(b"\r\n") or b"\r" in starter.replace(b"\r\n", b""):
        found.append("labels are not found where lines end with LF alone")
    lines = starter.decode("ascii", "replace").splitlines()
    at = [next((n for n, line in enumerate(lines) if line.startswith(o)), -1) for o in ORDER]
    if -1 in at or at != sorted(at):
        found.append("the order of the commands")
    labels = {line[1:] for line in lines if re.fullmatch(r":\w+", line)}
    asked = set(re.findall(r"(?:goto |call :)(\w+)", "\n".join(lines)))
    if asked != labels:
        found.append(f"labels {asked ^ labels}")
    if any("errorlevel 1" in line for line in lines):
        found.append(
            "a crashed program has a negative exit code, which `if errorlevel 1` takes for success"
        )
    return found  # fmt: skip


def test_a_chinese_windows_reads_it_right() -> None:
    """Else the double click flashes a window and nothing happens."""
    assert faults_of(STARTER) == []


@pytest.mark.parametrize(
    "changed",
    [
        b"\xef\xbb\xbf" + STARTER,
        STARTER.replace(b"\r\n", b"\n"),
        STARTER.replace(b"title Clinic QC", "title 诊所质控".encode()),
        STARTER.replace(b"chcp 65001 >nul\r\n", b""),
        STARTER.replace(b":notunpacked\r\n", b""),
        STARTER.replace(b'pushd "%~dp0"\r\n', b"").replace(
            b"setlocal", b'pushd "%~dp0"\r\nsetlocal'
        ),
        STARTER.replace(b'if not "%errorlevel%"=="0" exit', b"if errorlevel 1 exit"),
    ],
)
def test_each_of_these_faults_would_be_found(changed: bytes) -> None:
    assert changed != STARTER
    assert faults_of(changed)


def test_every_python_of_the_zip_is_looked_for() -> None:
    """A Python that serves but is not looked for would be told as missing."""
    from delivery.targets import PYTHONS

    text = STARTER.decode()
    shell = (FILES / "start.sh").read_text(encoding="utf-8")
    for major, minor in PYTHONS:
        assert f"call :try py -{major}.{minor}\r\n" in text
        assert text.count(f"\\Python{major}{minor}\\python.exe") == 2
        assert f" python{major}.{minor} " in shell


def test_what_it_shows_and_runs_is_in_the_zip() -> None:
    """The starter leads to files by name; Chinese comes out of them, as UTF-8 without a mark."""
    parts = small_parts("1.0", ["3.11", "3.13"])
    assert parts[WINDOWS_STARTER] == STARTER
    for name in re.findall(r'"(program\\[\w\\.-]+)"', STARTER.decode()):
        path = name.replace("\\", "/")
        assert path in parts or f"{path}/__main__.py" in parts, name
    told = parts["program/no-python.txt"]
    assert not told.startswith(b"\xef\xbb\xbf")
    assert "需要 Python 3.11、3.13" in told.decode("utf-8")


def test_the_unpacking_hint_is_chinese() -> None:
    """Whoever double-clicks inside the zip has none of its other files: the hint stands in code points."""
    (hint,) = re.findall(r"Unescape\('([^']+)'\)", STARTER.decode())
    assert "请先把整个 zip 解压缩" in re.sub(
        r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), hint
    )
