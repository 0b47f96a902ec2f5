"""发布挂牌公告: the agency's head lets the offer go out, at least twenty days before the listing begins."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import limits, offers, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Refusal, worded
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, Unit


def announce_offer(case_id: UUID, task_id: UUID, *, by: Person) -> None:
    """Announce the offer (招标拍卖挂牌出让国有建设用地使用权规定 art. 8, 9), and let its listing run to its last day.

    Raises Refusal when fewer than twenty days are left until the listing begins: then it is drafted anew.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "announce_offer")
        actor = for_task(unit, by, task, "announce_offer")
        offer, today = offers.of(unit.case), offers.today(unit)
        if (offers.opens_on(offer) - today).days < offers.AHEAD:
            raise Refusal(
                "announced_late",
                worded(
                    _("公告应当至少在挂牌开始日前 %(days)s 日发布。请退回，重新拟定挂牌时间。"),
                    days=offers.AHEAD,
                ),
            )
        days = (offers.closes_on(offer) - today).days
        limits.name(unit, offers.LISTING, Limit(days, Unit.CALENDAR_DAYS), unit.now)
        said = {key: offer[key] for key in ("start", "step", "deposit", "opens_on", "closes_on", "place")}
        paper = papers.issue(unit, "offer_announcement", **said, **offers.described(unit.case))
        told = {"opens_on": offer["opens_on"], "closes_on": offer["closes_on"], "documents": [paper]}
        signed = steps.Signed("announced")
        steps.complete(unit, task, actor, signed, "offer.announced", told)
