"""答复督办、说明、整改、陈述申辩、申诉: answer supervision in the words of the office or the person concerned."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotAllowed, Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.oversight import outgoing
from shenpi.apps.oversight.models import ToldMatter
from shenpi.apps.oversight.queries import told
from shenpi.core import contracts


@transaction.atomic
def answer(matter_id: UUID, act: str, *, by: Person, text: str) -> None:
    """Send an answer, a statement or an appeal (D10-084) to supervision; it is entered there, and comes back.

    For the office answers its head or the window's clerk, or a leader of the agency; a statement and an appeal are
    the person's own. Raises NotFound, NotAllowed, Invalid, Stale when it is not our turn.
    """
    found = told(matter_id, by)
    matter = ToldMatter.objects.select_for_update().get(pk=matter_id)
    if act not in matter.answers:
        raise Stale("matter_moved", _("本件已经答复，或者现在不需要答复。请重新打开后查看。"))
    if not found.may_answer:
        raise NotAllowed("not_your_statement", _("陈述、申辩和申诉由当事人本人作出。"))
    if not text.strip():
        missing = _("请写明答复的内容。")
        raise Invalid("text_missing", missing, fields={"text": [missing]})
    if wrong := typed.faults(text=text):
        raise Invalid("text_unfit", wrong["text"][0], fields=wrong)
    now = timekeeping.now()
    data = {
        "matter_id": str(matter.pk),
        "act": act,
        "text": text.strip(),
        "person_id": str(by.pk),
        "person": by.name,
        "office": matter.office_name,
        "occurred_at": contracts.moment(now),
    }
    outgoing.send("supervision.matter.answered", matter.pk, data, now)
    matter.answers = []  # until supervision tells us that it was entered
    matter.save(update_fields=["answers"])
