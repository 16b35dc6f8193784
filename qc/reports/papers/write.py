"""Put a paper into its place, as the ending of its name asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.reports.papers import docx, markdown, pdf
from qc.reports.papers.model import Paper
from qc.reports.write import put

RENDERERS: Mapping[str, Callable[[Paper, Translator], bytes]] = {
    ".docx": docx.render,
    ".pdf": pdf.render,
    ".md": lambda paper, t: markdown.render(paper, t).encode(),
}


def write_paper(paper: Paper, out: Path, t: Translator) -> Path:
    """Write a paper as Word, PDF or Markdown. UsageError for another ending, QcError when it cannot be
    written."""
    render = RENDERERS.get(out.suffix.lower())
    if render is None:
        raise UsageError(
            N_("{path} is no name for a paper."),
            N_("Let the name end in one of: {endings}."),
            path=out,
            endings=", ".join(RENDERERS),
        )
    put(out, render(paper, t))
    return out
