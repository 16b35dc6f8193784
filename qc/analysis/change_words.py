"""The words of `metrics.change_verdict`: a fragment for each of its keys."""

from __future__ import annotations

from qc.locale import N_

SAID = N_("{sentence}, {next_step}")
"""A verdict in one line, of the words below."""

SAID_WITH_CHART = N_("{sentence}, {signal}, {next_step}")
"""The same where there is a chart."""

WORDS: dict[str, dict[str, str]] = {
    "size": {
        "target_reached": N_("target reached"),
        "improved": N_("improved"),
        "unchanged": N_("unchanged"),
        "worse": N_("worse"),
        "no_data": N_("no data"),
    },
    "certainty": {
        "clear": N_("clear"),
        "few_checks": N_("few checks"),
        "not_clear": N_("difference not clear"),
        "none": N_("nothing to judge"),
    },
    "signal": {
        "improvement": N_("the chart shows improvement"),
        "none": N_("no signal on the chart"),
        "deterioration": N_("the chart shows deterioration"),
        "unknown": N_("no chart"),
    },
    "sentence": {
        "target_reached_clear": N_("Target reached, clearly"),
        "target_reached_few_checks": N_("Target reached, few checks"),
        "improved_clear": N_("Clearly improved"),
        "improved_few_checks": N_("Improved, few checks"),
        "improved_not_clear": N_("Improved, difference not clear"),
        "unchanged_few_checks": N_("Unchanged, few checks"),
        "unchanged_not_clear": N_("Unchanged"),
        "worse_clear": N_("Clearly worse"),
        "worse_few_checks": N_("Worse, few checks"),
        "worse_not_clear": N_("Worse, difference not clear"),
        "no_data": N_("Nothing to compare"),
    },
    "next_step": {
        "close": N_("may close"),
        "keep_following": N_("keep following"),
        "keep_going": N_("keep improving"),
        "change_measures": N_("change the measures"),
        "find_cause": N_("find the cause"),
        "check": N_("check first"),
    },
}
"""Column and key -> msgid."""
