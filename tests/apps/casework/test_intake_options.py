"""Receipt and acceptance by the item's options: arrival, import, paper files, originals, gaps, commitments, 补录."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, proceedings, replay, sweeps, trust
from shenpi.apps.casework.models import Case, CaseMaterial, CertificateCase, PaperFile, PastRecord, Task
from shenpi.apps.documents import queries as documents
from shenpi.apps.documents.models import Certificate, Document
from shenpi.apps.errors import Invalid, NotAllowed, Refusal, Stale
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from tests.support import county as counties
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db
entering = import_module("shenpi.apps.casework.acts.enter_afterwards")

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SCAN = acts.Scan(sha256="1" * 64, filename="平面图.pdf")
PAPER = [acts.HandedIn("application", "申请表", "original"), acts.HandedIn("plan", "平面图", "copy", 2)]


@pytest.fixture
def county():
    return counties.build(("committed",))


def version(county, materials: dict[str, Any] | None = None, **options: Any) -> None:
    """Give the county's item a new version with options, and more said of its materials by key."""
    said = materials or {}
    rows = [row | said.get(row["key"], {}) for row in county.items["committed"].materials]
    counties.revised(county, "committed", materials=rows, options=options)


def whole(case) -> Case:
    fresh = Case.objects.get(pk=case.pk)
    assert replay.differences(fresh) == []
    return fresh


def last(case) -> Any:
    return ledger.events(case.pk).last()


def on_paper(county, **changes: Any) -> Case:
    with timekeeping.at(MONDAY):
        return county.receive("committed", materials=PAPER, **changes)


class TestArrival:
    """D10-027: what came at the window is entered on the day it came, or says why not and is marked."""

    def test_entered_on_a_later_day(self, county):
        friday = MONDAY - timedelta(days=3)
        with pytest.raises(Invalid) as refused:
            on_paper(county, filed_at=friday)
        assert "late_reason" in refused.value.fields
        case = whole(on_paper(county, filed_at=friday, late_reason="网络中断"))
        assert (case.received_at, case.context["late_entry"]) == (friday, True)
        assert timekeeping.local(case.answer_due_at).date().isoformat() == "2026-03-05"  # a Saturday works
        assert last(case).payload["late_reason"] == "网络中断"

    def test_entered_the_same_day_or_never_from_the_future(self, county):
        case = on_paper(county, filed_at=MONDAY - timedelta(minutes=30))
        assert "late_entry" not in case.context
        with pytest.raises(Invalid) as refused:
            on_paper(county, filed_at=MONDAY + timedelta(hours=1))
        assert "arrived_on" in refused.value.fields


class TestImport:
    """D3-037: paper is scanned for the offices within 3 working days of acceptance; D10-027: they wait for it."""

    def test_the_clerk_scans_and_the_offices_examine(self, county):
        case = on_paper(county)
        with timekeeping.at(MONDAY):
            county.accept(case)
        task = county.task(case, "import_filing")
        assert timekeeping.local(task.due_at).date().isoformat() == "2026-03-05"
        handler = county.task(case, "examine")
        with pytest.raises(Refusal) as refused:
            acts.examine(case.pk, handler.pk, by=handler.holder, verdict="agree")
        assert refused.value.code == "not_imported"
        papers = acts.unscanned(case.pk)
        with pytest.raises(Invalid) as missing:
            acts.import_filing(case.pk, task.pk, by=county["clerk"], scans={papers[0].pk: SCAN})
        assert list(missing.value.fields) == [f"file-{papers[1].pk}"]
        acts.import_filing(case.pk, task.pk, by=county["clerk"], scans={each.pk: SCAN for each in papers})
        assert acts.unscanned(case.pk) == []
        county.examine_all(case)
        whole(case)

    def test_what_cannot_be_digitised_travels_on_paper(self, county):
        """D10-028."""
        case = on_paper(county)
        with timekeeping.at(MONDAY):
            county.accept(case)
        first, second = acts.unscanned(case.pk)
        scans = {first.pk: SCAN, second.pk: acts.Scan(reason="A0 幅面图纸")}
        acts.import_filing(case.pk, county.task(case, "import_filing").pk, by=county["clerk"], scans=scans)
        assert last(case).payload["on_paper"] == [{"name": "平面图", "reason": "A0 幅面图纸"}]
        assert PaperFile.objects.get(pk=case.pk).holder == county["clerk"]
        whole(case)

    def test_electronic_filings_reach_the_offices_with_acceptance(self, county):
        """D3-036: nothing is left to import; where a process has a dispatch, its step has the two days."""
        with timekeeping.at(MONDAY):
            case = acts.receive(county.filing("committed", filed_at=MONDAY), by=None)
            county.accept(case)
        assert set(Task.objects.filter(case=case).values_list("act", flat=True)) == {"examine"}


