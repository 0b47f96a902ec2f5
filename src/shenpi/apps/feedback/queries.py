"""What the portal reads of complaints, enquiries and ratings; always for one filer, or by a code."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.feedback import secrets
from shenpi.apps.feedback.models import Faq, Feedback, FeedbackEntry, Kind, Reply, Visit
from shenpi.apps.organisation.models import Person


@dataclass(frozen=True)
class Followed:
    """A filing with its course and the written replies to it."""

    feedback: Feedback
    entries: list[FeedbackEntry]
    replies: list[Reply]


def mine(person: Person) -> QuerySet[Feedback]:
    """Return what an account filed, the newest first."""
    return Feedback.objects.filter(person=person).order_by("-filed_at")


def followed(feedback_id: UUID, person: Person | None, opened: Collection[str]) -> Followed:
    """Return a filing of the person, or one `opened` by its code in this session. Raises NotFound for all others."""
    own = Q(person=person) if person is not None else Q(pk__in=())
    known = own | Q(pk=feedback_id) if str(feedback_id) in opened else own
    found = Feedback.objects.filter(known, pk=feedback_id).first()
    if found is None:
        raise NotFound("feedback_unknown", _("没有找到这一件。请登录后查看，或者用查询码打开。"))
    entries = FeedbackEntry.objects.filter(feedback_id=found.pk).order_by("position")
    replies = Reply.objects.filter(feedback_id=found.pk).select_related("file").order_by("issued_at")
    return Followed(found, list(entries), list(replies))


def by_code(code: str) -> Feedback:
    """Return the filing with this query code. Raises NotFound."""
    found = Feedback.objects.filter(query_code_hash=secrets.hashed(code)).first()
    if found is None:
        raise NotFound("feedback_code", _("没有这个查询码，请核对后重新输入。"), field="code")
    return found


def visit(code: str) -> Visit:
    """Return the service that a rating code names. Raises NotFound."""
    found = Visit.objects.filter(code_hash=secrets.hashed(code)).first()
    if found is None:
        raise NotFound("visit_unknown", _("没有这个评价码，请核对后重新输入。"), field="code")
    return found


def rating_of(case_id: UUID) -> Feedback | None:
    """Return the rating of a case, or None."""
    return Feedback.objects.filter(kind=Kind.RATING, case_id=case_id).first()


def faqs(item_code: str) -> list[Faq]:
    """Return the published questions of an item, the newest first."""
    return list(Faq.objects.filter(item_code=item_code, withdrawn=False).order_by("-published_at")[:20])
