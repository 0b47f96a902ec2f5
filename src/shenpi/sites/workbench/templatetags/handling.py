"""The words and choices of handling: headings, fees, meetings, field checks, third parties, reports upward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import benefits, fees, headings, meetings, returning, steps
from shenpi.apps.casework.acts.order_hearing import GROUNDS as HEARING_GROUNDS
from shenpi.apps.casework.acts.record_inspection import Found
from shenpi.apps.casework.acts.refuse_claim import GROUNDS as CLAIM_REFUSAL_GROUNDS
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.workbench.templatetags.workbench import running_proceeding

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Proceeding, Task

register = template.Library()


@register.simple_tag
def hearing_grounds() -> list[tuple[str, Any]]:
    """Why an agency holds a hearing of its own motion (行政许可法 art. 46)."""
    return list(HEARING_GROUNDS.items())


@register.simple_tag
def claim_refusal_grounds() -> list[tuple[str, Any]]:
    """Why somebody's claim to a hearing is refused."""
    return list(CLAIM_REFUSAL_GROUNDS.items())


@register.simple_tag
def rectification_choices() -> list[tuple[str, str]]:
    """What a second look at what was ordered finds."""
    return [("rectified", _("已改正")), ("unrectified", _("未改正"))]


@register.simple_tag
def inspection_choices() -> list[tuple[str, Any]]:
    """What an inspection may find (行政许可法 art. 61)."""
    return list(Found.choices)


@register.simple_tag
def reply_choices() -> list[tuple[str, str]]:
    """What a superior may have replied (D3-053)."""
    return [("grant", _("同意")), ("refuse", _("不同意"))]


@register.simple_tag
def may_forward(case: Case) -> bool:
    """Whether the process can report the case upward."""
    return steps.draws(case, "forward")


@register.simple_tag
def ways_back(case: Case, task: Task) -> list[tuple[str, str]]:
    """Where a step may return the case to (D10-039)."""
    return [(way.verdict, _("、").join(way.names)) for way in returning.ways(case, task)]


@register.simple_tag(takes_context=True)
def offices_back(context: dict[str, Any], case: Case, task: Task) -> dict[int, str]:
    """The offices that may be asked again one by one, as the page names them; none where there is no choice."""
    asked = {office for way in returning.ways(case, task) for office in way.offices}
    named = {said.instance: said.office for said in context["opinions"]}
    named |= {str(office): " ".join(words) for office, words in context["agencies"].items()}
    return {office: named.get(str(office), "") for office in sorted(asked)} if len(asked) > 1 else {}


@register.simple_tag
def headings_of(case: Case, task: Task) -> list[tuple[str, Any]]:
    """The headings that the step's opinion must answer (D3-043)."""
    return list(headings.Heading.choices) if headings.asked(steps.form(case, task)) else []


@register.simple_tag
def answer_choices() -> list[tuple[str, Any]]:
    """The answers under a heading."""
    return list(headings.Answer.choices)


@register.filter
def heading(key: str) -> Any:
    """A heading in words."""
    return headings.Heading(key).label


@register.filter
def heading_answer(key: str) -> Any:
    """An answer under a heading in words."""
    return headings.Answer(key).label


@register.filter
def value_of(mapping: dict[str, Any], key: str) -> Any:
    """A mapping's value under a key that the template computes."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag
def fee_kinds(case: Case, task: Task) -> list[fees.Standard]:
    """The published kinds of fee, where the host office or the cashier fixes it now (D3-040)."""
    context = case.context
    if not context["fee_due"] or (task.act == "examine" and context["offices"]["lead"] != task.office_id):
        return []
    return fees.published(case.item_version.fee, case.item_version.item.name)


@register.simple_tag
def benefit_kinds(case: Case, task: Task) -> list[fees.Standard]:
    """The published kinds of benefit, where the amount is fixed at this step."""
    if steps.form(case, task) != benefits.FORM:
        return []
    return benefits.standards(case.item_version.options, case.item_version.item.name)


@register.filter
def usual_amount(kind: fees.Standard) -> str:
    """The amount to begin with: the exact one, else none."""
    return str(kind.least) if kind.exact else ""


@register.simple_tag
def meeting_choices() -> list[tuple[str, Any]]:
    """The meetings (D3-049, D3-051)."""
    return list(meetings.Body.choices)


@register.simple_tag
def ground_of_meeting_choices() -> list[tuple[str, Any]]:
    """Why a case is discussed."""
    return list(meetings.Ground.choices)


@register.simple_tag(takes_context=True)
def conclusion_choices(context: dict[str, Any], task: Task) -> list[tuple[str, Any]]:
    """What a meeting may agree; the executive meeting always decides."""
    found = running_proceeding(context, task)
    joint = found is not None and found.facts["body"] == meetings.Body.JOINT
    return [each for each in meetings.Conclusion.choices if joint or each[0] != meetings.Conclusion.DIVIDED]


@register.filter
def meeting_word(key: str) -> Any:
    """A meeting, or why it is held, in words."""
    return dict([*meetings.Body.choices, *meetings.Ground.choices]).get(key, key)


@register.simple_tag
def meeting_of(case: Case) -> dict[str, Any]:
    """What the latest meeting agreed, in words; empty without one."""
    told = meetings.latest(case)
    if not told:
        return {}
    labels = meetings.Body(told["body"]).label, meetings.Conclusion(told["conclusion"]).label
    return dict(zip(("body", "conclusion"), labels, strict=True))


@register.simple_tag
def officer_choices(case: Case) -> list[Any]:
    """Who may be sent to check in the field: the agency's own officers (行政许可法 art. 34)."""
    serving = organisation.serving(case.agency_id, "sign_field_check", timekeeping.now())
    return sorted(serving.values(), key=lambda post: (post.office_id, post.id))


@register.simple_tag
def party_of(found: Proceeding, task: Task) -> Any:
    """The interested party, or the applicant, whose word a step waits for; none at a step that is everybody's."""
    return found.facts["parties"][int(task.instance)] if task.instance else None