class TestPaperFile:
    """D10-028, D10-033: where paper travels it always has a holder, and a hand-over is complete when it is taken."""

    @pytest.fixture
    def case(self, county):
        version(county, circulation="paper")
        return on_paper(county)

    def paper(self, case):
        whole(case)
        return PaperFile.objects.select_related("holder", "offered_to").get(pk=case.pk)

    def test_from_hand_to_hand(self, county, case):
        assert self.paper(case).holder == county["clerk"]
        acts.hand_over_paper(case.pk, by=county["clerk"], to=county["land.h"], note="一册")
        assert (self.paper(case).holder, self.paper(case).offered_to) == (county["clerk"], county["land.h"])
        with pytest.raises(Refusal):
            acts.take_paper(case.pk, by=county["farm.h"])
        acts.take_paper(case.pk, by=county["land.h"])
        assert (self.paper(case).holder, self.paper(case).offered_to) == (county["land.h"], None)
        assert last(case).payload["from"] == "周敏"
        with pytest.raises(NotAllowed):
            acts.hand_over_paper(case.pk, by=county["clerk"], to=county["law.h"])

    def test_it_never_leaves_the_agency_and_its_window(self, county, case):
        """D10-028: the page offers nobody else, and the act takes nobody else."""
        elsewhere = Agency.objects.create(code="2", name="民政局", full_name="民政局", short_name="民政")
        office = Office.objects.create(agency=elsewhere, code="2", name="综合股", kind="business")
        stranger = Person.objects.create(username="s", name="何苗", kind="staff")
        Post.objects.create(person=stranger, office=office, role="handler", valid_from=LONG_AGO)
        for to in (stranger, county["clerk"], Person.objects.create(username="w", name="王芳")):
            with pytest.raises(Invalid):
                acts.hand_over_paper(case.pk, by=county["clerk"], to=to)

    def test_not_taken_stays_with_its_holder(self, county, case):
        acts.hand_over_paper(case.pk, by=county["clerk"], to=county["land.h"])
        with pytest.raises(Invalid):
            acts.decline_paper(case.pk, by=county["land.h"], reason=" ")
        acts.decline_paper(case.pk, by=county["land.h"], reason="缺第三页")
        assert (self.paper(case).holder, self.paper(case).offered_to) == (county["clerk"], None)
        with pytest.raises(Refusal):
            acts.take_paper(case.pk, by=county["land.h"])

    def test_given_back_with_the_filing_and_never_without_a_holder(self, county, case):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperFile.objects.filter(pk=case.pk).update(holder=None)
        acts.withdraw(case.pk, by=county["clerk"], reason="不办了")
        assert self.paper(case).returned_at is not None
        assert self.paper(case).holder is None

    def test_nothing_is_scanned_where_paper_travels(self, county, case):
        with timekeeping.at(MONDAY):
            county.accept(case)
        assert not Task.objects.filter(case=case, act="import_filing").exists()


class TestOriginals:
    """D10-041: after the pre-examination originals are called for in writing, and what was found is recorded."""

    def test_called_for_and_checked(self, county):
        case = on_paper(county)
        plan = CaseMaterial.objects.get(case=case, key="plan")
        due = case.answer_due_at
        with pytest.raises(Invalid):
            acts.call_for_originals(case.pk, by=county["clerk"], materials=[plan.pk], place=" ")
        acts.call_for_originals(case.pk, by=county["clerk"], materials=[plan.pk], place="3号窗口")
        notice = Document.objects.get(case_id=case.pk, kind="originals_notice")
        assert notice.data["materials"] == [{"name": "平面图"}]
        assert whole(case).answer_due_at == due, "it is no correction: the time to answer runs on"
        with pytest.raises(Invalid) as refused:
            acts.check_originals(case.pk, by=county["clerk"], found={plan.pk: "differs"})
        assert "note" in refused.value.fields
        with pytest.raises(Invalid):  # of another case
            acts.check_originals(case.pk, by=county["clerk"], found={case.pk: "same"})
        acts.check_originals(case.pk, by=county["clerk"], found={plan.pk: "same"})
        plan.refresh_from_db()
        assert plan.checked == "same"
        whole(case)


