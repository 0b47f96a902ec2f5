"""Lives of what people bring: complaints, enquiries and bad ratings, handled in time or too late (D10-044, D10-045)."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from shenpi.apps.feedback import acts as people
from shenpi.apps.feedback.acts.rate import Grade
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.oversight import acts as offices
from shenpi.apps.supervision import acts as supervision
from tests.proof.year import Course, Life, later
from tests.support.county import LONG_AGO, County

WARNED = ("warning", "yellow")


def lives(county: County) -> Iterator[tuple[str, Course, dict[str, tuple[str, ...]]]]:
    """Yield name, course and what must be found: each rule once, and each kind once in order."""
    eye = supervisor()

    def complaint(taken_up: int, found: int) -> Course:
        def course(life: Life) -> Course:
            matter = filed(life, "complaint", county, category="delay")
            yield later(taken_up)
            supervision.move_matter(matter, "take_up", by=eye, text="受理。")
            yield later(found)
            supervision.move_matter(matter, "find_unfounded", by=eye, text="未发现违规。")

        return course

    def enquiry(answered: int) -> Course:
        def course(life: Life) -> Course:
            matter = filed(life, "enquiry", county)
            yield later(answered)
            offices.answer(matter, "explain", by=county["leader"], text="带营业执照复印件。")

        return course

    def rating(mended: int) -> Course:
        def course(life: Life) -> Course:
            code = offices.open_visit(by=county["clerk"], item_name="建设用地审批")
            yield later(0, 11)
            matter = people.rate_visit(code, Grade(1, "排队两小时。")).feedback.pk
            life.subject = f"matter:{matter}"
            yield later(mended)
            offices.answer(matter, "mend", by=county["clerk"], text="增开窗口。")

        return course

    yield "complaint_acceptance", complaint(7, 5), {"complaint_acceptance": WARNED}
    yield "complaint_overdue", complaint(1, 45), {"complaint_overdue": WARNED}
    yield "enquiry_overdue", enquiry(7), {"enquiry_overdue": ("anomaly", "warning")}
    yield "rating_unmended", rating(17), {"rating_unmended": WARNED}
    yield "complaint in order", complaint(2, 20), {}
    yield "enquiry in order", enquiry(2), {}
    yield "rating in order", rating(8), {}


def filed(life: Life, kind: str, county: County, **given: str) -> UUID:
    """File it as somebody without an account, about the county's agency."""
    words = people.Words(text="办了两个月还没有结果。", agency_code=county.agency.code, **given)
    matter: UUID = people.file(kind, uuid4(), words, by=None).feedback.pk
    life.subject = f"matter:{matter}"
    return matter


def supervisor() -> Person:
    """Make the bureau and its supervisor."""
    bureau = Agency.objects.create(code="J", name="监察委", full_name="广安区监察委", short_name="广区监")
    office = Office.objects.create(agency=bureau, code="J-1", name="效能室", kind=Office.Kind.SUPERVISION)
    eye = Person.objects.create(username="eye", name="何清", kind=Person.Kind.STAFF)
    Post.objects.create(person=eye, office=office, role=Role.SUPERVISOR, valid_from=LONG_AGO)
    return eye
