"""The life of a zip on a clinic's PC, step by step: `python -m delivery.trial ZIP FOLDER [--short] [PYTHON...]`.

Run by `delivery.trying` where there is no network. Ends with 1 at the first step that is not as it must be."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from delivery.looking import page
from delivery.pc import Pc, newer_of, surroundings, unpack
from delivery.starter.copying import FOLDER

SHORT = "--short"
SCORECARD = "/scorecard?period=2026-10"


@dataclass
class Trial:
    """One PC and its two zips; `rates` is what its records said before anything was upgraded."""

    pc: Pc
    newer: Path
    rates: str = ""

    def without_python(self) -> str:
        tools = self._tools("no python")
        ended = self.pc.start(path=str(tools))
        must(ended.code == 3 and "没有找到可用的 Python" in ended.said, ended)
        must(not self.pc.records.exists() and not self._environments(), "something was made")
        return ended.said.strip().splitlines()[0][:40]

    def damaged(self) -> str:
        wheel = next((self.pc.program / "program/wheels").glob("clinic_qc-*.whl"))
        whole = wheel.read_bytes()
        wheel.write_bytes(whole[: len(whole) // 2])
        ended = self.pc.start("--no-browser")
        wheel.write_bytes(whole)
        must(ended.code == 3 and "安装包不完整" in ended.said and wheel.name in ended.said, ended)
        must(not self._environments(), "an environment was made")
        return "安装包不完整"

    def first_start(self) -> str:
        with self.pc.opened() as url:
            body = page(url, "/")
            must("看示例诊所" in body, body[:500])
            again = self.pc.start("--no-browser")
            must(again.code == 0 and f"看板已经开着：{url}" in again.said, again)
        must((self.pc.records / "workspace.toml").exists(), "no workspace beside the program")
        return "看示例诊所; a second double click leads to the same dashboard"

    def imports(self) -> str:
        packages = self.pc.program.glob("env-*/lib/python3*/site-packages")
        samples = next(packages) / "sample_data/workbooks"
        found = sorted(samples.glob("2026-10 *检查表.xlsx"))
        chosen = [
            str(path.relative_to(self.pc.disk)) for path in found
        ]  # as seen from where one stands
        ended = self.pc.qc("import", *chosen)
        must(chosen and ended.code in (0, 1), ended)
        self.rates = rates(self.pc)
        return f"{len(chosen)} workbooks, {len(json.loads(self.rates))} rates"

    def second_start(self) -> str:
        made = [path.stat().st_mtime_ns for path in self._environments()]
        other = replace(self.pc, top="诊所质控 (2)")
        unpack(self.newer, self.pc.disk, other.top)
        with self.pc.opened() as url:
            body = page(url, SCORECARD)
            refused = other.start("--no-browser")
        must("消毒隔离" in body, body[:500])
        must(refused.code == 3 and "另一个版本" in refused.said, refused)
        must(made == [path.stat().st_mtime_ns for path in self._environments()], "installed again")
        must(not self._copies(), "a copy was made without need")
        return "the scorecard of 2026-10; a newer version is refused while this one is open"

    def beside(self) -> str:
        other = replace(self.pc, top="诊所质控 (2)")
        must(rates(other) == self.rates, "other rates")
        must(rates(other) == self.rates and len(self._copies()) == 1, "not one copy")
        return f"the same rates, {self._copies()[0].name}"

    def over(self) -> str:
        unpack(self.newer, self.pc.disk)
        with self.pc.opened() as url:
            body = page(url, SCORECARD)
        must("消毒隔离" in body, body[:500])
        must(len(self._copies()) == 1, "not one copy before upgrading")
        must(len(self._environments()) == 1, "the old environment is left")
        return "the same records, the old environment is gone"

    def copy_opens(self) -> str:
        kept, back = self._copies()[0], self.pc.disk.parent / "back"
        must(kept.stat().st_mode & 0o077 == 0, "others may read the copy")
        with ZipFile(kept) as held:
            held.extractall(back)
        told = rates(self.pc, "--workspace", str(back / self.pc.records.name))
        must(told == self.rates, "other rates")
        return f"{kept.stat().st_size / 1e3:.0f} kB, equal rates"

    def demo(self) -> str:
        ended = self.pc.qc("demo", "--no-serve", "--workspace", str(self.pc.disk / "demo"))
        must(ended.code == 0 and [*(self.pc.disk / "demo/reports").glob("*.xlsx")], ended)
        return next(line for line in ended.said.splitlines() if "示例" in line)

    def another_python(self, python: Path) -> str:
        tools = self._tools(python.name)
        (tools / python.name).symlink_to(python)
        told = rates(replace(self.pc, surroundings={**self.pc.surroundings, "PATH": str(tools)}))
        must(told == self.rates, "other rates")
        made = next(self.pc.program.glob("env-*/lib/python3*")).name
        must(made == python.name, f"{made} was used")
        return "installed anew, equal rates"

    def _tools(self, name: str) -> Path:
        """A PATH that leads to nothing but what start.sh itself needs."""
        tools = self.pc.disk.parent / f"tools {name}"
        tools.mkdir()
        for tool in ("dirname", "cat"):
            (tools / tool).symlink_to(shutil.which(tool) or "")
        return tools

    def _environments(self) -> list[Path]:
        return [*self.pc.program.glob("env-*")]

    def _copies(self) -> list[Path]:
        return sorted((self.pc.disk / FOLDER).glob("*.zip"))


def must(holds: object, why: object) -> None:
    """AssertionError where it does not, whatever Python's -O."""
    if not holds:
        raise AssertionError(why)


def rates(pc: Pc, *more: str) -> str:
    """The rates as `qc` tells them."""
    ended = pc.qc("rates", "--by", "month,unit", "--format", "json", *more)
    must(ended.code == 0 and "[" in ended.said, ended)
    return ended.said[ended.said.index("[") :]


def steps(
    trial: Trial, pythons: Sequence[Path], *, short: bool
) -> list[tuple[str, Callable[[], str]]]:
    """What is tried, in order; the short form leaves out what installs once more."""
    always: list[tuple[str, Callable[[], str]]] = [
        ("no Python that fits: said, nothing made", trial.without_python),
        ("a damaged wheel: said, nothing installed", trial.damaged),
        ("first start, first page", trial.first_start),
        ("workbooks in, rates", trial.imports),
        ("second start, the records are there", trial.second_start),
    ]
    over = ("a newer version over it", trial.over)
    if short:
        return [*always, over]
    return [
        *always,
        ("a newer version beside it", trial.beside),
        over,
        ("the copy before upgrading opens", trial.copy_opens),
        ("the sample clinic, from the wheel", trial.demo),
        *((f"with {path.name}", partial(trial.another_python, path)) for path in pythons),
    ]


def main(arguments: Sequence[str]) -> int:
    """Every step with its seconds and what was seen; at the end with each of the Pythons."""
    bundle, place, *pythons = (Path(word) for word in arguments if word != SHORT)
    disk = place.resolve() / "新 电脑" / "D 盘"
    disk.mkdir(parents=True)
    unpack(bundle, disk)
    newer = newer_of(bundle, place / "newer.zip")
    trial = Trial(Pc(disk, surroundings(place)), newer)
    for name, step in steps(trial, pythons, short=SHORT in arguments):
        started = time.monotonic()
        try:
            seen = step()
        except AssertionError as why:
            print(f"FAILED  {name}: {why}", flush=True)
            return 1
        print(f"ok  {time.monotonic() - started:6.1f} s  {name}: {seen}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
