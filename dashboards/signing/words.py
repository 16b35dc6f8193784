"""What the pages say: the templates take it from here."""

from __future__ import annotations

from collections.abc import Mapping

from qc.locale import N_

WORDS: Mapping[str, str] = {
    "sign_in": N_("Sign in"),
    "nobody_yet": N_(
        "Nobody can sign in yet. On the PC that holds the records, make the first administrator."
    ),
    "login": N_("Name to sign in with"),
    "password": N_("Password"),
    "forgotten": N_("Forgotten? Whoever looks after the users sets a new password."),
    "account": N_("Account"),
    "signed_in_as": N_("Signed in as"),
    "role": N_("Role"),
    "sees": N_("Sees"),
    "sign_out": N_("Sign out"),
    "another": N_("Another password"),
    "old": N_("Password so far"),
    "long": N_("12 signs at least; several words in a row are easy to keep in mind."),
    "new": N_("New password"),
    "new_again": N_("New password again"),
    "change": N_("Change the password"),
    "elsewhere": N_("Everywhere else you are signed out then."),
    "alone": N_(
        "Only this PC sees the records, so nobody needs to sign in. Before others open them from their own PCs or phones, make the first administrator."
    ),
    "make_first": N_("Make the first administrator"),
    "back": N_("Back to today"),
    "first": N_("The first administrator"),
    "first_told": N_(
        "From now on everybody signs in. The administrator adds the others and sees who changed what."
    ),
    "shown": N_("Name that others see"),
    "shown_like": N_("As it shall stand beside what you do, like 李敏."),
    "again": N_("Password again"),
    "make": N_("Make the administrator and sign in"),
    "unreadable": N_("The record cannot be read at the moment"),
    "wait": N_(
        "What was saved is safe. Wait a minute and try again; if it stays so, tell the IT department: the program's own window says why."
    ),
    "try_again": N_("Try again"),
}
