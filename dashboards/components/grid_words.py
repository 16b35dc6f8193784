"""AG Grid's own words, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from qc.locale import N_, Translator

WORDS: Mapping[str, str] = {
    # what stands in the way of rows
    "noRowsToShow": N_("No rows"),
    "noMatchingRows": N_("No row fits the filter"),
    "loadingOoo": N_("Loading …"),
    "loadingError": N_("Could not be loaded"),
    "exporting": N_("Exporting …"),
    # filters
    "filterOoo": N_("Filter …"),
    "applyFilter": N_("Apply"),
    "resetFilter": N_("Reset"),
    "clearFilter": N_("Clear"),
    "cancelFilter": N_("Cancel"),
    "textFilter": N_("Filter by text"),
    "numberFilter": N_("Filter by number"),
    "dateFilter": N_("Filter by date"),
    "andCondition": N_("and"),
    "orCondition": N_("or"),
    "empty": N_("Choose one"),
    "equals": N_("is"),
    "notEqual": N_("is not"),
    "blank": N_("is empty"),
    "notBlank": N_("is not empty"),
    "contains": N_("contains"),
    "notContains": N_("does not contain"),
    "startsWith": N_("begins with"),
    "endsWith": N_("ends with"),
    "lessThan": N_("less than"),
    "lessThanOrEqual": N_("at most"),
    "greaterThan": N_("more than"),
    "greaterThanOrEqual": N_("at least"),
    "inRange": N_("between"),
    "inRangeStart": N_("from"),
    "inRangeEnd": N_("to"),
    "before": N_("earlier than"),
    "after": N_("later than"),
    "true": N_("Yes"),
    "false": N_("No"),
    "today": N_("today"),
    "yesterday": N_("yesterday"),
    "searchOoo": N_("Search"),
    # pages
    "page": N_("Page"),
    "to": N_("to"),
    "of": N_("of"),
    "more": N_("more"),
    "pageSizeSelectorLabel": N_("Rows on a page:"),
    "firstPage": N_("First page"),
    "previousPage": N_("Page before"),
    "nextPage": N_("Next page"),
    "lastPage": N_("Last page"),
    "ariaPageSizeSelectorLabel": N_("Rows on a page"),
    # what is read out
    "ariaSortableColumn": N_("Enter sorts"),
    "ariaMenuColumn": N_("Alt and ↓ open the column's menu"),
    "ariaFilterColumn": N_("Ctrl and Enter open the filter"),
    "ariaFilterInput": N_("Filter"),
    "ariaFilterFromValue": N_("Filter from"),
    "ariaFilterToValue": N_("Filter to"),
    "ariaFilterValue": N_("Filter value"),
    "ariaFilteringOperator": N_("How to filter"),
    "ariaColumnFiltered": N_("filtered"),
    "ariaDateFilterInput": N_("Date to filter by"),
    "ariaRowSelect": N_("Space chooses the row"),
    "ariaRowDeselect": N_("Space lets go of the row"),
    "ariaRowToggleSelection": N_("Space chooses or lets go of the row"),
    "ariaRowSelectAll": N_("Space chooses all rows"),
    "ariaToggleCellValue": N_("Space changes the value"),
    "ariaChecked": N_("chosen"),
    "ariaUnchecked": N_("not chosen"),
    "ariaIndeterminate": N_("partly chosen"),
    "ariaInputEditor": N_("Write here"),
    "ariaLabelColumnMenu": N_("Menu of the column"),
    "ariaLabelColumnFilter": N_("Filter of the column"),
    "ariaLabelCellEditor": N_("Write here"),
    "ariaLabelLoading": N_("Loading …"),
    "ariaLabelTooltip": N_("Note"),
    "ariaLabelDialog": N_("Window"),
    "columnFilter": N_("Filter of the column"),
    "sortAscending": N_("Sort upwards"),
    "sortDescending": N_("Sort downwards"),
    "sortUnSort": N_("Do not sort"),
    "pinColumn": N_("Pin the column"),
    "autosizeThisColumn": N_("Fit the column"),
    "autosizeAllColumns": N_("Fit all columns"),
    "resetColumns": N_("Columns as they were"),
    "copy": N_("Copy"),
}
"""The keys are AG Grid's (its locale reference); what is not used by the free edition is left out."""


def grid_words(t: Translator) -> dict[str, str]:
    """For `dashGridOptions={"localeText": grid_words(t)}`."""
    return {key: t(text) for key, text in WORDS.items()}
