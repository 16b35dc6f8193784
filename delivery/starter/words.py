"""What is said on the clinic's PC: Chinese first, English below."""

from __future__ import annotations

import sys


class StartError(Exception):
    """Why it does not go on, and what to do: Chinese, English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")


def say(zh: str, en: str) -> None:
    """One line of progress in both languages."""
    print(f"» {zh}  {en}", flush=True)


def speak_utf8() -> None:
    """Whatever the console believes to be its encoding."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
