"""The wheels are chosen for the clinic's PC, not for the one that makes the zip."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.utils import parse_wheel_filename

from delivery.locked import pins, pins_for
from delivery.making import LOCKS
from delivery.targets import PYTHONS, Target, targets
from delivery.wheels import DeliveryError, sha256, wheel_of

LOCK = """\
one==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:{h}
two==1.0 ; python_full_version < '3.12' \\
    --hash=sha256:{h}
two==2.0 ; python_full_version >= '3.12' \\
    --hash=sha256:{h}
three==1.0 ; platform_machine == 'aarch64' \\
    --hash=sha256:{h}
""".format(h="0" * 64)


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (Target("windows", (3, 11)), ["one 1.0", "two 1.0"]),
        (Target("windows", (3, 13)), ["one 1.0", "two 2.0"]),
        (Target("linux", (3, 12)), ["two 2.0"]),
    ],
)
def test_markers_are_those_of_the_target(target: Target, wanted: list[str], tmp_path: Path) -> None:
    """Else a package that only Windows needs is missing there."""
    lock = tmp_path / "run.lock"
    lock.write_text(LOCK, encoding="utf-8")
    assert [f"{pin.name} {pin.version}" for pin in pins_for(target, lock)] == wanted


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("x-1-cp311-cp311-win_amd64.whl", {"windows-3.11"}),
        ("x-1-cp39-abi3-win_amd64.whl", {"windows-3.11", "windows-3.12", "windows-3.13"}),
        ("x-1-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", {"linux-3.12"}),
        ("x-1-cp313-cp313-manylinux_2_28_x86_64.whl", {"linux-3.13"}),
        ("x-1-cp311-cp311-manylinux_2_39_x86_64.whl", set()),
        ("x-1-cp311-cp311-musllinux_1_2_x86_64.whl", set()),
        ("x-1-cp311-cp311-win32.whl", set()),
        ("x-1-cp313-cp313t-win_amd64.whl", set()),
        ("x-1-cp311-cp311-macosx_11_0_arm64.whl", set()),
        ("x-1-py3-none-any.whl", {each.name for each in targets()}),
    ],
)  # fmt: skip
def test_a_wheel_counts_only_where_it_installs(name: str, fits: set[str]) -> None:
    """A wheel of another system would be packed, and the clinic's pip would find none."""
    tags = parse_wheel_filename(name)[3]
    assert {each.name for each in targets() if tags & each.tags} == fits


def test_a_wheel_of_the_right_name_but_another_content_is_refused(tmp_path: Path) -> None:
    """The hash decides: a mirror that serves something else is not packed."""
    wheel = tmp_path / "one-1.0-py3-none-any.whl"
    wheel.write_bytes(b"something")
    lock = tmp_path / "run.lock"
    target = Target("windows", (3, 11))
    lock.write_text(f"one==1.0 --hash=sha256:{sha256(wheel)}\n", encoding="utf-8")
    assert wheel_of(pins(lock)[0], target, tmp_path) == wheel
    wheel.write_bytes(b"something else")
    with pytest.raises(DeliveryError, match=r"one 1\.0"):
        wheel_of(pins(lock)[0], target, tmp_path)


@pytest.mark.parametrize("line", ["one>=1.0 --hash=sha256:" + "0" * 64, "one==1.0"])
def test_what_is_not_pinned_is_refused(line: str, tmp_path: Path) -> None:
    """Without a pin and a hash nobody knows what the zip holds."""
    lock = tmp_path / "run.lock"
    lock.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not pinned"):
        pins(lock)


def test_every_pin_counts_somewhere_and_every_target_has_one_version_of_each() -> None:
    """A pin that counts nowhere is a marker read wrongly; two versions of one would not install."""
    counted = set()
    for target in targets(PYTHONS):
        wanted = [pin for lock in LOCKS for pin in pins_for(target, lock)]
        assert len({pin.name for pin in wanted}) == len(wanted) > 60
        counted |= {(pin.name, pin.version) for pin in wanted}
    assert counted == {(pin.name, pin.version) for lock in LOCKS for pin in pins(lock)}
