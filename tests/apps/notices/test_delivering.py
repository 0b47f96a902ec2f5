"""Messages on their way: nothing twice, nothing lost, whatever the gateways and the worker do."""

from contextlib import ExitStack
from datetime import timedelta
from io import StringIO
from random import Random

import httpx
import pytest
from django.core.management import call_command

from shenpi.apps import timekeeping
from shenpi.apps.notices import delivering, providers
from shenpi.apps.notices.delivering import deliver
from shenpi.apps.notices.kinds import State
from shenpi.apps.notices.models import Notice
from shenpi.apps.notices.providers.base import NotTaken, Refused, Unclear
from shenpi.apps.notices.providers.gateway import Gateway
from tests.apps.notices.conftest import MONDAY

pytestmark = pytest.mark.django_db


def states() -> set[str]:
    return set(Notice.objects.values_list("state", flat=True))


def test_killed_and_restarted_gateways_take_each_message_exactly_once(gateways, write):
    """D3-052: the delivery status is kept. Both fall over by themselves and are killed and started at random."""
    notices = {str(write().pk) for _ in range(16)}
    rng = Random(7)
    first, second = gateways
    first.faults = second.faults = 40
    moment = MONDAY
    for _ in range(90):
        for each in gateways:
            if rng.random() < 0.5:
                each.up()
            elif rng.random() < 0.3:
                each.down()
        with timekeeping.at(moment):
            deliver(limit=6)
        if states() == {State.SENT}:
            break
        moment += timedelta(minutes=11)
    for each in gateways:  # what an attempt was cut off from stays with its gateway until that one answers
        each.faults, each.process = 0, each.down()
        each.up()
    with timekeeping.at(moment + timedelta(hours=1)):
        deliver(limit=50)
    assert states() == {State.SENT}, set(Notice.objects.values_list("error", flat=True))
    assert first.starts > 2, "the first gateway never fell over"
    assert first.kept, "nothing went through the first gateway"
    assert second.kept, "nothing went through the second gateway"
    assert sorted(first.kept + second.kept) == sorted(f"{key}.0" for key in notices)


def test_second_gateway_stands_in_while_first_is_down(gateways, write):
    write()
    gateways[1].up()
    with timekeeping.at(MONDAY):
        assert deliver() == 1
    notice = Notice.objects.get()
    assert (notice.state, notice.provider) == (State.SENT, f"127.0.0.1:{gateways[1].port}")
    assert notice.reference.startswith("sms-")


def test_all_down_keeps_the_message_and_tries_later(gateways, write):
    notice = write()
    with timekeeping.at(MONDAY):
        assert deliver() == 0
        assert deliver() == 0
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (State.WAITING, 1), "a second try came before its time"
    assert MONDAY < notice.next_try_at <= MONDAY + timedelta(seconds=5)
    assert "ConnectError" in notice.error


def test_wrong_number_is_refused_by_both_and_shown(gateways, write):
    write(phone="13800000000")
    for each in gateways:
        each.up()
    with timekeeping.at(MONDAY):
        deliver()
    notice = Notice.objects.get()
    assert notice.state == State.FAILED
    assert "no such number" in notice.error


class Scripted:
    """A provider that answers by a script."""

    def __init__(self, name, answers, *, repeatable=True):
        self.name, self.answers, self.repeatable, self.seen = name, list(answers), repeatable, []

    def send(self, message):
        self.seen.append(message.id)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def scripted():
    with ExitStack() as stack:
        yield lambda *found: stack.enter_context(providers.using(*found))


def test_cut_line_binds_the_message_to_its_provider(write, scripted):
    """After an unclear attempt nobody else is asked, even when the provider is down at the next."""
    write()
    first = Scripted("first", [Unclear("cut\x00"), NotTaken("down"), "ok"])
    second = Scripted("second", ["never"])
    scripted(first, second)
    errors = []
    for minutes in (0, 15, 30):
        with timekeeping.at(MONDAY + timedelta(minutes=minutes)):
            deliver()
        errors.append(Notice.objects.get().error)
    assert Notice.objects.get().state == State.SENT
    assert errors == ["cut", "down", ""], "what a row cannot keep is left out"
    assert len(set(first.seen)) == 1, "the same idempotency key at every attempt"
    assert (len(first.seen), second.seen) == (3, [])


