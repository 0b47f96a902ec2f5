"""What may be begun on a case beside its drawn process, by whom: forms on the case page that belong to no task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import proceedings
from shenpi.apps.casework.acts.order_rectification import fits
from shenpi.apps.errors import NotFound
from shenpi.sites.workbench import deeds_handling, deeds_intake
from shenpi.sites.workbench import performing_beside as performing
from shenpi.sites.workbench.deed import Beginning

if TYPE_CHECKING:
    from uuid import UUID

    from shenpi.apps.casework.models import Case, Proceeding
    from shenpi.apps.casework.signatures import Opinion
    from shenpi.apps.organisation.queries import Holdings

Kind = proceedings.Kind


@dataclass(frozen=True)
class Situation:
    """What decides whether a beginning is offered."""

    case: Case
    running: frozenset[str]
    own_opinions: Sequence[Opinion]
    told_of_hearing: bool


BEGINNINGS = (
    Beginning(
        "request_suspension",
        Kind.SUSPENSION,
        _("提请特别程序（暂停计时）"),
        _("经分管领导批准后，所需时间不计入办理时限，并书面告知申请人。"),
        performing.begin_suspension,
        "request_suspension",
    ),
    Beginning(
        "request_extension",
        Kind.EXTENSION,
        _("提请延长办理期限"),
        _("经负责人批准可以延长一次，理由将告知申请人。"),
        performing.begin_extension,
        "request_extension",
    ),
    Beginning(
        "tell_hearing_rights",
        Kind.HEARING,
        _("告知听证权利"),
        _("出具听证权利告知书，申请人五个工作日内可以要求听证；在此之前不能作出决定。"),
        performing.begin_hearing,
        "tell_hearing_rights",
    ),
    Beginning(
        "order_hearing",
        Kind.HEARING,
        _("依职权举行听证"),
        _("法定应当听证或者涉及公共利益的，不必有人要求；安排时间后向社会公告，办理时限从今天起暂停。"),
        performing.begin_ordered_hearing,
        "order_hearing",
    ),
    Beginning(
        "refuse_claim",
        "",
        _("不予听证"),
        _("逾期提出或者无权要求听证的，出具不予听证通知书。"),
        performing.refuse_claim,
        "refuse_claim",
    ),
    Beginning(
        "request_opinion_change",
        Kind.OPINION,
        _("提请修改本人意见"),
        _("经分管领导同意后按新的内容显示，原意见一并保留。"),
        performing.begin_opinion_change,
        "request_opinion_change",
    ),
    *deeds_handling.BEGINNINGS,
)
_OFFERED: dict[str, Callable[[Situation], bool]] = {
    "request_extension": lambda now: not now.case.context.get("extension"),
    "tell_hearing_rights": lambda now: not now.told_of_hearing,
    "order_hearing": lambda now: not now.case.item_version.item.is_private,
    "request_opinion_change": lambda now: bool(now.own_opinions),
    "order_inspection": lambda now: fits(now.case, now.case.item_version.item.item_type),
    "order_rectification": lambda now: fits(now.case, now.case.item_version.item.item_type),
    "call_meeting": lambda now: now.case.context.get("meeting", {}).get("body") != "executive",
}


def of(held: Holdings, case: Case, found: Sequence[Proceeding], own: Sequence[Opinion]) -> list[Beginning]:
    """Return what these posts may begin on the case now."""
    offices = case.context["offices"]
    working = [offices["lead"], *offices.get("co", []), offices["leader"]]
    lawful = proceedings.allowed(case)
    offered = [each for each in BEGINNINGS if not each.kind or each.kind in lawful]
    running = frozenset(each.kind for each in found if each.ended_at is None)
    now = Situation(case, running, own, any(each.kind == Kind.HEARING for each in found))
    return [
        each
        for each in offered
        if proceedings.may_begin(each.kind, case.state)
        and each.kind not in now.running
        and _OFFERED.get(each.key, lambda _now: True)(now)
        and any(held.may(each.key, office) for office in working)
    ]


ALL = {each.key: each for each in (*BEGINNINGS, *deeds_intake.ANY_TIME.values())}


def find(key: str) -> Beginning:
    """Return the beginning of that key. Raises NotFound."""
    if key not in ALL:
        raise NotFound("no_such_beginning", _("没有这种办法。请刷新页面。"))
    return ALL[key]


def own(opinions: Sequence[Opinion], person_id: UUID) -> list[Opinion]:
    """Return the opinions that the person may ask to change (D3-048)."""
    return [
        each for each in opinions if each.person_id == person_id and each.verdict in ("agree", "disagree")
    ]
