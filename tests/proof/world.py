"""A small county in mid-life: at least one real object behind every address of the system."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts as applications
from shenpi.apps.applications.models import Application, Draft, Mandate, PublicDocument
from shenpi.apps.casework import certificates
from shenpi.apps.casework import queries as casework
from shenpi.apps.casework.models import BundleCase, Case
from shenpi.apps.catalogue.models import BundleVersion, Item, ItemVersion, ProcessDraft, ProcessProposal
from shenpi.apps.documents import files, issuing
from shenpi.apps.documents.models import Certificate
from shenpi.apps.documents.rendering import render_pending
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.feedback import acts as feedback
from shenpi.apps.feedback.models import Feedback
from shenpi.apps.notices import following
from shenpi.apps.notices.models import Notice
from shenpi.apps.organisation.acts import delegate
from shenpi.apps.organisation.models import Agency, Delegation, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.payments.models import PaymentOrder, State
from shenpi.apps.supervision import acts as supervision
from shenpi.apps.supervision import recording, signals
from shenpi.apps.supervision.models import Matter, Signal, WarningRecord
from shenpi.core.process import template
from tests.support import county as counties
from tests.support.county import LONG_AGO, County
from tests.support.public_zone import CITIZEN, make_applicant, pdf

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OWNER, PROJECT = "王芳芳", "𠮷祥巷新厂房"
SECRETS = (OWNER, PROJECT, "13812345678")
"""Words of the applicant's that no refused request may bring to light."""


@dataclass
class World:
    """The county, one online case on three desks, and a draft beside it."""

    county: County
    owner: Person
    case: Case
    draft: Draft
    delegation: Delegation
    drawing: ProcessDraft
    proposal: ProcessProposal

    @property
    def values(self) -> dict[str, object]:
        """A real value for each part of an address; some routes mean another thing by the same name (`particular`)."""
        document = PublicDocument.objects.filter(case_id=self.case.pk).first()
        record = WarningRecord.objects.filter(case_id=self.case.pk).first()
        assert document, "no document has reached the public zone"
        assert record, "no step has gone red"
        return {
            "code": self.case.item_version.item.code,
            "number": self.case.number,
            "address": "nowhere",
            "draft_id": self.draft.pk,
            "file_id": self.draft.files.get().pk,
            "material": "plan",
            "key": "1",
            "application_id": self.case.pk,
            "case_id": self.case.pk,
            "task_id": self.county.task(self.case, "examine", "land").pk,
            "deed": "examine",
            "document_id": document.pk,
            "material_id": self.case.materials.exclude(sha256="").first().pk,
            "version_id": self.case.item_version_id,
            "process_id": self.case.process_id,
            "process_key": self.case.process.key,
            "drawing_id": self.drawing.pk,
            "proposal_id": self.proposal.pk,
            "delegation_id": self.delegation.pk,
            "record_id": record.pk,
            "signal_id": Signal.objects.filter(case_id=self.case.pk).first().pk,
            "matter_id": Matter.objects.get(kind="order").pk,
            "feedback_id": Feedback.objects.get().pk,
            "reply_id": uuid4(),
            "name": "volumes",
            "form": "csv",
            "sha256": document.file_id,
            "notice_id": Notice.objects.filter(subject_id=self.case.pk, channel="sms").first().pk,
            "event": "case.accepted",
            "certificate_id": Certificate.objects.get(document__case_id=self.case.pk).pk,
            "purpose": "renewal",
            "bundle_number": BundleCase.objects.values_list("number", flat=True)[0],
            "agency_id": self.county.agency.pk,
            "mandate_id": Mandate.objects.get().pk,
            "kind": "refusal_decision",
            "order_id": PaymentOrder.objects.get().pk,
        }

    @property
    def particular(self) -> dict[tuple[str, str], object]:
        """A value where a route means another thing by a name."""
        bundle = BundleVersion.objects.get()
        return {
            ("demo_enter", "key"): "clerk",
            ("portal_bundle_guide", "code"): bundle.bundle.code,
            ("portal_bundle_apply", "code"): bundle.bundle.code,
            ("work_receive_bundle", "version_id"): bundle.pk,
        }


def build(*, private: bool = False) -> World:
    """Live the world's first weeks: filed online, accepted, on the desks of three offices, one of them late."""
    with timekeeping.at(MONDAY):
        county = counties.build(("parallel", "committed"))
        Item.objects.update(is_private=private)
        owner = make_applicant("wang", name=OWNER)
        draft = filled(owner, county)
        case_id = applications.submit(draft.pk, by=owner).application.pk
        settle()
        case = Case.objects.select_related("item_version__item").get(pk=case_id)
        county.accept(case)
        certified(case)
        overpaid(case)
        together(owner)
        beside = filled(owner, county)
        render_pending(5)
    with timekeeping.at(MONDAY + timedelta(days=20)):
        settle()
        following.follow()
        recording.sweep()
        signals.sweep()
    taken_up(case)
    entrusted(county, owner)
    asked = feedback.Words("什么时候能办好？", case_number=case.number)
    feedback.file("enquiry", uuid4(), asked, by=owner)
    settle()
    period = {"ends_at": timekeeping.now() + timedelta(days=30), "reason": "出差"}
    lent = delegate(by=county["land.h"], delegate=county["land.head"], **period)
    return World(county, owner, case, beside, lent, *drawn())