class TestGap:
    """容缺受理: accepted on a promise, nothing granted before it is kept, ended when it is not."""

    @pytest.fixture
    def case(self, county):
        gap = {"amount": 5, "unit": "working_days"}
        version(county, {"plan": {"may_follow": True}}, circulation="paper", gap_limit=gap)
        with timekeeping.at(MONDAY):
            case = county.receive("committed", materials=PAPER[:1])
            self.accept(county, case, ["plan"])
        return case

    def accept(self, county, case, missing, *, promised=True):
        task = county.task(case, "examine_formally")
        acts.accept_with_gap(case.pk, task.pk, by=county["clerk"], missing=missing, promised=promised)

    def test_what_may_not_follow_or_was_not_promised(self, county):
        version(county, {"plan": {"may_follow": True}})
        case = on_paper(county)
        for missing, promised in ((["plan"], True), (["application"], True), ([], True), (["plan"], False)):
            with pytest.raises(Invalid):
                self.accept(county, case, missing, promised=promised)

    def test_filled_in_time(self, county, case):
        assert whole(case).state == "accepted"
        kinds = set(Document.objects.filter(case_id=case.pk).values_list("kind", flat=True))
        assert {"acceptance_notice", "gap_notice"} <= kinds
        with timekeeping.at(MONDAY + timedelta(days=1)):
            county.examine_all(case)
            with pytest.raises(Refusal) as refused:
                county.decide(case)
            assert "容缺" in str(refused.value.message)
            with pytest.raises(Invalid):
                acts.fill_gap(case.pk, by=None, materials=[PAPER[0]])
            acts.fill_gap(case.pk, by=None, materials=[acts.HandedIn("plan", "平面图")])
            with pytest.raises(Stale):
                acts.fill_gap(case.pk, by=None, materials=[acts.HandedIn("plan", "平面图")])
            county.decide(case)
        assert CaseMaterial.objects.get(case=case, key="plan").round == 2
        assert whole(case).outcome == "granted"

    def test_what_follows_on_paper_is_scanned_before_the_decision(self, county):
        """D3-037: the offices read it; the case is not decided past an unread paper."""
        version(county, {"plan": {"may_follow": True}})
        case = county.receive("committed", materials=[acts.HandedIn("application", "申请表")])
        self.accept(county, case, ["plan"])
        county.examine_all(case)
        acts.fill_gap(case.pk, by=county["clerk"], materials=PAPER[1:])
        with pytest.raises(Refusal) as refused:
            county.decide(case)
        assert "扫描" in str(refused.value.message)
        task, (paper,) = county.task(case, "import_filing"), acts.unscanned(case.pk)
        acts.import_filing(case.pk, task.pk, by=county["clerk"], scans={paper.pk: SCAN})
        county.decide(case)
        assert whole(case).outcome == "granted"

    def test_a_broken_promise_ends_the_case_and_is_remembered(self, county, case):
        due = county.task(case, "await_gap").due_at
        assert timekeeping.local(due).date().isoformat() == "2026-03-09"
        with timekeeping.at(due + timedelta(minutes=1)):
            assert sweeps.sweep() == 1
            assert whole(case).state == "closed"
            assert not Task.objects.filter(case=case).exists()
            ended = Document.objects.get(case_id=case.pk, kind="gap_termination")
            assert ended.data["promised_on"] == "2026-03-09"
            again = county.receive("committed", materials=PAPER[:1])
            with pytest.raises(Refusal) as refused:
                self.accept(county, again, ["plan"])
            assert refused.value.code == "promise_broken_before"
        for day, trusted in (
            (datetime(2028, 3, 9, 1, tzinfo=UTC), False),
            (datetime(2028, 3, 10, 1, tzinfo=UTC), True),
        ):
            assert trust.trusted(case.applicant, day) is trusted  # two years, with their 29 February