def test_killed_worker_leaves_a_lease_that_ends(write, scripted):
    """A worker that dies after asking: the message is asked again, at the same provider, after the lease."""
    notice = write()
    Notice.objects.filter(pk=notice.pk).update(provider="second", next_try_at=MONDAY + delivering.LEASE)
    first, second = Scripted("first", ["never"]), Scripted("second", ["ok"])
    scripted(first, second)
    with timekeeping.at(MONDAY):
        assert deliver() == 0
    with timekeeping.at(MONDAY + delivering.LEASE):
        assert deliver() == 1
    assert first.seen == []


def test_mail_that_may_have_gone_waits_for_a_person(write, scripted):
    """A mail server cannot recognise a repetition, so after a cut line a person decides."""
    notice = write()
    mail = Scripted("mail", [Unclear("cut")], repeatable=False)
    scripted(mail)
    with timekeeping.at(MONDAY):
        deliver()
    notice.refresh_from_db()
    assert notice.state == State.FAILED
    Notice.objects.filter(pk=notice.pk).update(state=State.WAITING)
    with timekeeping.at(MONDAY):
        deliver()
    assert len(mail.seen) == 1


def test_without_provider_production_sends_nothing_and_says_so(write, settings):
    settings.SHENPI_MODE = "production"
    notice = write()
    with timekeeping.at(MONDAY):
        assert deliver() == 0
    notice.refresh_from_db()
    assert (notice.state, notice.error) == (State.WAITING, "没有配置这一渠道的通道")
    with timekeeping.at(MONDAY + timedelta(days=8)):
        deliver()
    notice.refresh_from_db()
    assert notice.state == State.FAILED, "news of last week would mislead"


@pytest.mark.parametrize(
    ("event", "local_hour", "expected_day", "expected_hour"),
    [
        ("case.accepted", 20, 2, 20),
        ("case.accepted", 21, 3, 8),
        ("case.accepted", 7, 2, 8),
        ("case.decided", 22, 2, 22),  # D3-052: at the same moment
        ("prompt.handler", 18, 3, 8),  # reminders follow office hours
    ],
)
def test_quiet_hours(write, event, local_hour, expected_day, expected_hour):
    at = MONDAY.astimezone(timekeeping.SHANGHAI).replace(hour=local_hour)
    with timekeeping.at(at):
        notice = write(event=event, at=at)
    begins = timekeeping.local(notice.next_try_at)
    assert (begins.day, begins.hour) == (expected_day, expected_hour)


def test_who_runs_a_machine_sees_and_retries_from_the_command_line(write):
    """`shenpi notices status` and `retry`, for a zone whose machine has no administrator's page."""
    Notice.objects.filter(pk=write().pk).update(state=State.FAILED, error="号码停机")
    assert "未送达: 1" in said("notices_status")
    assert "号码停机" in said("notices_status")
    assert "1" in said("notices_retry")
    assert Notice.objects.get().state == State.WAITING
    assert "0" in said("notices_retry")


def said(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_personal_data_stay_few(write):
    """The name is left to the caller masked; a landline gets no SMS."""
    assert "王芳" not in write(name="王＊").body
    with pytest.raises(Notice.DoesNotExist):
        write(phone="0826-2345678")


@pytest.mark.parametrize(
    ("status", "answer"), [(401, NotTaken), (404, NotTaken), (429, NotTaken), (422, Refused), (500, Unclear)]
)
def test_a_wrong_key_or_address_of_a_gateway_is_no_fault_of_the_message(status, answer):
    """What is refused because of us waits until it is mended; it does not fail for good."""
    gateway = Gateway.at("https://key:secret@sms.example.cn/v1")
    with pytest.raises(answer) as caught:
        gateway._read(httpx.Response(status, text="no"))
    assert type(caught.value) is answer


def test_a_gateways_number_is_kept_as_a_row_can_hold_it():
    """A NUL would stop the whole batch on PostgreSQL."""
    gateway = Gateway.at("https://key:secret@sms.example.cn/v1")
    assert gateway._read(httpx.Response(200, text=r'{"id": "a\u0000b\ud800"}')) == "ab"
