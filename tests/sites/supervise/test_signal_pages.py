"""Pages of signals, orders, violation files and rules: who sees them, and what a supervisor does there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.models import Matter, MonitoredStep, Quashing, RuleSetting, Signal, WarningRecord
from tests.apps.supervision.sample import NOW

PAGES = ("signals", "matters", "rules")


@pytest.fixture
def signal(county: dict[str, MonitoredStep]) -> Signal:
    step = county["red"]
    made = Signal(
        rule="step_due",
        level="red",
        subject=str(step.case_id),
        key=str(step.pk),
        case_id=step.case_id,
        case_number="N-RED",
        item_name="食品经营许可",
        agency_code="A1",
        agency_name="市场监督管理局",
        office_code="A1-01",
        office_name="食品科",
        person_id=uuid4(),
        person_name="王芳",
        since=NOW,
        at=NOW,
        raised_at=NOW,
    )
    made.save(force_insert=True)
    sealing.seal([made])
    return made


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_supervision(page: str, signed_in: Callable[[str], Client], signal: Signal) -> None:
    """D3-072: handlers are refused, leaders read."""
    assert Client().get(reverse(f"supervise:{page}")).status_code == 302
    text(signed_in(Role.HANDLER), reverse(f"supervise:{page}"), 403)


def test_leaders_read_and_do_not_act(signed_in: Callable[[str], Client], signal: Signal) -> None:
    """A leader sees the signal, no forms, and cannot post."""
    leader = signed_in(Role.LEADER)
    shown = text(leader, reverse("supervise:signal", args=[signal.pk]))
    assert "环节超过时限" in shown
    assert "撤销本信号" not in shown
    assert (
        leader.post(reverse("supervise:signal_quash", args=[signal.pk]), {"reason": "x"}).status_code == 403
    )
    assert not Quashing.objects.exists()


def test_signals_are_listed_and_filtered(supervisor: Client, signal: Signal) -> None:
    """Each filter narrows; the case page shows its signals."""
    address = reverse("supervise:signals")
    assert "N-RED" in text(supervisor, address + "?level=red&rule=step_due&agency=A1")
    assert "N-RED" not in text(supervisor, address + "?level=yellow")
    assert "环节超过时限" in text(supervisor, reverse("supervise:case", args=[signal.case_id]))


def test_a_supervisor_quashes_a_signal(supervisor: Client, signal: Signal) -> None:
    """Without a reason nothing happens and the page says so; with one the decision stands on the page."""
    address = reverse("supervise:signal_quash", args=[signal.pk])
    refused = supervisor.post(address, {"reason": " ", "decision": "监〔2026〕3号"})
    assert refused.status_code == 422
    assert "监〔2026〕3号" in refused.content.decode()
    assert supervisor.post(address, {"reason": "系统故障"}).status_code == 302
    assert "系统故障" in text(supervisor, reverse("supervise:signal", args=[signal.pk]))
    assert "已撤销" in text(supervisor, reverse("supervise:signals"))


def test_an_agency_objects_and_the_bureau_decides(supervisor: Client, signal: Signal) -> None:
    """D10-076: an agency's own supervisor objects to a card once; sustained, it counts no more and the score mends."""
    inspectors = [inspector("A1"), inspector("A2")]
    page, address = (reverse(f"supervise:{name}", args=[signal.pk]) for name in ("signal", "signal_object"))
    assert "提出异议" in text(inspectors[0], page)
    assert "提出异议" not in text(supervisor, page)
    assert inspectors[1].post(address, {"text": "不服"}).status_code == 404
    assert supervisor.post(address, {"text": "不服"}).status_code == 403
    assert inspectors[0].post(address, {"text": " "}).status_code == 422
    assert inspectors[0].post(address, {"text": "当日系统故障。"}).status_code == 302
    assert inspectors[0].post(address, {"text": "再次。"}).status_code == 409
    objection = Matter.objects.get()
    assert (objection.kind, objection.state, objection.handler_code) == ("objection", "raised", "J")
    decide = reverse("supervise:matter", args=[objection.pk])
    assert "当日系统故障。" in text(supervisor, decide)
    inspectors[0].post(decide, {"act": "sustain", "text": "属实", "basis": "运行日志"})
    assert not Quashing.objects.exists()
    assert supervisor.post(decide, {"act": "sustain", "text": "属实"}).status_code == 422
    assert supervisor.post(decide, {"act": "sustain", "text": "属实", "basis": "运行日志"}).status_code == 302
    assert Quashing.objects.get().record_id == signal.pk
    assert "100.00" in text(supervisor, reverse("supervise:evaluation") + "?kind=agency&period=2026-11")
    assert "异〔2026〕1号" in text(inspectors[0], reverse("supervise:matters") + "?kind=objection")
    assert list(sealing.verify()) == []


