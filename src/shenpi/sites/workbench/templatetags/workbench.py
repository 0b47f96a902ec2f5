"""The workbench's own words and look-ups for templates."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import delivery, joint, limits, proceedings
from shenpi.apps.casework.acts.refuse_acceptance import Ground
from shenpi.apps.casework.delivery import Method
from shenpi.apps.casework.queries import may_read_content
from shenpi.apps.documents import standing as certificate_standing
from shenpi.apps.documents.files import INLINE
from shenpi.apps.documents.inspection import EXTENSIONS
from shenpi.apps.organisation import queries as organisation
from shenpi.core.identifiers import mask_name
from shenpi.core.worktime import Limit
from shenpi.sites.common.templatetags.shenpi import day, moment
from shenpi.sites.common.wording import in_chinese, procedure_words
from shenpi.sites.workbench import deeds_upon, standing
from shenpi.sites.workbench.course import VERDICTS
from shenpi.sites.workbench.narrowing import Narrowing
from shenpi.sites.workbench.refused import Refused

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, CaseMaterial, Proceeding, Task
    from shenpi.apps.casework.tray import Listed
    from shenpi.apps.documents.models import Certificate
    from shenpi.apps.organisation.models import Person

VIEWABLE = tuple(ending for kind in INLINE for ending in EXTENSIONS[kind])
"""Endings of the files that are shown in place."""

register = template.Library()


@register.inclusion_tag("workbench/standing.html", takes_context=True)
def standing_line(context: dict[str, Any]) -> dict[str, Any]:
    """Say who the reader is, for which post, under which delegation."""
    request: HttpRequest = context["request"]
    held = getattr(request, "holdings", None)
    return {"name": getattr(request.user, "name", ""), "posts": standing.posts(held) if held else []}


@register.simple_tag(takes_context=True)
def holds_role(context: dict[str, Any], *roles: str) -> bool:
    """Whether the reader holds one of the roles, so that the rail shows the duties he has."""
    held = getattr(context["request"], "holdings", None)
    return bool(held and held.roles() & set(roles))


@register.simple_tag(takes_context=True)
def applicant_name(context: dict[str, Any], case: Case) -> str:
    """The applicant's name, masked for a reader to whom the case's content is closed (D6-028)."""
    name = str(case.applicant["name"])
    return name if may_read_content(context["request"].holdings, case) else mask_name(name)


@register.filter
def viewable(material: CaseMaterial) -> bool:
    """Whether a browser shows the file in place, beside the form."""
    return bool(material.sha256) and material.filename.lower().endswith(VIEWABLE)


@register.filter
def verdict(value: str) -> Any:
    """A verdict in words."""
    return VERDICTS.get(value, value)


@register.simple_tag
def ending_choices(task: Task) -> Any:
    """The verdicts of a step that ends a certificate, or lets it stand."""
    return deeds_upon.ENDINGS[task.act]


@register.simple_tag
def standing_words(certificate: Certificate, day: date) -> Any:
    """Where a certificate stands on a day, in words."""
    return certificate_standing.of(certificate, day).label


@register.filter
def limit_words(limit: Limit) -> str:
    """A limit in the reader's language."""
    return limit.zh() if in_chinese() else limit.en()


@register.filter
def faults(refused: Refused, name: str) -> list[Any]:
    """The messages that belong beside a field."""
    return list(refused.faults.get(name, ())) if refused else []


@register.simple_tag
def typed(refused: Refused, *name: str, default: Any = "") -> str:
    """What the person typed into a field before it was refused, else the field's default."""
    if not refused or refused.refusal is None:
        return str(default)
    return refused.typed.get("".join(name), "")


@register.filter
def kept_files(refused: Refused, name: str) -> list[tuple[str, str]]:
    """What was uploaded with a field before it was refused: the last file's name and ticket."""
    return list(refused.files.get(name, ())[-1:]) if refused else []


@register.simple_tag
def receive_sheet(refused: Refused) -> SimpleNamespace:
    """What the shared field templates need of the receiving form."""
    return SimpleNamespace(prefix="receive", refused=refused)


@register.simple_tag
def delegation_sheet(refused: Refused) -> SimpleNamespace:
    """What the shared field templates need of the delegation form."""
    return SimpleNamespace(prefix="delegation", refused=refused)


@register.simple_tag
def opinion_choices() -> list[tuple[str, str]]:
    """The verdicts of an opinion (D3-021)."""
    return [("agree", _("同意")), ("disagree", _("不同意"))]


@register.simple_tag
def jurisdiction_choices() -> list[tuple[str, str]]:
    """Whether the filing lies within the agency's power (D3-027)."""
    return [("yes", _("属于本机关职责范围")), ("no", _("超出本机关职责范围"))]


@register.simple_tag
def completeness_choices() -> list[tuple[str, str]]:
    """Whether all materials are there (D3-027)."""
    return [("yes", _("申请材料齐全")), ("no", _("申请材料不齐全"))]