class TestCommitment:
    """告知承诺: a signed commitment replaces a material; it is checked afterwards, and a false one is revoked."""

    @pytest.fixture
    def case(self, county):
        version(county, {"plan": {"commitment": "平面图应与现场一致。"}}, circulation="paper")
        handed = [PAPER[0], acts.HandedIn("plan", "平面图", "commitment")]
        with timekeeping.at(MONDAY):
            case = county.receive("committed", materials=handed)
            letter = Document.objects.get(case_id=case.pk, kind="commitment_letter")
            assert letter.data["commitments"][0]["notice"] == "平面图应与现场一致。"
            county.accept(case)
            county.examine_all(case)
            county.decide(case)
            for act, said in (("notify_payment", {}), ("record_payment", {"receipt_number": "1"})):
                getattr(acts, act)(case.pk, county.task(case, act).pk, by=county["clerk"], **said)
            county.finish(case)
        return case

    def check(self, county, case, **said):
        task = county.task(case, "check_commitment")
        acts.check_commitment(case.pk, task.pk, by=task.holder, **said)

    def test_only_what_the_item_offers(self, county):
        handed = [PAPER[0], acts.HandedIn("plan", "平面图", "commitment")]
        with pytest.raises(Invalid):
            county.receive("committed", materials=handed)

    def test_kept(self, county, case):
        self.check(county, case, verdict="kept", text="现场一致。")
        assert whole(case).state == "completed"

    def test_false_ones_lead_to_revocation(self, county, case):
        with pytest.raises(Invalid):
            self.check(county, case, verdict="broken")
        self.check(county, case, verdict="broken", reason="现场并无此建筑", basis="行政许可法第六十九条")
        whole(case)
        revocation = Case.objects.exclude(pk=case.pk).get(applicant__name=case.applicant["name"])
        assert ledger.events(revocation.pk).first().payload["reason"] == "现场并无此建筑"
        assert proceedings.of(case)[-1].outcome == "broken"
        again = [PAPER[0], acts.HandedIn("plan", "平面图", "commitment")]
        with pytest.raises(Refusal):
            county.receive("committed", materials=again)

    @pytest.mark.parametrize("meanwhile", ["none", "revoking", "replaced"])
    def test_a_false_one_is_on_record_whatever_became_of_the_certificate(self, county, case, meanwhile):
        """Without a certificate nothing is revoked, one under revocation not twice, of one replaced its successor."""
        certificate = documents.certificate_of(case.pk)
        said = {"reason": "现场并无此建筑", "basis": "行政许可法第六十九条"}
        if meanwhile == "revoking":
            acts.propose_revocation(certificate.pk, by=county["land.h"], ground="fraud", **said)
        elif meanwhile == "replaced":
            change = acts.apply_on_certificate(
                certificate.pk, "change", by=county["clerk"], form={"holder": "新名称", "reason": "改名"}
            )
            county.accept(change)
            county.examine_all(change)
            county.decide(change)
            county.finish(change)
        else:
            Certificate.objects.all().delete()
        self.check(county, case, verdict="broken", **said)
        assert proceedings.of(case)[-1].outcome == "broken"
        begun = CertificateCase.objects.filter(purpose="revocation")
        assert begun.count() == (0 if meanwhile == "none" else 1)
        assert not begun.filter(certificate=certificate).exists() or meanwhile == "revoking"


class TestAfterwards:
    """D1-008: entered after the fact, with its source, its own times and the moment of entry."""

    def past(self, county, **changes: Any) -> acts.Past:
        values: dict[str, Any] = {
            "version_id": county.items["committed"].pk,
            "applicant": {"kind": "person", "name": "李四", "id_number": "", "phone": ""},
            "form": {},
            "source": "省厅审批系统",
            "source_number": "SC-2026-17",
            "reason": "系统切换前办理",
            "ended": "granted",
            "received_at": MONDAY - timedelta(days=30),
            "accepted_at": MONDAY - timedelta(days=29),
            "decided_at": MONDAY - timedelta(days=20),
            "completed_at": MONDAY - timedelta(days=18),
        }
        return acts.Past(**(values | changes))

    def test_kept_as_it_was(self, county):
        with timekeeping.at(MONDAY):
            case = acts.enter_afterwards(self.past(county), by=county["clerk"])
        case = whole(case)
        assert (case.state, case.outcome, case.channel) == ("completed", "granted", "afterwards")
        assert (case.past.source, case.past.entered_at) == ("省厅审批系统", MONDAY)
        assert not case.tasks.exists()
        assert last(case).payload["decided_at"] == (MONDAY - timedelta(days=20)).isoformat()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"source": " "}, "source"),
            ({"decided_at": None}, "decided_at"),
            ({"accepted_at": MONDAY - timedelta(days=40)}, "accepted_at"),
            ({"completed_at": MONDAY + timedelta(days=1)}, "completed_at"),
            ({"ended": ""}, "ended"),
        ],
    )
    def test_what_is_missing_is_named(self, county, changes, field):
        with timekeeping.at(MONDAY), pytest.raises(Invalid) as refused:
            acts.enter_afterwards(self.past(county, **changes), by=county["clerk"])
        assert field in refused.value.fields

    def test_the_second_of_two_at_the_same_moment_is_told(self, county, monkeypatch):
        with timekeeping.at(MONDAY):
            acts.enter_afterwards(self.past(county), by=county["clerk"])
            look, looks = entering._faults, []
            monkeypatch.setattr(
                entering, "_faults", lambda *past: look(*past) if looks else looks.append(1) or {}
            )
            with pytest.raises(Invalid) as refused:
                acts.enter_afterwards(self.past(county), by=county["clerk"])
            assert "source_number" in refused.value.fields
        assert PastRecord.objects.count() == 1

    def test_once_by_its_number_and_only_by_the_window(self, county):
        with timekeeping.at(MONDAY):
            acts.enter_afterwards(self.past(county), by=county["clerk"])
            with pytest.raises(Invalid) as refused:
                acts.enter_afterwards(self.past(county), by=county["clerk"])
            assert "source_number" in refused.value.fields
            with pytest.raises(NotAllowed):
                acts.enter_afterwards(self.past(county, source_number="18"), by=county["land.h"])
