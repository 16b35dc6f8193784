"""The workspace's settings: what can be changed here, and where the rest stands written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.fields import button, choice, field
from dashboards.components.plain_table import line, plain_table
from qc.improve.rules import OWN
from qc.locale import N_, Translator
from qc.settings import settings
from qc.store.backups import is_in_folder
from qc.workspace import ORGANISATION, SETTINGS, STANDARDS, Workspace

CLINIC, LANGUAGE = "clinic", "language"
_LANGUAGES = {"zh": "中文", "en": "English"}
_HEADS = (N_("Unit"), N_("Site"), N_("Also written"))


def setting(reader: Workspace) -> list[Any]:
    """The panels of this part."""
    return [_clinic(reader), _organisation(reader), _files(reader)]


def _clinic(reader: Workspace) -> Any:
    t, now = reader.t, settings(reader.folder)
    form = html.Div(
        [
            field(CLINIC, t("Clinic's name"), now.clinic),
            choice(LANGUAGE, t("Language of the pages and reports"), _LANGUAGES, now.language),
            html.Div(button(t("Save"), "settings", quiet=False), className="foot"),
        ],
        className="form",
    )
    said = t("What is changed here holds once the dashboard is started anew.")
    return html.Section([html.H2(t("Clinic")), form, html.P(said, className="caption")], className="panel")  # fmt: skip


def _organisation(reader: Workspace) -> Any:
    """Sites and units as organisation.toml says; not edited here, for names of records hang on them."""
    t, organisation = reader.t, reader.organisation
    heads = [t(head) for head in _HEADS]
    rows = [
        line(heads, [unit.name, unit.site, t(", ").join(unit.aliases)])
        for unit in organisation.units
    ]
    sites = t(", ").join(site.name for site in organisation.sites)
    none = html.P(t("No units are listed: each is kept as the sheets write it."))
    table = plain_table(heads, rows, "units", label=t("Units")) if rows else none
    place = _place(reader.folder / ORGANISATION, t)
    parts = [html.H2(t("Sites and units")), html.P(t("Sites: {names}", names=sites)), table, place]
    return html.Section(parts, className="panel")


def _files(reader: Workspace) -> Any:
    """What is set in files, as it stands there."""
    t, folder = reader.t, reader.folder
    database = t("SQLite, in the workspace's folder") if is_in_folder(reader.store) else t("PostgreSQL, on a server")  # fmt: skip
    known = [
        html.P(t("Database: {database}", database=database)),
        html.P([t("Standards of the clinic's own:"), " ", html.Code(str(folder / STANDARDS))]),
    ]
    shown = [_shown(folder / name, t) for name in (SETTINGS, OWN)]
    told = html.P(t("These files are changed with a text editor, with care: what does not hold is said when the program starts."), className="caption")  # fmt: skip
    return html.Section([html.H2(t("Settings in files")), *known, *shown, told], className="panel")


def _shown(path: Path, t: Translator) -> Any:
    """A file's text as it stands; it is text, whatever it holds."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = ""
    body = html.Pre(html.Code(text), tabIndex="0", **aria(label=path.name))
    return html.Div([_place(path, t), body if text.strip() else html.P(t("Not there: what is usual holds."))])  # fmt: skip


def _place(path: Path, t: Translator) -> Any:
    return html.P([t("Written in"), " ", html.Code(str(path))], className="caption")
