"""提请修改意见: a signed opinion is to be changed; only special circumstances and the leader's consent allow it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import opinions, proceedings, queries
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, NotAllowed, NotFound
from shenpi.apps.organisation.models import Person

CHANGEABLE = ("agree", "disagree")
"""Opinions of examination and review; what an act has brought about already cannot be unsaid."""


def request_opinion_change(
    case_id: UUID,
    opinion_id: UUID,
    *,
    by: Person,
    verdict: str,
    why: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> None:
    """Ask for another wording or verdict of one's own opinion, before the decision (D3-048).

    `why` are the special circumstances. The opinion stands until the leader consents. Raises Invalid, NotAllowed,
    NotFound, Refusal.
    """
    signed = opinions.signed(
        verdict, positive="agree", negative="disagree", text=text, reason=reason, basis=basis
    )
    if not why.strip():
        raise Invalid("why_missing", _("请写明需要修改的特殊情况。"), fields={"why": [_("请写明特殊情况")]})
    with on_case(case_id, by) as unit:
        said = next((each for each in queries.opinions(unit.case) if each.task_id == opinion_id), None)
        if said is None or said.verdict not in CHANGEABLE:
            raise NotFound("opinion_unknown", _("没有可以修改的这条意见。"))
        if said.person_id != by.pk:
            raise NotAllowed("not_own_opinion", _("只能提请修改本人签署的意见。"))
        actor = for_case(unit, by, "request_opinion_change")
        facts = {
            "opinion_id": str(opinion_id),
            "step": said.name,
            "reason": why.strip(),
            "change": signed.as_payload(),
        }
        proceedings.begin(unit, proceedings.Kind.OPINION, actor, "opinion.change_requested", facts)
