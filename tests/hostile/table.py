"""Who may what: the one table, and where each route, callback and act of the program stands in it.

A route, a callback or a button that is not named here makes a test fail: whoever adds one decides who may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards.signing.views import OPEN

#               nobody, switched off, administrator, head nurse, qc member, unit nurse, management, unit's head
MAY = {
    "door":        "+ + + + + + + +",
    "scripts":     "- + + + + + + +",  # files without data: no account is looked up for them
    "program":     "- - + + + + + +",  # the empty page, empty forms
    "look":        "- - + + + + + +",  # pages and reports, each filled with what its reader may see
    "own unit":    "- - + + + + + +",  # what belongs to a unit, asked for by who sees that unit
    "other unit":  "- - + + + - + -",  # what belongs to another, or to the clinic as a whole
    "originals":   "- - + + + - - -",  # another unit's workbook as it came: who was inspected stands in it
    "import":      "- - + + + + - +",
    "import other":"- - + + + - - -",
    "record":      "- - + + + + - +",
    "record whole":"- - + + + - - -",
    "standards":   "- - + + - - - -",  # for the whole clinic, so by who sees it
    "administer":  "- - + - - - - -",
}  # fmt: skip

Ask = tuple[str, str]
"""An area, and an address with the names of things in it (tests/hostile/house.py)."""

ROUTES: Mapping[str, Sequence[Ask]] = {
    "GET /": [("program", "/")],
    "GET /<path:path>": [("program", "/findings")],
    "GET /static/<path:filename>": [],  # there are none
    "GET /assets/<path:filename>": [("door", path) for path in sorted(OPEN) if path.startswith("/assets")],
    "GET /assets/own.css": [("scripts", "/assets/own.css")],
    "GET /assets/own.js": [("scripts", "/assets/own.js")],
    "GET /_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": [("scripts", "/_dash-component-suites/dash/dash-renderer/build/dash_renderer.min.js")],
    "GET /_dash-layout": [("program", "/_dash-layout")],
    "GET /_dash-dependencies": [("program", "/_dash-dependencies")],
    "POST /_dash-update-component": [],  # CALLBACKS and ACTS
    "GET /_reload-hash": [],  # only while it is developed
    "GET /_favicon.ico": [("program", "/_favicon.ico")],
    "GET /finder.json": [("look", "/finder.json")],
    "GET /cycle-reports/<name>.<form>": [("own unit", "/cycle-reports/{own_cycle}.docx"), ("other unit", "/cycle-reports/{cycle}.docx"),],
    "POST /evidence/<name>": [("record whole", "/evidence/{fresh}?seen=0&name=x.txt&field={day}")],
    "GET /evidence/<name>/<sha256>": [("other unit", "/evidence/{appointment}/{evidence}")],
    "GET /draws/<week>/<number>": [("other unit", "/draws/{week}/0")],
    "GET /inspection-folder": [("look", "/inspection-folder?period=2026-10&standard=disinfection")],
    "GET /templates/<code>": [("program", "/templates/disinfection")],
    "GET /standards-workbook": [("program", "/standards-workbook?checklist=disinfection")],
    "POST /standards-workbook": [("standards", "/standards-workbook?name=x.xlsx")],
    "POST /upload": [("import", "/upload?name=x.xlsx")],
    "POST /inbox/<key>/import": [("import", "/inbox/{sent}/import"), ("import other", "/inbox/{sent_other}/import")],
    "POST /captures": [("record", "/captures"), ("import other", "/captures?other")],
    "GET /photos/<name>": [("own unit", "/photos/{own_photo}"), ("other unit", "/photos/{photo}")],
    "GET /qr.svg": [("program", "/qr.svg?unit=x")],
    "GET /reports/<month>/<name>": [("look", "/reports/2026-09/workbook.xlsx"), ("look", "/reports/2026-10/minutes.docx")],
    "GET /feedback-book": [("look", "/feedback-book?period=2026-10")],
    "GET /notices": [("look", "/notices?period=2026-10")],
    "GET /backups/<name>": [("administer", "/backups/{backup}")],
    "GET /originals/<path:sha256>": [("originals", "/originals/{original}")],
    "GET /annotated/<path:sha256>": [("originals", "/annotated/{original}"), ("administer", "/annotated/{staged}")],
    "GET /sign-in": [("door", "/sign-in")],
    "POST /sign-in": [("door", "/sign-in")],
    "POST /sign-out": [("program", "/sign-out")],
    "GET /password": [("program", "/password")],
    "POST /password": [("program", "/password")],
    "GET /first-administrator": [("door", "/first-administrator")],
    "POST /first-administrator": [("door", "/first-administrator")],
    "GET /sign-in.css": [("door", "/sign-in.css")],
}  # fmt: skip

CALLBACKS = {
    "view.data": "look",
    "asked.data": "look",  # what it does: ACTS
    "address.search": "look",
    "evidence-grid.selectedRows": "originals",
    "answer.value": "import",
    "import-done.data": "look",
}
"""The callbacks of the server, by their first input."""

ACTS: Mapping[str, Mapping[str, str]] = {
    "/": {"import": "sample sample-clear"},
    "/scorecard": {},
    "/cycles": {"record": "open plan add_cause change_cause drop_cause verify_cause set_target add_measure drop_measure measure_done start to_check effective override standardise follow close next_cycle cancel note"},
    "/indicator": {"record": "exclude include rebase join"},
    "/drugs": {},
    "/calendar": {"record": "draw excuse withdraw", "look": "sent"},
    "/standards": {"look": "search from look drop", "standards": "take"},
    "/import": {"import": "drop drop-all restore remember remember-again forget fix take-back read-anew undo", "standards": "own"},
    "/capture": {},
    "/meeting": {"record whole": "write resolve strike done praise", "standards": "freeze unfreeze"},
    "/findings": {"look": "search", "record": "note assign put_right fix_at_once recheck_passed recheck_failed reopen bulk-assign bulk-note bulk-put_right bulk-recheck_passed"},
    "/registers": {},
    "/admin": {"administer": "add change disable enable password sign-out find backup settings"},
    "/chain": {},
}  # fmt: skip
"""What is pressed on each page; `hush` puts words away and belongs to all."""
