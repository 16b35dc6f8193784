"""What a person does on the import page: each act a plain function, told in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards import inbox, page
from dashboards.components import html
from dashboards.components.fields import button, opener
from dashboards.keeping import remember_answers
from dashboards.page import Done
from dashboards.pages.imports import update
from dashboards.pages.imports.place import Place
from dashboards.previews import Previews, answers_for
from dashboards.standing import with_standards
from qc.catalogue.own import new_checklist
from qc.errors import UsageError
from qc.ingest.correcting import put_right, read_anew
from qc.ingest.questions import CHECKLIST
from qc.ingest.remembered import LAYOUTS, Layout, read_layouts, remember
from qc.locale import N_
from qc.standards.plan import note_changed, refuse_without_right
from qc.store.answers import StoredImport
from qc.text import number_in
from qc.words import Right, Severity
from qc.workspace import STANDARDS, Workspace

Act = Callable[["Asked"], Done]
NOTICES = 20  # that are told of at once; the others stand in the list


@dataclass(frozen=True)
class Asked(page.Asked):
    """What is asked on this page, with the place that its address names and the files as they read."""

    place: Place
    preview: Previews


def acts(preview: Previews) -> dict[str, page.Act]:
    """The page's acts over one app's previews."""
    return {name: _on_this_page(act, preview) for name, act in ACTS.items()}


def _on_this_page(act: Act, preview: Previews) -> page.Act:
    def done(asked: page.Asked) -> Done:
        place = Place.parse(asked.search)
        return act(Asked(**vars(asked), place=place, preview=preview))

    return done


def answer(reader: Workspace, of: str, layout: str, code: str, said: str) -> None:
    """An answer about a staged file, or, with `of` empty, a change of what is remembered."""
    if of:
        inbox.answer(reader, of, layout, code, said)
        return
    reader.scope.must(Right.IMPORT)
    known = _layout(reader, layout)
    changed = known.model_copy(update={"answers": {**known.answers, code: said}})
    remember(reader.folder / LAYOUTS, changed)


def came_in(
    reader: Workspace, place: Place, numbers: list[int], notices: Sequence[str] = ()
) -> Any:
    """What an import of several files came to, with a way to each that holds something back, and what
    became of `notices`, in the words of who took them."""
    t = reader.t
    told = [html.P(text) for text in notices[:NOTICES]]
    if not numbers:
        return html.Div(told)
    found = [one for one in reader.store.imports(reader.scope) if one.id in numbers]
    held = [one for one in found if one.errors]
    said = t(
        "Files imported: {files}; to be put right: {held}.",
        files=len(found),
        held=sum(one.errors for one in found),
    )
    links = [html.Li(_way(one, place)) for one in held]
    return html.Div([*told, html.P(said), html.Ul(links)]) if links or told else html.P(said)


def _way(one: StoredImport, place: Place) -> Any:
    return opener(one.file_name, place.link(opened=one.id), "opened")


def _drop(asked: Asked) -> Done:
    inbox.drop(asked.reader, asked.of)
    name = inbox.find(asked.reader, asked.of).name
    return _done(asked, asked.reader.t("Discarded: {name}. It can be taken back below.", name=name))


def _drop_all(asked: Asked) -> Done:
    staged = inbox.staged(asked.reader)
    for one in staged:
        inbox.drop(asked.reader, one.key)
    said = asked.reader.t("Files discarded: {n}. They can be taken back below.", n=len(staged))
    return _done(asked, said)


def _restore(asked: Asked) -> Done:
    inbox.drop(asked.reader, asked.of, dropped=False)
    return _done(asked, asked.reader.t("It is on the list again."))


def _remember(asked: Asked) -> Done:
    key, _, mark = asked.of.partition(" ")
    staged = inbox.find(asked.reader, key)
    titles = asked.preview(asked.reader, staged).titles
    remember_answers(asked.reader, staged, {mark: titles.get(mark, "")})
    return _done(asked, asked.reader.t("Remembered for every sheet of this layout."))


def _forget(asked: Asked) -> Done:
    asked.reader.scope.must(Right.IMPORT)
    layout = _layout(asked.reader, asked.of)
    remember(asked.reader.folder / LAYOUTS, layout.model_copy(update={"answers": {}}))
    t = asked.reader.t
    said = t("Forgotten: {name}. It will be asked again.", name=layout.name or layout.fingerprint)
    again = button(t("Take back"), "remember-again", layout.model_dump_json().encode().hex())
    return Done(html.P([said, " ", again]), asked.place.link())


def _remember_again(asked: Asked) -> Done:
    asked.reader.scope.must(Right.IMPORT)
    try:
        layout = Layout.model_validate_json(bytes.fromhex(asked.of))
    except ValueError:
        raise no_longer_remembered() from None
    remember(asked.reader.folder / LAYOUTS, layout)
    return _done(asked, asked.reader.t("It is remembered again."))


def _fix(asked: Asked) -> Done:
    return _write_over(asked, asked.text("fix-value"))


def _take_back(asked: Asked) -> Done:
    return _write_over(asked, None)


def _write_over(asked: Asked, value: str | None) -> Done:
    sheet, cell = asked.place.cell
    if value == "":
        raise UsageError(
            N_("The right value is missing."), N_("Write it as the sheet should say it.")
        )
    one = _import(asked, asked.place.opened or 0)
    why = asked.text("fix-why")
    reading, _ = put_right(asked.reader, one.sha256, sheet, cell, value, why)
    held = sum(found.severity is Severity.ERROR for found in reading.problems)
    t = asked.reader.t
    said = t("{place} was put right; places that still wait in this file: {held}.",
             place=f"{sheet}!{cell}", held=held)  # fmt: skip
    if value is None:
        said = t("{place} has its original value again.", place=f"{sheet}!{cell}")
    return _done(asked, said)


def _read_anew(asked: Asked) -> Done:
    one = _import(asked, _number(asked.of))
    _, saved = read_anew(asked.reader, one.sha256)
    said = asked.reader.t("{file} was read anew; checks: {checks}.", file=one.file_name,
                          checks=saved.checks)  # fmt: skip
    return _done(asked, said)


def _undo(asked: Asked) -> Done:
    one = _import(asked, _number(asked.of))
    gone = asked.reader.store.undo(asked.reader.scope, one.id, asked.text("undo-why"))
    t = asked.reader.t
    said = t(
        "{file} was undone; checks that left the figures: {checks}. To take that back, drop the file again.",
        file=one.file_name, checks=gone,
    )  # fmt: skip
    return _done(asked, said)


def _own(asked: Asked) -> Done:
    reader = asked.reader
    refuse_without_right(reader)
    known, file, sheet = update.own_sheet(reader, asked.of, asked.preview)
    name = asked.text("own-name")
    path = new_checklist(
        reader.folder / STANDARDS, name, asked.text("own-indicator"), sheet.own_items,
        owner=asked.text("own-owner"), today=reader.today, kind=sheet.reading.kind,
    )  # fmt: skip
    note_changed(reader, [path.stem])
    mark = sheet.reading.fingerprint
    if CHECKLIST in answers_for(reader, file).get(mark, {}):  # an older answer would win
        answer(reader, "" if known else file.key, mark, CHECKLIST, path.stem)
    if known:
        read_anew(with_standards(reader), file.key)
    return _done(
        asked, reader.t("“{name}” is a standard now; the sheet was read by it.", name=name)
    )


def _done(asked: Asked, said: str) -> Done:
    return Done(said, asked.place.link())


def _layout(reader: Workspace, mark: str) -> Layout:
    for layout in read_layouts(reader.folder / LAYOUTS):
        if layout.fingerprint == mark:
            return layout
    raise no_longer_remembered()


def no_longer_remembered() -> UsageError:
    return UsageError(
        N_("Nothing is remembered about this layout any more."),
        N_("Load the page again."),
    )


def _import(asked: Asked, number: int) -> StoredImport:
    return update.find_import(asked.reader.store.imports(asked.reader.scope), number)


def _number(text: str) -> int:
    return number_in(text) or 0


ACTS: Mapping[str, Act] = {
    "drop": _drop,
    "drop-all": _drop_all,
    "restore": _restore,
    "remember": _remember,
    "forget": _forget,
    "remember-again": _remember_again,
    "fix": _fix,
    "take-back": _take_back,
    "read-anew": _read_anew,
    "undo": _undo,
    "own": _own,
}
