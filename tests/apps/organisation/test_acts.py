"""Appointing, delegating, revoking: what is refused, and what is recorded."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from shenpi.apps.errors import Invalid, NotAllowed, Stale
from shenpi.apps.organisation import acts
from shenpi.apps.organisation.models import Delegation, OrganisationEvent, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.timekeeping import at, now

BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
END = BEGIN + timedelta(days=3)


@pytest.fixture(autouse=True)
def monday():
    with at(BEGIN):
        yield


def test_only_the_administrator_appoints(agency):
    """D3-016: rights follow from posts, and posts from those who may appoint."""
    with pytest.raises(NotAllowed):
        acts.appoint(by=agency.leader, person=agency.clerk, office=agency.land, role=Role.HANDLER)
    post = acts.appoint(by=agency.administrator, person=agency.clerk, office=agency.land, role=Role.HANDLER)
    event = OrganisationEvent.objects.get(type="post.appointed", subject=str(post.pk))
    assert (event.actor, event.at, event.payload["role"]) == (agency.administrator, BEGIN, "handler")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": Role.APPLICANT}, "organisation.not_staff"),
        ({"role": "king"}, "organisation.not_staff"),
        ({"role": Role.ACCEPTOR}, "organisation.window_missing"),
        ({"role": Role.HANDLER, "window": True}, "organisation.window_role"),
        ({"role": Role.HANDLER, "standby": "clerk"}, "organisation.own_standby"),
        ({"role": Role.HANDLER, "valid_until": BEGIN}, "organisation.period"),
    ],
)
def test_posts_that_make_no_sense_are_refused(agency, change, code):
    if change.get("window"):
        change = {**change, "window": agency.window}
    if change.get("standby"):
        change = {**change, "standby": agency.clerk}
    with pytest.raises(Invalid) as refused:
        acts.appoint(by=None, person=agency.clerk, office=agency.land, **change)
    assert refused.value.code == code


def test_a_post_ends_once(agency):
    post = agency.head.posts.get()
    acts.relieve(by=agency.administrator, post=post)
    assert Post.objects.get(pk=post.pk).valid_until == BEGIN
    with pytest.raises(Stale):
        acts.relieve(by=agency.administrator, post=post)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ends_at": BEGIN}, "organisation.period"),
        ({"begins_at": BEGIN - timedelta(hours=1)}, "organisation.past"),
        ({"reason": "  "}, "organisation.reason"),
        ({"delegate": "head"}, "organisation.delegate"),
        ({"delegate": "applicant"}, "organisation.delegate"),
        ({"delegate": "stranger"}, "organisation.other_agency"),
        ({"roles": [Role.LEADER]}, "organisation.nothing_to_lend"),
    ],
)
def test_delegations_that_are_refused(agency, change, code):
    """D3-022: before travel, for a period, to another official of the agency, of one's own power."""
    people = {
        "head": agency.head,
        "applicant": Person.objects.create_user("applicant"),
        "stranger": Person.objects.create_user("stranger", kind=Person.Kind.STAFF),
    }
    wanted = {"delegate": agency.user_head, "ends_at": END, "reason": "出差", **change}
    if isinstance(wanted["delegate"], str):
        wanted["delegate"] = people[wanted["delegate"]]
    with pytest.raises(Invalid) as refused:
        acts.delegate(by=agency.head, **wanted)
    assert refused.value.code == code
    assert not Delegation.objects.exists()


def test_nobody_lends_another_persons_power_except_the_administrator(agency):
    with pytest.raises(NotAllowed):
        acts.delegate(
            by=agency.user_head, principal=agency.head, delegate=agency.user_head, ends_at=END, reason="x"
        )
    made = acts.delegate(
        by=agency.administrator, principal=agency.head, delegate=agency.user_head, ends_at=END, reason="急病"
    )
    event = OrganisationEvent.objects.get(type="delegation.begun")
    assert (event.actor, event.subject) == (agency.administrator, str(made.pk))
    assert event.payload["principal"] == str(agency.head.pk)


def test_window_power_goes_to_window_staff_only(agency):
    """D3-004."""
    with pytest.raises(Invalid) as refused:
        acts.delegate(by=agency.clerk, delegate=agency.b_post, ends_at=END, reason="休假")
    assert refused.value.code == "organisation.window_power"


def test_revocation_is_the_principals_and_happens_once(agency):
    lent = acts.delegate(by=agency.head, delegate=agency.user_head, ends_at=END, reason="出差")
    with pytest.raises(NotAllowed):
        acts.revoke_delegation(by=agency.user_head, delegation=lent)
    acts.revoke_delegation(by=agency.head, delegation=lent)
    with pytest.raises(Stale):
        acts.revoke_delegation(by=agency.head, delegation=lent)
    assert OrganisationEvent.objects.filter(type="delegation.revoked", at=now()).count() == 1


def test_the_database_itself_keeps_the_record(agency):
    """Insert-only on both databases, whoever asks."""
    for change in (
        lambda: OrganisationEvent.objects.update(type="x"),
        lambda: OrganisationEvent.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert OrganisationEvent.objects.filter(type="post.appointed").exists()
