"""What is asked for by an act: its fields as they are typed, and the button that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import data
from dashboards.components.fields import button, choice, field
from dashboards.pages.cycles.place import Place
from qc.improve.cycles.fields import CHOSEN, DAYS, KINDS, LABELS, VALUES
from qc.improve.cycles.states import STEPS
from qc.locale import N_, Translator

_OPTIONS = {"true": ("yes", "no"), "kind": KINDS}
_HINTS = {
    "target": N_("like 95%; or give focus and ability instead"),
    "focus": N_("the share of what failed that is worked on, like 80%"),
    "ability": N_("what the team trusts itself to put right of it, like 70%"),
    "least": N_("how many checks the figures after must hold"),
    "version": N_("of a standard: its new version"),
}


NAMES = {"plan": N_("change the plan"), "effective": N_("judge it effective")}


def name_of(what: str, t: Translator) -> str:
    """What an act is called where it is offered."""
    return t(NAMES.get(what, STEPS[what].label))


def field_of(
    what: str, name: str, t: Translator, value: str = "", options: Mapping[str, str] | None = None
) -> Any:
    """A field of an act; `options` where it is chosen from a list (code: text)."""
    known, must = f"{what}.{name}", name in STEPS[what].needs
    label = t(LABELS[name]) + ("" if must else t(" (may be left out)"))
    if options is None and name in CHOSEN:
        options = {code: t(VALUES[code]) for code in _OPTIONS[name]}
    if options is not None:
        return choice(known, label, dict(options), value)
    more: dict[str, Any] = {"description": t(_HINTS[name])} if name in _HINTS else {}
    if name in DAYS:
        more |= {"attributes": {"input": {"type": "date"}}}
    return field(known, label, value, **more)


def form(
    what: str,
    of: str,
    place: Place,
    t: Translator,
    *,
    values: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, str]] | None = None,
    note: str = "",
) -> Any:
    """The form of an act on `of`, what is known already filled in; the number of what it is about is
    never typed. `note`: what one should know before."""
    step, known = STEPS[what], values or {}
    names = [name for name in (*step.needs, *step.may) if name != "number"]
    fields = [
        field_of(what, name, t, known.get(name, ""), (options or {}).get(name)) for name in names
    ]
    head = [html.H3(name_of(what, t)), *([html.P(note, className="caption")] if note else [])]
    foot = html.Div(
        [
            button(t("Save"), what, of, quiet=False),
            html.A(t("Not now"), href=place.link(), className="cancel"),
        ],
        className="foot",
    )
    return html.Div([*head, *fields, foot], className="form", id="form")


def ways(links: Sequence[tuple[str, str]]) -> Any:
    """Links that open forms: (text, address)."""
    return html.P(
        [html.A(text, href=href, className="opens way", **data(shows="form")) for text, href in links],
        className="ways",
    )  # fmt: skip
