"""Who may do what, by own posts and by borrowed ones."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from shenpi.apps.organisation import acts
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings, task_scope
from shenpi.apps.organisation.roles import Role
from shenpi.apps.timekeeping import at, now
from tests.support.cost import statements

BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
END = BEGIN + timedelta(days=3)


@pytest.fixture(autouse=True)
def monday():
    with at(BEGIN):
        yield


def test_only_the_window_receives(agency):
    """D3-001, D3-004: no other role can receive, not even a leader, and no office outside the window's."""
    able = [
        who.username for who in Person.objects.order_by("username") if holdings(who, now()).may("receive")
    ]
    assert able == ["clerk", "second_clerk"]
    clerk = holdings(agency.clerk, now())
    assert clerk.may("receive", agency.counter.pk)
    assert clerk.may("receive", agency.foreign.pk), "one window may serve several agencies"
    assert clerk.may("receive", agency.unserved.pk) is None
    assert clerk.may("review") is None


def test_leader_signs_everywhere_in_the_agency_and_nowhere_else(agency):
    """D3-019: leaders hold all rights of examination and signature over their agency."""
    leader = holdings(agency.leader, now())
    for act in ("examine", "review", "decide", "send_back"):
        assert leader.may(act, agency.land.pk).capacity == "self"
    assert leader.may("decide", agency.unserved.pk) is None
    assert task_scope(agency.leader, now()).pools == {(agency.board.pk, Role.LEADER)}


def test_supervisor_reads_and_signs_nothing(agency):
    held = holdings(agency.supervisor, now())
    assert held.may("read_supervision")
    assert not any(held.may(act) for act in ("receive", "examine", "review", "decide", "publish_version"))


def test_everybody_on_the_staff_may_read_cases(agency):
    """D3-017."""
    assert all(holdings(who, now()).may("read_case") for who in Person.objects.all())


def test_applicant_holds_nothing(db):
    assert len(holdings(Person.objects.create_user("li.si"), now())) == 0


def test_post_counts_only_while_valid(agency):
    post = agency.head.posts.get()
    acts.relieve(by=agency.administrator, post=post, at=END)
    assert holdings(agency.head, END - timedelta(seconds=1)).may("review")
    assert holdings(agency.head, END).may("review") is None
    assert holdings(agency.head, datetime(2025, 12, 31, tzinfo=UTC)).may("review") is None


def test_disabled_account_holds_nothing(agency):
    agency.head.is_active = False
    assert holdings(agency.head, now()).may("review") is None


def test_delegation_is_marked_and_ends_by_itself(agency):
    """D3-022, D3-023: the head lends to another official; the opinion will carry 授权 and both names are known."""
    acts.delegate(by=agency.head, delegate=agency.user_head, ends_at=END, reason="出差")
    used = holdings(agency.user_head, now()).may("review", agency.land.pk)
    assert (used.capacity, used.principal_id, used.principal_name) == ("授权", agency.head.pk, "head")
    assert holdings(agency.user_head, now()).may("review", agency.use.pk).capacity == "self"
    assert holdings(agency.user_head, END).may("review", agency.land.pk) is None


def test_standby_acts_as_proxy_for_the_a_post(agency):
    """D3-024, D3-025: power lent to the B-post is marked 代理; the B-post has none before."""
    agency.b_post.posts.update(office=agency.use)
    assert holdings(agency.b_post, now()).may("examine", agency.land.pk) is None
    acts.delegate(by=agency.a_post, delegate=agency.b_post, ends_at=END, reason="培训")
    assert holdings(agency.b_post, now()).may("examine", agency.land.pk).capacity == "代理"


def test_marker_is_configurable_and_history_keeps_its_word(agency, settings):
    """D3-025: the word is lost in the source text, so the office may choose it."""
    acts.delegate(by=agency.a_post, delegate=agency.b_post, ends_at=END, reason="培训")
    settings.SHENPI_STANDBY_MARKER = "代审"
    second = acts.delegate(by=agency.a_post, delegate=agency.b_post, ends_at=END, reason="培训")
    assert second.marker == "代审"
    kept = {h.capacity for h in holdings(agency.b_post, now())}
    assert kept == {"self", "代理", "代审"}


def test_revocation_takes_effect_with_the_next_act(agency):
    lent = acts.delegate(by=agency.head, delegate=agency.user_head, ends_at=END, reason="出差")
    acts.revoke_delegation(by=agency.head, delegation=lent)
    assert holdings(agency.user_head, now()).may("review", agency.land.pk) is None


def test_borrowed_power_cannot_be_lent_on(agency):
    acts.delegate(by=agency.head, delegate=agency.user_head, ends_at=END, reason="出差")
    acts.delegate(by=agency.user_head, delegate=agency.a_post, ends_at=END, reason="休假")
    third = holdings(agency.a_post, now())
    assert third.may("review", agency.use.pk)
    assert third.may("review", agency.land.pk) is None


def test_scope_narrows_what_is_lent(agency):
    acts.appoint(by=None, person=agency.head, office=agency.use, role=Role.HANDLER)
    acts.delegate(
        by=agency.head,
        delegate=agency.b_post,
        ends_at=END,
        reason="出差",
        roles=[Role.OFFICE_HEAD],
        offices=[agency.land],
    )
    held = holdings(agency.b_post, now())
    assert held.may("review", agency.land.pk)
    assert held.may("examine", agency.use.pk) is None
    assert task_scope(agency.b_post, now()).lent == {
        agency.head.pk: frozenset({(agency.land.pk, Role.OFFICE_HEAD)})
    }


def test_delegation_covers_the_tasks_already_in_the_tray(agency):
    """The principal's own held tasks, and the pools of the lent posts, enter the delegate's scope."""
    before = task_scope(agency.user_head, now())
    assert before.holders == {agency.user_head.pk}
    acts.delegate(by=agency.head, delegate=agency.user_head, ends_at=END, reason="出差")
    scope = task_scope(agency.user_head, now())
    assert scope.holders == {agency.user_head.pk, agency.head.pk}
    assert scope.pools - before.pools == {(agency.land.pk, Role.OFFICE_HEAD)}
    used = holdings(agency.user_head, now()).may("review", agency.land.pk, holder_id=agency.head.pk)
    assert used.capacity == "授权"


def test_own_task_is_never_signed_under_a_borrowed_post(agency):
    acts.delegate(by=agency.head, delegate=agency.a_post, ends_at=END, reason="出差")
    held = holdings(agency.a_post, now())
    assert held.may("review", holder_id=agency.a_post.pk) is None
    assert held.may("review", holder_id=agency.head.pk)


def test_window_power_cannot_reach_an_office_by_delegation(agency):
    """D3-004: even a clerk turned handler loses power borrowed from the window."""
    acts.delegate(by=agency.clerk, delegate=agency.second_clerk, ends_at=END, reason="休假")
    assert len([h for h in holdings(agency.second_clerk, now()) if h.capacity == "授权"]) == 1
    agency.second_clerk.posts.update(role=Role.HANDLER, window=None)
    assert holdings(agency.second_clerk, now()).may("receive") is None


def test_holdings_cost_one_statement(agency):
    acts.delegate(by=agency.head, delegate=agency.user_head, ends_at=END, reason="出差")
    with statements() as sent:
        held = holdings(agency.user_head, now())
    assert len(held) == 2
    assert len(sent) == 1
    assert connection.vendor in {"sqlite", "postgresql"}
