"""Receipts of gateways: signed, repeatable, in any order; and what an administrator does with what failed."""

import json
from datetime import time

import pytest
from django.test import Client

from shenpi.apps import signing, timekeeping
from shenpi.apps.errors import NotAllowed, Stale
from shenpi.apps.notices import acts
from shenpi.apps.notices.delivering import deliver
from shenpi.apps.notices.kinds import State
from shenpi.apps.notices.models import Notice
from tests.apps.notices.conftest import MONDAY
from tests.support import county as counties
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db
PATH = "/api/notices/receipts"


@pytest.fixture
def report(gateways):
    """Post a receipt as the first gateway would."""
    key = f"key-{gateways[0].port}"

    def post(notice: Notice, state: str, sending: int = 0, secret: str = "s3cret", **said) -> int:
        body = json.dumps({"id": f"{notice.pk}.{sending}", "state": state, **said}).encode()
        proof = signing.headers("POST", PATH, body, key, secret, timekeeping.now())
        return Client().post(PATH, body, "application/json", headers=proof).status_code

    return post


@pytest.fixture
def sent(write):
    notice = write()
    Notice.objects.filter(pk=notice.pk).update(state=State.SENT, provider="127.0.0.1:9")
    return notice


def test_receipt_settles_the_message_and_masks_the_number(report, sent):
    assert report(sent, "delivered", at="2026-03-02T10:00:05+08:00") == 204
    assert report(sent, "delivered") == 204
    assert report(sent, "undelivered") == 204, "a late report does not undo an arrival"
    sent.refresh_from_db()
    assert (sent.state, sent.address) == (State.DELIVERED, "138****5678")
    assert sent.delivered_at.isoformat() == "2026-03-02T02:00:05+00:00"


def test_receipts_nobody_of_ours_signed_change_nothing(report, sent, gateways):
    assert report(sent, "delivered", secret="other") == 403
    assert Client().post(PATH, b"{}", "application/json").status_code == 403
    assert report(sent, "eaten") == 422
    assert report(Notice(), "delivered") == 404
    with timekeeping.at(MONDAY):
        body = b"{}"
        old = signing.headers("POST", PATH, body, f"key-{gateways[0].port}", "s3cret", timekeeping.now())
    assert Client().post(PATH, body, "application/json", headers=old).status_code == 403
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_failed_message_is_sent_again_by_hand_under_a_new_key(report, sent, gateways, settings):
    """The administrator retries what failed; the gateway takes it as a new message, and old reports no longer count."""
    settings.SHENPI_QUIET_HOURS = (time(), time())  # the tests run at night, too
    county = counties.build(("committed",))
    assert report(sent, "undelivered", reason="关\x00机\ud800") == 204
    sent.refresh_from_db()
    assert (sent.state, sent.error) == (State.FAILED, "关机")
    with pytest.raises(NotAllowed):
        acts.send_again(sent.pk, by=county["clerk"])
    admin = county["leader"]
    admin.posts.create(office=county.offices["chief"], role="administrator", valid_from=LONG_AGO)
    acts.send_again(sent.pk, by=admin)
    gateways[0].up()
    deliver()
    assert gateways[0].kept == [f"{sent.pk}.1"]
    assert report(sent, "undelivered", sending=0) == 204, "a report of the first sending that came late"
    sent.refresh_from_db()
    assert sent.state == State.SENT
    with pytest.raises(Stale):
        acts.drop(sent.pk, by=admin)
