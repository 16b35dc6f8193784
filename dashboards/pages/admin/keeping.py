"""Backups: one made now, those that lie in the folder, how one is brought back."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from dashboards.components import html
from dashboards.components.fields import button
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.admin.files import ROUTE
from qc.backup.listed import FOLDER, Backup, backups
from qc.backup.words import server_note
from qc.locale import N_, Translator
from qc.store import keys
from qc.workspace import Workspace

_HEADS = (N_("Made"), N_("Size"), N_("Key"), N_("Checksum (SHA-256)"), "")


def keeping(reader: Workspace) -> list[Any]:
    """The panels of this part."""
    return [_now(reader), _listed(reader), _back(reader)]


def _now(reader: Workspace) -> Any:
    t = reader.t
    told = t("Record, originals, settings and standards in one file; others may go on working meanwhile.")  # fmt: skip
    ways = [button(t("Back up now"), "backup", "with", quiet=False)]
    if (reader.folder / keys.FILE).exists():
        key = t("The workspace's key is in it, so that it can be brought back anywhere: keep the file like the key, on an encrypted disk or under lock.")  # fmt: skip
        ways.append(button(t("Back up without the key"), "backup", "without"))
        other = t("Without the key nobody can open the file later unless workspace.key was kept apart.")  # fmt: skip
    else:
        key = t("The key lies outside of the folder (QC_KEY) and is not in the file: keep it apart, without it nobody can open the backup.")  # fmt: skip
        other = ""
    note = server_note(reader)
    parts = [html.P(text) for text in (told, key, other, note) if text]
    return html.Section([html.H2(t("A backup")), *parts, html.Div(ways, className="acts")], className="panel")  # fmt: skip


def _listed(reader: Workspace) -> Any:
    t, found = reader.t, backups(reader)
    place = html.P([t("They lie in"), " ", html.Code(str(reader.folder / FOLDER)), " ", t("Take a copy to another disk: a backup on the same disk is lost with it.")], className="caption")  # fmt: skip
    if not found:
        return html.Section([html.H2(t("Backups in the folder")), html.P(t("None yet.")), place], className="panel")  # fmt: skip
    heads = [t(head) if head else "" for head in _HEADS]
    rows = [line(heads, _cells(each, t), numbers=(1,)) for each in found]
    table = plain_table(heads, rows, "backups", numbers=(1,), label=t("Backups in the folder"))
    return html.Section([html.H2(t("Backups in the folder")), table, place], className="panel")


def _cells(each: Backup, t: Translator) -> list[Any]:
    key = t("in the backup: keep it like the key") if each.with_key else t("not in the backup")
    way = html.A(t("Save a copy"), href=f"{ROUTE}/{quote(each.path.name)}?lang={t.language}", download="")  # fmt: skip
    sign = html.Code(each.sha256, className="checksum")
    return [f"{each.made:%Y-%m-%d %H:%M}", f"{each.size / 1e6:.1f} MB", key, sign, way]


def _back(reader: Workspace) -> Any:
    """Bringing back is a command: a page must not be able to put one record in place of another."""
    t = reader.t
    told = t("At the PC, into a new folder; every file, row and rate is held against what the backup held. The workspace of now stays as it is.")  # fmt: skip
    command = "qc restore backup-….zip --workspace NEW"
    return html.Section([html.H2(t("Bringing a backup back")), html.P(told), html.Pre(html.Code(command), tabIndex="0")], className="panel")  # fmt: skip
