"""满意、申请复查、追问、不认可整改: what whoever filed something says to what was done about it (D10-044)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotFound, Stale
from shenpi.apps.feedback import outgoing
from shenpi.apps.feedback.models import Feedback
from shenpi.core import contracts

WORDLESS = "content"


@transaction.atomic
def respond(feedback_id: UUID, act: str, *, text: str = "") -> None:
    """Answer in one's own matter; the page has made sure whose it is. A review may be asked for once.

    Raises NotFound, Stale when it is not our turn, Invalid without words (satisfaction needs none).
    """
    filing = Feedback.objects.select_for_update().filter(pk=feedback_id).first()
    if filing is None:
        raise NotFound("feedback_unknown", _("没有找到这一件。"))
    if act not in filing.answers:
        raise Stale("feedback_moved", _("本件的状态已经改变。请重新打开后查看。"))
    if act != WORDLESS and not text.strip():
        raise Invalid("text_missing", _("请写明理由。"), fields={"text": [_("请写明理由。")]})
    if wrong := typed.faults(text=text):
        raise Invalid("text_unfit", wrong["text"][0], fields=wrong)
    now = timekeeping.now()
    data = {"act": act, "text": text.strip(), "occurred_at": contracts.moment(now)}
    outgoing.send("feedback.answered", feedback_id, data, now)
    filing.answers = []  # until supervision tells us that it was entered
    filing.save(update_fields=["answers"])
