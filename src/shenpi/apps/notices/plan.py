"""Which event is told by which channel: the packaged plan, and what an administrator decided instead."""

from collections.abc import Mapping

from shenpi.apps.notices.kinds import Channel
from shenpi.apps.notices.models import PlanEntry
from shenpi.apps.notices.texts import TEXTS

Channels = frozenset[str]

_SITE = frozenset({Channel.SITE.value})
_PHONE = _SITE | {Channel.SMS.value}
_ALL = _PHONE | {Channel.MAIL.value}

DEFAULTS: Mapping[str, Channels] = {
    "case.received": _PHONE,
    "case.correction.requested": _ALL,
    "case.accepted": _PHONE,
    "case.deemed_accepted": _PHONE,
    "case.acceptance.refused": _ALL,
    "case.gap.promised": _PHONE,
    "case.gap.lapsed": _PHONE,
    "case.originals.called": _ALL,
    "case.suspension.begun": _PHONE,
    "case.suspension.ended": _SITE,
    "case.extension.granted": _PHONE,
    "case.hearing.told": _ALL,
    "case.hearing.scheduled": _ALL,
    "case.decided": _ALL,
    "case.payment.requested": _ALL,
    "case.payment.declaration_rejected": _PHONE,
    "case.payment.recorded": _PHONE,
    "case.payment.lapsed": _ALL,
    "case.certificate.issued": _PHONE,
    "case.document.posted": _PHONE,
    "case.document.undelivered": _ALL,
    "case.document.served": _SITE,
    "case.filing.returned": _PHONE,
    "case.withdrawn": _PHONE,
    "case.completed": _SITE,
    "case.terminated": _PHONE,
    "case.certificate.expiring": _ALL,
    "case.deemed_renewed": _PHONE,
    "staff.returned": _SITE,
    "staff.corrected": _SITE,
    "prompt.handler": _ALL,
    "prompt.head": _ALL,
    "prompt.supervisor": _ALL,
}
"""Everything that is told to somebody, in the order of a case's course; prompts go to officials (D3-066, D3-067)."""

AT_ONCE = frozenset({"case.decided"})
"""D3-052: the signature of the decision sends the SMS at the same moment; quiet hours do not hold it back."""

CASE_EVENTS = tuple(event for event in DEFAULTS if event.startswith("case."))
assert DEFAULTS.keys() == TEXTS.keys(), "every event of the plan has words"


class Plan:
    """The plan in force, read once for a batch."""

    def __init__(self) -> None:
        rows = PlanEntry.objects.order_by("at", "id").values_list("item_code", "event", "channels")
        self._decided = {(item, event): frozenset(channels) for item, event, channels in rows}

    def channels(self, event: str, item_code: str = "") -> Channels:
        """Return the channels of an event: as decided for the item, else for all items, else packaged."""
        for scope in ((item_code, event), ("", event)):
            if scope in self._decided:
                return self._decided[scope]
        return DEFAULTS.get(event, frozenset())
