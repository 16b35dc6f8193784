"""A cycle's page: its verdict, where it stands, causes, measures, before and after, its history."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.top import top
from dashboards.pages.cycles.after import after
from dashboards.pages.cycles.causes import causes
from dashboards.pages.cycles.history import history
from dashboards.pages.cycles.measures import measures
from dashboards.pages.cycles.place import PATH, Place
from dashboards.pages.cycles.standing import standing
from dashboards.pages.cycles.words import conclusion
from qc.improve.cycles.acting import cycle
from qc.workspace import Workspace


def show(reader: Workspace, search: str, place: Place) -> list[Any]:
    """The whole page; ScopeError for a cycle that the reader may not see."""
    t, shown = reader.t, cycle(reader, place.cycle or "")
    said = t("{title}: {said}", title=shown.cycle.title, said=conclusion(shown, reader.today, t))
    back = html.A(t("All cycles"), href=Place(place.language).link(), className="back")
    return [
        top(
            PATH,
            reader,
            search,
            said,
            back,
            *_files(shown.cycle.id, reader),
            about=shown.cycle.id,
            notes=_notes(shown, place, t),
        ),
        standing(shown, place, reader),
        causes(shown, place, reader),
        measures(shown, place, reader),
        after(shown, place, reader, search),
        history(shown, place, reader),
    ]


def _files(name: str, reader: Workspace) -> list[Any]:
    """The cycle's report to take along."""
    t = reader.t
    labels = {"docx": t("Report (.docx)"), "pptx": t("Slides (.pptx)")}
    return [
        html.A(text, href=f"/cycle-reports/{name}.{form}?lang={t.language}", download="")
        for form, text in labels.items()
    ]


def _notes(shown: Any, place: Place, t: Any) -> Any:
    """An override is never hidden; what changed in the record since is said."""
    known, said = shown.cycle, []
    if known.override:
        fields = known.override.fields
        said.append(
            t("The figures were set aside by {name}: {reason}", name=fields["name"], reason=fields["reason"])
        )  # fmt: skip
    if shown.effect_differs:
        said.append(t("Records of this time were changed since it was judged."))
    if known.previous:
        link = html.A(known.previous, href=place.link(cycle=known.previous))
        return html.Div([*_warned(said), html.P([t("carries on "), link])], className="notes")
    return html.Div(_warned(said), className="notes") if said else None


def _warned(said: list[str]) -> list[Any]:
    return [html.P(f"▲ {text}", className="warned") for text in said]
