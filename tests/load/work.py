"""What a person does: looks at pages, writes to findings that others write to as well, fills in checks, brings workbooks."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from benchmarks.browsing import Words
from tests.load.browser import ALERT, Browser
from tests.load.house import TODAY, Person

PAGES = (
    "/", "/scorecard", "/indicator", "/findings", "/cycles", "/registers", "/drugs", "/calendar", "/standards", "/meeting",
)  # fmt: skip
CHECKLIST = "hand-hygiene"
OURS = {"X-QC": "1"}


@dataclass(frozen=True)
class Sought:
    """What there is to be looked at and worked on; `findings` by their units, `marks` the items of a check,
    `books` workbooks that nobody has brought yet."""

    words: Words
    findings: dict[str, tuple[str, ...]]
    marks: tuple[str, ...]
    books: dict[str, bytes] = field(default_factory=dict)

    def findings_of(self, person: Person) -> Sequence[str]:
        units = person.units or tuple(self.findings)
        return [name for unit in units for name in self.findings.get(unit, ())]


@dataclass(frozen=True)
class Note:
    """A note to a finding: after how many acts its author had looked, and whether it was said to be saved."""

    finding: str
    seen: int
    text: str
    is_saved: bool


@dataclass
class Work:
    """What one person has done, as the server has acknowledged it."""

    person: Person
    browser: Browser
    sought: Sought
    dice: random.Random
    notes: list[Note] = field(default_factory=list)
    imports: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def step(self) -> None:
        """One thing: most of the time a look."""
        if not self.person.writes:
            return self.look()
        chosen = self.dice.choices((self.look, self.note, self.check, self.bring), (80, 13, 5, 2))
        do: Callable[[], None] = chosen[0]
        return do()

    def look(self) -> None:
        """A page, as its links lead to it."""
        path = self.dice.choice(PAGES)
        words = self.sought.words.search(path, self.dice)
        if self.person.units and "unit=" in words:
            words = ""
        self._must_show(path, self.browser.page(path, words), words)

    def _must_show(self, path: str, body: str, words: str) -> None:
        if ALERT in body:
            self.refused.append(f"{self.person.login} {path}{words}: {_said(body)}")

    def note(self) -> None:
        """Open a finding, write a note to it."""
        if known := self.sought.findings_of(self.person):
            self.write(*self.opened(self.dice.choice(known)))

    def opened(self, name: str) -> tuple[str, str]:
        """A finding's form and the button of it: the finding and how many acts on it are seen; "" without."""
        search = "?" + urlencode({"finding": name, "do": "note", "lang": "en"})
        body = self.browser.page("/findings", search)
        self._must_show("/findings", body, search)
        button = re.search(rf'"act":"note","of":"({name}@\d+)"', body)
        if button is None:
            self.refused.append(f"{self.person.login}: no button for a note to {name}")
        return search, button[1] if button else ""

    def write(self, search: str, button: str) -> None:
        """Press it."""
        text = f"{self.person.login}-{len(self.notes)}"
        name, _, seen = button.partition("@")
        if not name:
            return
        said = self.browser.act("/findings", search, "note", button, {"note": text})
        if ALERT in said and "changed this meanwhile" not in said:
            self.refused.append(f"{self.person.login} note: {_said(said)}")
        self.notes.append(Note(name, int(seen), text, is_saved="Written down" in said))

    def check(self) -> None:
        """A check on the phone, sent twice, as a phone does that lost the first answer."""
        key = f"{self.person.login}-{len(self.imports)}"
        unit = self.dice.choice(self.person.units or self.sought.words.units)
        marks = {
            code: {"outcome": self.dice.choice(("pass", "pass", "fail"))}
            for code in self.sought.marks
        }
        said = {
            "id": key,
            "checklist": CHECKLIST,
            "unit": unit,
            "date": str(TODAY),
            "inspector": self.person.name,
            "marks": marks,
        }
        for _ in range(2):
            text = self.browser.ask(
                "check sent",
                "POST",
                "/captures?lang=en",
                data={"said": json.dumps(said)},
                headers=OURS,
            )
            self._keep(key, text, "id")

    def bring(self) -> None:
        """Upload a workbook and import it; who may not bring all of it is told so."""
        if self.person.units or not self.sought.books:
            return
        name, content = self.sought.books.popitem()
        self.browser.ask(
            "upload", "POST", f"/upload?name={quote(name)}", data=content, headers=OURS
        )
        key = hashlib.sha256(content).hexdigest()
        text = self.browser.ask("import", "POST", f"/inbox/{key}/import", headers=OURS)
        self._keep(key, text, "import")

    def _keep(self, key: str, text: str, name: str) -> None:
        try:
            number = int(json.loads(text)[name])
        except (ValueError, KeyError, TypeError):
            self.refused.append(f"{self.person.login} {name}: {text[:200]}")
            return
        if self.imports.setdefault(key, number) != number:
            self.refused.append(f"{self.person.login}: {key} was kept twice")


def _said(body: str) -> str:
    at = body.find(ALERT)
    return " ".join(re.findall(r'"children":"([^"]{3,})"', body[max(0, at - 1500) : at + 1500]))[
        :300
    ]