def entrusted(county: County, owner: Person) -> None:
    """The owner's mandate to a filing agent of the agency."""
    agent = Person.objects.create(username="filing", name="罗玉芬", kind="staff")
    office = county.offices["window"]
    Post.objects.create(person=agent, office=office, role=Role.FILING_AGENT, valid_from=LONG_AGO)
    kept = files.store(pdf("mandate.pdf", pages=7), filename="mandate.pdf")
    paper = applications.Upload("authorisation", "mandate.pdf", kept.sha256, kept.size, kept.media_type)
    about = {"name": OWNER, "identifier": CITIZEN, "phone": "13812345678"}
    term = {"begins_on": "2026-03-01", "ends_on": "2099-12-31"}
    applications.record_mandate(uuid4(), by=agent, values=about | term, file=paper)


def together(owner: Person) -> None:
    """Two cases of the owner's under one number."""
    draft = applications.start_bundle(by=owner, bundle=counties.bundle("parallel", "committed"))
    applications.save_section(draft.pk, by=owner, section="1", values={"project": PROJECT}, keys=["project"])
    for material in ("plan", "parallel_application", "committed_application"):
        applications.attach(draft.pk, by=owner, material=material, upload=pdf())
    applications.submit_bundle(draft.pk, by=owner)
    settle()


@transaction.atomic
def certified(case: Case) -> None:
    """A certificate of the owner's, as the case will issue one."""
    facts = {"case_number": case.number, "item": "建设用地审批", "agency": "广安市广安区自然资源和规划局"}
    facts |= {"applicant": OWNER, "received_on": "2026-03-02", "certificate": "建设用地批准书"}
    paper = issuing.prepare(
        "certificate", case_id=case.pk, agency_short="区", data={**facts, "years": 2}, at=timekeeping.now()
    )
    paper.save()
    certificate = issuing.certificate(paper, agency_id=case.agency_id)
    certificate.save()
    certificates.tell(certificate)


def overpaid(case: Case) -> None:
    """The owner has paid too much online."""
    now = timekeeping.now()
    PaymentOrder.objects.create(
        case_id=case.pk,
        number=case.number,
        item_name="建设用地审批",
        payer=OWNER,
        agency_id=case.agency_id,
        amount=Decimal(1200),
        paid_amount=Decimal(2100),
        paid_at=now,
        state=State.DIFFERENT,
        pay_until=now + timedelta(days=3),
        created_at=now,
        next_try_at=now,
    )


def taken_up(case: Case) -> None:
    """A supervision order about one of the case's signals, told to the office."""
    agency = Agency.objects.create(code="eyes", name="监察委", full_name="监察委员会", short_name="监")
    office = Office.objects.create(agency=agency, code="eyes", name="监察室", kind="supervision")
    person = Person.objects.create(username="eye", name="陈静", kind="staff")
    Post.objects.create(person=person, office=office, role=Role.SUPERVISOR, valid_from=LONG_AGO)
    signal = Signal.objects.filter(case_id=case.pk).first()
    supervision.open_matter("order", signal.pk, by=person, title="限期办结", text="请说明原因。")
    settle()


def drawn() -> tuple[ProcessDraft, ProcessProposal]:
    """A process on somebody's drawing board, handed in for approval."""
    person = Person.objects.create(username="designer", name="谢明慧", kind="staff")
    drawn = {"key": "pilot", "name": "容缺受理", "bpmn": template("committed").decode()}
    draft = ProcessDraft.objects.create(
        changed_by=person, changed_at=MONDAY, authors=[str(person.pk)], **drawn
    )
    handed_in = {"report": {"findings": []}, "results": [], "scenarios": {}, "revision": 1, "sha256": "0"}
    proposal = ProcessProposal.objects.create(
        proposed_by=person, proposed_at=MONDAY, authors=draft.authors, **drawn, **handed_in
    )
    return draft, proposal


def filled(owner: Person, county: County) -> Draft:
    """A draft with an answer and its files."""
    version = ItemVersion.objects.select_related("item").get(pk=county.items["parallel"].pk)
    draft = applications.start_draft(by=owner, version=version)
    applications.save_section(draft.pk, by=owner, section="1", values={"project": PROJECT}, keys=["project"])
    for pages, material in enumerate(("application", "plan"), 1):
        if Application.objects.exists() and material == "application":
            continue  # the draft beside stays unfinished
        applications.attach(draft.pk, by=owner, material=material, upload=pdf(f"{material}.pdf", pages=pages))
    return draft


def stranger(role: str) -> Person:
    """Somebody with a post of that role in another agency."""
    agency, _made = Agency.objects.get_or_create(
        code="other", defaults={"name": "区体育局", "full_name": "广安区体育局", "short_name": "广区体"}
    )
    office, _made = Office.objects.get_or_create(
        agency=agency, code="other", defaults={"name": "综合股", "kind": "business"}
    )
    person = Person.objects.create(
        username=f"stranger.{role}", name=f"外单位{Role(role).label}", kind="staff"
    )
    Post.objects.create(person=person, office=office, role=role, valid_from=LONG_AGO)
    return person


def snapshot(world: World) -> list[object]:
    """What a request that should have been refused could have changed."""
    case = world.case
    return [
        Case.objects.filter(pk=case.pk).values().get(),
        list(case.tasks.values()),
        casework.opinions(case),
        list(Application.objects.values()),
        list(Draft.objects.values()),
        world.draft.files.count(),
        list(Delegation.objects.values()),
        Case.objects.count(),
        list(ProcessDraft.objects.values()),
        list(ProcessProposal.objects.values()),
    ]
