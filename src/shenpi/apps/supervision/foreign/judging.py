"""Which rules can judge a case that is known from an event log alone.

A log tells moments, people and steps, but no documents, verdicts or reasons: their absence is the log's, not the
official's. So of a log's cases only the limits are judged (and their course, by alignment: `mining`). A system that
sends messages of the exchange standard is judged by all rules.
"""

from shenpi.apps.supervision.models.foreign import SOURCE

BY_LOG = frozenset({"step_due", "promise_due"})


def applies(rule: str, source: str) -> bool:
    """Whether a rule can judge the cases that come from `source`."""
    return rule in BY_LOG or not source.startswith(SOURCE)