def test_where_an_agency_has_no_supervisor_its_leader_objects(supervisor: Client, signal: Signal) -> None:
    """D10-076: to the card, from its order too; an agency with a supervisor of its own leaves it to that one."""
    leader, stranger = (holder(agency, Role.LEADER) for agency in ("A1", "A2"))
    page, address = (reverse(f"supervise:{name}", args=[signal.pk]) for name in ("signal", "signal_object"))
    order = {"kind": "order", "title": "限期办结", "text": "请说明原因。", "limit": "P3WD"}
    supervisor.post(reverse("supervise:signal_matter", args=[signal.pk]), order)
    issued = reverse("supervise:matter", args=[Matter.objects.get().pk])
    assert "提出异议" in text(leader, page)
    assert f"{page}#objection" in text(leader, issued)
    for reader in (stranger, supervisor):
        assert "提出异议" not in text(reader, page) + text(reader, issued)
    assert stranger.post(address, {"text": "不服"}).status_code == 403
    own = holder("A1", Role.INSPECTOR)
    assert "提出异议" not in text(leader, page)
    assert leader.post(address, {"text": "不服"}).status_code == 403
    assert "提出异议" in text(own, page)
    Post.objects.filter(role=Role.INSPECTOR).delete()
    assert leader.post(address, {"text": "当日系统故障。"}).status_code == 302
    assert Matter.objects.get(kind="objection").entries.get().person_name == "罗敏"


def inspector(agency: str) -> Client:
    """Sign in the own supervisor of an agency."""
    return holder(agency, Role.INSPECTOR)


def holder(agency: str, role: str) -> Client:
    """Sign in somebody with a post in an agency."""
    of, _made = Agency.objects.get_or_create(code=agency, name=agency, full_name=agency, short_name=agency)
    office, _made = Office.objects.get_or_create(
        agency=of, code=f"{agency}-9", name="机关纪委", kind="business"
    )
    person = Person.objects.create_user(username=f"{role}.{agency}", name="罗敏", kind=Person.Kind.STAFF)
    Post.objects.create(person=person, office=office, role=role, valid_from=NOW - timedelta(days=9))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_quashed_record_leaves_the_yearly_count(
    supervisor: Client, county: dict[str, MonitoredStep]
) -> None:
    """D3-069: a record that was quashed stays, and counts no more."""
    record = WarningRecord.objects.get()
    merit = reverse("supervise:merit")
    assert record.person_name in text(supervisor, merit)
    supervisor.post(reverse("supervise:record_quash", args=[record.pk]), {"reason": "系统故障"})
    assert "本年度没有记给个人的红灯" in text(supervisor, merit)
    assert "系统故障" in text(supervisor, reverse("supervise:record", args=[record.pk]))


def test_an_order_goes_out_and_moves_on(supervisor: Client, signal: Signal) -> None:
    """D10-017: from the signal to the order, and its next step on its own page."""
    address = reverse("supervise:signal_matter", args=[signal.pk])
    order = {"kind": "order", "title": "限期办结", "text": "请说明原因。", "limit": "P3WD"}
    assert supervisor.post(address, order | {"text": ""}).status_code == 422
    assert supervisor.post(address, order).status_code == 302
    matter = Matter.objects.get()
    page = reverse("supervise:matter", args=[matter.pk])
    assert "督〔2026〕1号" in text(supervisor, page)
    assert supervisor.post(page, {"act": "approve", "text": "同意"}).status_code == 409
    assert supervisor.post(page, {"act": "recall", "text": "已经办结"}).status_code == 302
    assert "已结" in text(supervisor, reverse("supervise:matters") + "?kind=order")


def test_a_rule_is_set_on_the_page(supervisor: Client, signal: Signal) -> None:
    """D10-085: levels and times are decided with a reason; what cannot be read is refused and kept."""
    address = reverse("supervise:rules")
    given = {"rule": "step_due", "ladder": "yellow PT0H\nred P2WD", "enabled": "1", "reason": "试行"}
    refused = supervisor.post(address, given | {"ladder": "red soon"})
    assert refused.status_code == 422
    assert "red soon" in refused.content.decode()
    assert supervisor.post(address, given).status_code == 302
    assert RuleSetting.objects.get().value["ladder"] == [["yellow", "PT0H"], ["red", "P2WD"]]
    assert "其后 2 个工作日" in text(supervisor, address)


def test_evaluation_is_ranked_and_traced(supervisor: Client, signal: Signal) -> None:
    """Points by agency, office and person; each subject leads to its signals and their cases."""
    address = reverse("supervise:evaluation")
    assert "90.00" in text(supervisor, address + "?kind=agency&period=2026-11")
    for kind in ("office", "person", "region"):
        text(supervisor, f"{address}?kind={kind}&period=2026")
    subject = reverse("supervise:evaluation_subject") + "?kind=agency&period=2026-11&subject="
    shown = text(supervisor, subject + "A1")
    assert reverse("supervise:signal", args=[signal.pk]) in shown
    assert "-10" in shown
    text(supervisor, subject + "A9", 404)
    assert supervisor.get(address + "?period=soon").status_code == 422
