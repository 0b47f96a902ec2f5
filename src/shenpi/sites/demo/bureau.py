"""What the bureau makes of its red cards: orders, a violation file, and an agency's objection, by the real acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from shenpi.apps import timekeeping
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation.models import Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.oversight import acts as offices
from shenpi.apps.supervision import acts
from shenpi.apps.supervision.models import Matter, Signal
from shenpi.apps.supervision.rules import RULES
from shenpi.sites.demo import personas
from shenpi.sites.demo.voices import AGENCY, days_ago

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

T = TypeVar("T")
RULE = "行政许可法第七十四条"


def take_up() -> None:
    """Act on the cards that there are, once: an order done with, one that waits, a file, an objection."""
    if Matter.objects.filter(kind__in=("order", "violation", "objection")).exists():
        return
    begun = days_ago(6, 9)
    cards = Signal.objects.filter(level="red", at__lt=begun, case_id__isnull=False, person_id__isnull=False)
    found = {card.case_id: card for card in cards.exclude(office_code="").order_by("at")}
    courses = (_done_with, _waited_for, _on_file)
    for course, card in zip(courses, reversed(found.values()), strict=False):
        course(card)
    own = Signal.objects.filter(level__in=("yellow", "red"), agency_code=AGENCY, case_id__isnull=False)
    if (late := own.order_by("-at").first()) is not None:
        words = "申请人当日要求变更方案，等待其间不应计入时限。"
        contested = late.pk
        _at(days_ago(0, 8), lambda: acts.object_to(contested, by=_person("inspector"), text=words))


def _done_with(card: Signal) -> None:
    matter = _order(card, days_ago(6, 10), "请说明超期原因，三个工作日内办结。")
    answered = "材料核对耽误，已于当日办结并向申请人致歉。"
    _at(days_ago(4, 15), lambda: offices.answer(matter.pk, "answer", by=_answers(card), text=answered))
    agreed = "整改到位，同意结案。"
    _at(days_ago(3, 9), lambda: acts.move_matter(matter.pk, "approve", by=_person("supervisor"), text=agreed))


def _waited_for(card: Signal) -> None:
    _order(card, days_ago(1, 10), "该件仍未办结，请立即办理并报告结果。")


def _on_file(card: Signal) -> None:
    given = {"title": _title(card), "text": "承办环节严重超期，予以立案。", "basis": RULE}
    matter = _at(
        days_ago(4, 11), lambda: acts.open_matter("violation", card.pk, by=_person("supervisor"), **given)
    )
    holder = Person.objects.filter(pk=str(card.person_id)).first()
    if holder is not None:
        words = "其间参加集中培训，未及时移交，愿意承担责任。"
        _at(days_ago(2, 16), lambda: offices.answer(matter.pk, "state", by=holder, text=words))


def _order(card: Signal, moment: datetime, text: str) -> Matter:
    given = {"title": _title(card), "text": text}
    return _at(moment, lambda: acts.open_matter("order", card.pk, by=_person("supervisor"), **given))


def _at(moment: datetime, act: Callable[[], T]) -> T:
    with timekeeping.at(min(moment, timekeeping.now())):
        done = act()
        settle()
    return done


def _answers(card: Signal) -> Person:
    """Return the head or the window clerk of the card's office, else a leader of its agency."""
    inside = Q(office_id=int(card.office_code), role__in=(Role.OFFICE_HEAD, Role.ACCEPTOR))
    above = Q(office__agency__code=card.agency_code, role=Role.LEADER)
    post = Post.objects.filter(inside).first() or Post.objects.filter(above).first()
    if post is None:
        raise LookupError(f"nobody answers for office {card.office_code}")
    return post.person


def _title(card: Signal) -> str:
    return f"{RULES[card.rule].name}：{card.item_name}"[:200]


def _person(persona: str) -> Person:
    return personas.person(personas.persona(persona).username)
