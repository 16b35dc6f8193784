"""The examples in docs/standards.md are what people copy: each must work as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qc.catalogue.load import load_catalogue
from qc.organisation import load_organisation

GUIDE = Path(__file__).parents[3] / "docs" / "standards.md"
EXAMPLES = re.findall(r"```toml\n# (\S+)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_loads(number: int, tmp_path: Path) -> None:
    place, text = EXAMPLES[number]
    (tmp_path / "standards" / "checklists").mkdir(parents=True)
    (tmp_path / place).write_text(text, encoding="utf-8")
    catalogue = load_catalogue(tmp_path / "standards")
    organisation = load_organisation(tmp_path / "organisation.toml", "诊所")
    assert catalogue != load_catalogue() or organisation.units


def test_the_guide_counts_what_ships() -> None:
    """A head nurse who reads "23 条" and counts 24 trusts neither."""
    text = GUIDE.read_text(encoding="utf-8")
    catalogue = load_catalogue()
    assert f"**{len(catalogue.indicators)} 项指标**" in text
    assert f"**{len(catalogue.checklists)} 张检查表**" in text
    said = {"消毒隔离": "disinfection", "护理文书": "documents", "急救物品药品": "emergency"}
    for name, code in {**said, "仪容仪表": "appearance"}.items():
        assert f"{name} {len(catalogue.checklists[code].items)} 条" in text
