"""What is said of the cells of a rectification notice that comes back: severity, message, what is expected,
remedy (as `qc.ingest.problems.Wording`)."""

from __future__ import annotations

from collections.abc import Mapping

from qc.locale import N_
from qc.words import Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

AGAIN = N_("Fill this cell in and import the notice again; the other lines are taken already.")
ASK_ANEW = N_("Look at the problem in the program; write it down there, or print a new notice.")

TEXTS: Mapping[str, tuple[Severity, str, str, str]] = {
    "notice": (
        I,
        N_("{value} is a rectification notice: what is filled in goes to the problems, not into any rate."),
        N_("the check sheets themselves"),
        N_("Nothing to do if this is right."),
    ),
    "notice_blank": (
        I,
        N_("Nothing has been filled in on this notice yet."),
        N_("cause, measure, person in charge, due date or the day on which it was put right"),
        N_("Fill it in and import it again."),
    ),
    "notice_no_right": (
        E,
        N_("{actor} may look here, but not write anything down."),
        N_("a user who may record what is put right"),
        N_("Ask an administrator for another role, or somebody who has it to do this."),
    ),
    "notice_foreign": (
        E,
        N_("This notice was made in another workspace."),
        N_("a notice of this workspace"),
        N_("Import it where it was made, or print it here and fill it in anew."),
    ),
    "notice_head": (
        E,
        N_("The headings of this notice are gone or changed: no column can be told from another."),
        N_("the headings as they were printed"),
        N_("Copy the headings from a newly printed notice and import it again."),
    ),
    "notice_id": (
        E,
        N_("The line's id “{value}” is not one that was printed here; nothing of the line was taken."),
        N_("the id as it was printed"),
        N_("Copy the id from a newly printed notice, or write it down in the program."),
    ),
    "notice_other_problem": (
        E,
        N_("The line's id belongs to another problem, “{item}” of {day}; nothing of the line was taken."),
        N_("the problem as it was printed with its id"),
        N_("Put the id back to its own line; move lines as whole rows."),
    ),
    "notice_twice": (
        E,
        N_("The same id stands in {first} already, where something else is written; nothing of either line was taken."),
        N_("each problem once"),
        N_("Keep the line that holds and delete the other."),
    ),
    "notice_stray": (
        W,
        N_("This line has no id: it belongs to no problem of the notice and was left out."),
        N_("a line that was printed"),
        N_("New problems come in with a check sheet; a problem on this notice needs its id."),
    ),
    "notice_gone": (
        E,
        N_("The problem of this line is not there any more, or not for you to see."),
        N_("a problem of a unit that you look after"),
        N_("Ask the head nurse: its record may have been corrected, or it is another unit's."),
    ),
    "notice_withdrawn": (
        E,
        N_("The record of this problem was corrected: it is not followed any more."),
        N_("a problem that is followed"),
        N_("Nothing to do; the line may be deleted."),
    ),
    "notice_closed": (
        E,
        N_("{who} closed this problem on {day}; nothing of the line was taken."),
        N_("a problem that still waits"),
        ASK_ANEW,
    ),
    "notice_changed": (
        E,
        N_("{who} wrote “{now}” here on {day}, after the notice was printed; it was not overwritten."),
        N_("what stands in the program now: {now}"),
        ASK_ANEW,
    ),
    "notice_moved": (
        E,
        N_("{who} changed this problem meanwhile; nothing of the line was taken."),
        N_("a problem as it was when the notice was printed"),
        ASK_ANEW,
    ),
    "notice_undone": (
        E,
        N_("A re-check on {day} found it not in order; that it was put right on {value} no longer holds."),
        N_("a day after the re-check"),
        N_("Put it right again and write the new day into this cell."),
    ),
    "notice_early": (
        E,
        N_("{value} lies before the check of {day}."),
        N_("a day from {day} on"),
        N_("Correct the date, most often the year or month, and import the notice again."),
    ),
    "notice_year": (
        I,
        N_("“{value}” was read as {day}."),
        N_("a date with its year"),
        N_("Nothing to do if this is right."),
    ),
    "notice_error": (
        E,
        N_("The cell shows the error {value}."),
        N_("a text or a date"),
        N_("Write the value itself into the cell instead of the formula and import it again."),
    ),
    "notice_no_cause": (
        E,
        N_("The cause is missing: the problem is critical, repeated or below its target."),
        N_("why it happened"),
        AGAIN,
    ),
    "notice_no_measure": (
        E,
        N_("The measure is missing: the problem is critical, repeated or below its target."),
        N_("what is done about it"),
        AGAIN,
    ),
    "notice_no_person": (
        E,
        N_("The person in charge is missing."),
        N_("who puts it right"),
        AGAIN,
    ),
    "notice_no_due": (E, N_("The due date is missing."), N_("a date such as 2026-10-31"), AGAIN),
}  # fmt: skip
