"""A scope as conditions on the tables: the one place where it is decided who sees what.

A check is seen by its site and unit. An import is seen through its checks; what speaks of the file
as a whole (the original, problems that no check owns) only by those who may see all of its checks.
A file without any check is seen by whoever imported it and by those who see everything.
"""

from __future__ import annotations

from sqlalchemy import Alias, ColumnElement, and_, exists, not_, or_, true

from qc.store.schema import audit, checks, imports, problems
from qc.store.scope import Scope
from qc.words import Right


def check_visible(scope: Scope, of: Alias | None = None) -> ColumnElement[bool]:
    """Checks of the scope's sites and units."""
    columns = checks.c if of is None else of.c
    return and_(
        true() if scope.sites is None else columns.site.in_(scope.sites),
        true() if scope.units is None else columns.unit.in_(scope.units),
    )


def import_visible(scope: Scope) -> ColumnElement[bool]:
    """Imports of which at least one check is visible."""
    if scope.is_whole:
        return true()
    return or_(_has_check(check_visible(scope)), own_without_checks(scope))


def import_wholly_visible(scope: Scope) -> ColumnElement[bool]:
    """Imports of which every check is visible."""
    if scope.is_whole:
        return true()
    return and_(import_visible(scope), not_(_has_check(not_(check_visible(scope)))))


def problem_visible(scope: Scope) -> ColumnElement[bool]:
    """Problems (joined to their imports) at a mark of a visible check, or of a whole visible file."""
    if scope.is_whole:
        return true()
    return or_(
        exists().where(checks.c.id == problems.c.check_key, check_visible(scope)),
        and_(problems.c.check_key.is_(None), import_wholly_visible(scope)),
    )


def entry_visible(scope: Scope) -> ColumnElement[bool]:
    """Audit entries (joined to their imports) about a visible check or a whole visible file; those about
    users only for who looks after them."""
    if scope.is_whole:
        return true() if Right.ADMINISTER in scope.rights else audit.c.import_id.is_not(None)
    return or_(
        exists().where(checks.c.id == audit.c.check_key, check_visible(scope)),
        and_(audit.c.check_key.is_(None), import_wholly_visible(scope)),
    )


def entry_touches(scope: Scope) -> ColumnElement[bool]:
    """Audit entries (joined to their imports) after which the scope may see something else."""
    if scope.is_whole:
        return audit.c.import_id.is_not(None)
    return or_(
        exists().where(checks.c.id == audit.c.check_key, check_visible(scope)),
        and_(audit.c.check_key.is_(None), import_visible(scope)),
    )


def _has_check(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(checks.c.import_id == imports.c.id, condition)


def own_without_checks(scope: Scope) -> ColumnElement[bool]:
    """Imports of the actor's own of which no check tells whose they are."""
    return and_(imports.c.imported_by == scope.actor, not_(_has_check(true())))
