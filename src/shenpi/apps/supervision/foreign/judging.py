"""Which rules can judge a case that is known from an event log alone.

A log tells moments, people and steps, but no documents, verdicts or reasons: their absence is the log's, not the
official's. So of a log's cases the limits are judged, and the course by the system's process. The whole case is a
step, due when it was promised: its step alone is judged, or one lateness would count twice. A system that sends
messages of the exchange standard is judged by all rules.
"""

from collections.abc import Iterable

from shenpi.apps.supervision.models.foreign import SOURCE, ForeignSystem
from shenpi.apps.supervision.rules import ItemFacts

BY_LOG = frozenset({"step_due", "off_process"})


def applies(rule: str, source: str) -> bool:
    """Whether a rule can judge the cases that come from `source`."""
    return rule in BY_LOG or not source.startswith(SOURCE)


def promises(sources: Iterable[str]) -> dict[str, ItemFacts]:
    """Return, by source, what is known of the foreign systems among these sources: their process."""
    theirs = {source for source in sources if source.startswith(SOURCE)}
    if not theirs:
        return {}
    known = ForeignSystem.objects.filter(source__in=theirs).values_list("source", "process")
    return {source: ItemFacts(process=process) for source, process in known}