@register.simple_tag
def form_choices() -> list[tuple[str, str]]:
    """Whether they have the form that the law asks for (D3-027)."""
    return [("yes", _("符合法定形式")), ("no", _("不合法定形式"))]


@register.simple_tag
def ground_choices(case: Case) -> list[tuple[str, Any]]:
    """The grounds of refusing acceptance; insufficient only after the correction notice (行政许可法 art. 32)."""
    told = case.context.get("corrected")
    return [choice for choice in Ground.choices if told or choice[0] != Ground.INCOMPLETE]


@register.simple_tag
def consent_choices() -> list[tuple[str, str]]:
    """The answers to a request."""
    return [("approve", _("同意")), ("refuse", _("不同意"))]


@register.simple_tag
def procedure_choices(case: Case) -> list[tuple[str, Any]]:
    """The special procedures that are asked for."""
    asked = limits.procedures(case.item_version.item.item_type)
    return [choice for choice in limits.Procedure.choices if choice[0] in asked]


@register.simple_tag(takes_context=True)
def running_proceeding(context: dict[str, Any], task: Task) -> Proceeding | None:
    """The running proceeding that a task belongs to."""
    kind = proceedings.elements().get(task.element)
    found = (each for each in context["proceedings"] if each.kind == kind and each.ended_at is None)
    return next(found, None)


@register.simple_tag
def chair_choices(case: Case) -> list[Person]:
    """Who may chair a hearing: the agency's staff; the act refuses who examines the case."""
    return organisation.staff_of_agency(case.agency_id)


@register.filter
def paused(case: Case | Listed) -> datetime | None:
    """Until when the case's limits rest, or None while they run."""
    return limits.paused_until(case, timekeeping.now()) if case.accepted_at else None


@register.filter
def task_paused(task: Task | Listed, case: Case | Listed) -> bool:
    """Whether the task's own limit rests; the steps of a proceeding run on."""
    return task.element not in proceedings.elements() and paused(case) is not None


@register.filter
def office_words(task: Task) -> str:
    """The office at work on a step, with its agency where that is another one."""
    return joint.office_words(task)


@register.filter
def procedure(key: str) -> str:
    """A special procedure in words."""
    return procedure_words(key)


@register.filter
def iso_limit(text: str) -> str:
    """A limit written as ISO 8601 in words."""
    return limit_words(Limit.parse(text))


@register.filter
def iso_moment(text: str) -> str:
    """A moment written as ISO 8601 in words."""
    return str(moment(datetime.fromisoformat(text)))


@register.filter
def iso_day(text: str) -> str:
    """A day written as ISO 8601 in words."""
    return str(day(date.fromisoformat(text)))


@register.simple_tag
def decision_choices() -> list[tuple[str, str]]:
    """The verdicts of a decision (D3-049)."""
    return [("grant", _("准予许可")), ("grant_partly", _("部分准予许可")), ("refuse", _("不予许可"))]


@register.simple_tag
def service_choices(case: Case) -> list[tuple[str, Any]]:
    """The ways to hand the papers over now; a letter is posted first, and an account has only who filed online."""
    absent = {Method.POST} if case.channel == "online" else {Method.POST, Method.ELECTRONIC}
    return [(each, delivery.words(case, each)) for each in Method.values if each not in absent]


@register.filter
def service_words(case: Case, method: str) -> Any:
    """What a way of service is called."""
    return delivery.words(case, method)


@register.simple_tag
def applicant_choices() -> list[tuple[str, str]]:
    """The kinds of applicants."""
    return [("person", _("个人")), ("organisation", _("单位"))]


@register.filter
def entry(mapping: dict[str, Any] | str, key: str) -> Any:
    """What a mapping holds under a key that the template computes; nothing where there is no mapping."""
    return mapping.get(key) if isinstance(mapping, dict) else None


@register.simple_tag
def material_row(row: dict[str, Any], prefix: str, refused: Refused) -> SimpleNamespace:
    """A line of the material list, after a refusal as it was ticked."""
    key, again = row["key"], bool(refused and refused.refusal)
    usual = "copy" if row.get("original_copy") == "复印件" else "original"
    return SimpleNamespace(
        have=again and f"have-{key}" in refused.typed,
        reuse=again and f"reuse-{key}" in refused.typed,
        checked=again and f"checked-{key}" in refused.typed,
        form=refused.typed.get(f"form-{key}", usual) if again else usual,
        copies=refused.typed.get(f"copies-{key}", "") if again else row.get("copies", 1),
        copies_faults=faults(refused, f"copies-{key}"),
        file_faults=faults(refused, f"file-{key}"),
        files=kept_files(refused, f"file-{key}"),
    )


@register.simple_tag
def but(narrowing: Narrowing, **changed: str) -> str:
    """The work list's address with some filters changed."""
    return narrowing.but(**changed)
