"""Publishing a version: what stands against it, what it changes, what nobody can change afterwards."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import acts
from shenpi.apps.catalogue.elements import Element
from shenpi.apps.catalogue.models import Item, ItemVersion, ProcessVersion
from shenpi.apps.catalogue.projection import on_item_published
from shenpi.apps.catalogue.queries import guide, item, net, process_key
from shenpi.apps.errors import Invalid, NotAllowed, Refusal, Stale
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.organisation.models import Agency, Office, OrganisationEvent, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.core.process import template

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def office() -> Office:
    agency = Agency.objects.create(
        code="A", name="区住建局", full_name="区住房和城乡建设局", short_name="区住建"
    )
    return Office.objects.create(agency=agency, code="a", name="窗口", kind="window")


@pytest.fixture
def reformer(office) -> Person:
    person = Person.objects.create_user("reformer", kind=Person.Kind.STAFF)
    Post.objects.create(person=person, office=office, role=Role.REFORM, valid_from=LONG_AGO)
    return person


@pytest.fixture
def draft(office):
    """Make a complete draft; `changes` spoil it."""
    made = Item.objects.create(code="X-1", name="燃气经营许可", agency=office.agency, item_type="01")

    def make(**changes) -> ItemVersion:
        values = {
            "content": {element.value: "有" for element in Element},
            "form_schema": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"note": {"type": "string", "title": "说明", "maxLength": 10}},
            },
            "materials": [
                {
                    "key": "a",
                    "name": "申请表",
                    "required": True,
                    "original_copy": "原件",
                    "copies": 1,
                    "basis": "城镇燃气管理条例第十五条",
                    "sample": "",
                }
            ],
            "statutory_limit": {"amount": 20, "unit": "working_days"},
            "promised_limit": {"amount": 10, "unit": "working_days"},
            "fee": {"due": False},
            "process": acts.publish_process("committed", template("committed")),
            "lead_office": office,
            "accept_office": office,
            "online": True,
            "at_window": True,
        }
        return acts.draft_version(by=None, item=made, **(values | changes))

    return make


def test_a_complete_version_goes_out(draft, reformer):
    """It becomes current, is told to the public zone, and who did it is kept (D3-008, D5-004)."""
    version = acts.publish_version(by=reformer, version=draft())
    assert item("X-1").current == version
    message = InboxMessage.objects.get(zone="public", type="shenpi.catalogue.item_published").message
    assert (message["subject"], message["data"]["version"]["number"]) == (str(version.pk), 1)
    event = OrganisationEvent.objects.get(type="catalogue.version_published")
    assert (event.actor, event.payload) == (reformer, {"item": "X-1", "number": 1})


def test_the_guide_has_fourteen_elements_in_order(draft):
    """D10-042; those that follow from the version's fields are derived, so that they cannot disagree."""
    version = draft(
        content={"type": "行政许可", "basis": ["一", "二"]}, certificate={"name": "许可证", "years": 5}
    )
    told = {element.key: element for element in guide(version)}
    assert [element.key for element in guide(version)] == [element.value for element in Element]
    assert told["name"].lines == ["燃气经营许可"]
    assert told["certificate"].lines == ["许可证，有效期5年"]
    assert told["basis"].lines == ["一", "二"]
    assert told["materials"].lines == ["申请表（必要，原件1份；依据：城镇燃气管理条例第十五条）"]
    assert told["limit"].lines == ["法定时限：20个工作日", "承诺时限：10个工作日"]
    assert told["fee"].lines == ["不收费"]
    assert told["annual"].lines == []


def days(amount: int, unit: str = "working_days") -> dict[str, object]:
    return {"amount": amount, "unit": unit}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"content": {"name": "x"}}, "basis"),
        ({"options": {"offer": {"days": 10}}}, "online"),
        ({"options": {"hearing_by": " "}}, "options.hearing_by"),  # 行政许可法 art. 46
        ({"statutory_limit": days(20, "calendar_days")}, "statutory_limit"),  # 行政许可法 art. 82
        ({"promised_limit": days(21)}, "promised_limit"),
        ({"promised_limit": days(5, "calendar_days")}, "promised_limit"),
        ({"statutory_limit": {"amount": -1, "unit": "moons"}}, "limit"),
        (
            {
                "materials": [
                    {
                        "key": "a",
                        "name": "证明",
                        "copies": 1,
                        "required": True,
                        "original_copy": "原件",
                        "basis": " ",
                    }
                ]
            },
            "materials.a",
        ),
        ({"form_schema": {"type": "object", "properties": {"a": {"type": "string"}}}}, "form_schema"),
        ({"process": None}, "process"),
        ({"lead_office": None}, "lead_office"),
        (
            {
                "fee": {
                    "due": True,
                    "amount": "1.00",
                    "name": "费",
                    "standard": "",
                    "basis": "",
                    "unpaid": "refuse",
                }
            },
            "fee",
        ),
    ],
)
def test_what_stands_against_publishing_is_named(draft, change, place):
    """D10-042, D10-063 (no material without basis), the promise never longer than the law."""
    fee = change.get("fee")
    version = draft(**({**change, "fee": {"due": False}} if fee else change))
    if fee:
        version.fee = fee
        version.save()
    with pytest.raises(Invalid) as refused:
        acts.publish_version(by=None, version=version)
    assert place in refused.value.fields
    assert Item.objects.get(code="X-1").current is None


def test_a_fee_needs_a_process_that_asks_for_it(draft):
    """D3-054: else the grant would wait for a payment of which nobody is told."""
    named = dict.fromkeys(("name", "standard", "basis"), "有")
    fee = {"due": True, "amount": "1.00", "days": 15, "unpaid": "refuse"} | named
    version = draft(fee=fee, process=acts.publish_process("immediate", template("immediate")))
    with pytest.raises(Invalid) as refused:
        acts.publish_version(by=None, version=version)
    assert set(refused.value.fields) == {"fee"}
    acts.publish_version(by=None, version=draft(fee=fee))


def test_a_guide_needs_no_process(draft):
    version = draft(online=False, at_window=False, process=None, lead_office=None, accept_office=None)
    assert acts.publish_version(by=None, version=version).guide_only


def test_secret_items_do_not_go_online(draft):
    """D10-057."""
    version = draft()
    Item.objects.update(secret_since=timekeeping.now(), current=None)
    with pytest.raises(Refusal) as refused:
        acts.publish_version(by=None, version=version)
    assert refused.value.code == "catalogue.secret"
    assert item("X-1") is None


def test_who_may_draft_and_publish(draft, office):
    stranger = Person.objects.create_user("stranger", kind=Person.Kind.STAFF)
    Post.objects.create(person=stranger, office=office, role=Role.OFFICE_HEAD, valid_from=LONG_AGO)
    version = draft()
    for act in (
        lambda: acts.publish_version(by=stranger, version=version),
        lambda: acts.draft_version(by=stranger, item=version.item, content={}),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_database_freezes_what_is_published(draft, office):
    """A version's rows, its co-offices, and its process: neither changed nor deleted, whoever asks."""
    version = acts.publish_version(by=None, version=draft(co_offices=[office]))
    for change in (
        lambda: ItemVersion.objects.filter(pk=version.pk).update(content={}),
        lambda: ItemVersion.objects.filter(pk=version.pk).update(published_at=None),
        lambda: ItemVersion.objects.filter(pk=version.pk)._raw_delete("default"),
        lambda: version.co_offices.clear(),
        lambda: version.co_offices.add(Office.objects.create(agency=office.agency, code="b", name="乙")),
        lambda: ProcessVersion.objects.update(bpmn="<x/>"),
        lambda: ProcessVersion.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Stale):
        acts.publish_version(by=None, version=version)


def test_the_next_version_takes_over_and_the_first_stays(draft):
    first = acts.publish_version(by=None, version=draft())
    second = acts.publish_version(by=None, version=draft(promised_limit=days(8)))
    assert (second.number, item("X-1").current) == (2, second)
    assert ItemVersion.objects.get(pk=first.pk).promised_limit == days(10)


def test_the_same_bytes_are_the_same_process():
    one = acts.publish_process("parallel", template("parallel"))
    assert acts.publish_process("parallel", template("parallel")) == one
    other = acts.publish_process("parallel", template("parallel") + b"\n")
    assert (one.version, other.version) == (1, 2)
    assert process_key(one.pk) == "parallel"
    assert net(one.pk) is net(one.pk), "compiled once"


def test_a_diagram_that_cannot_run_is_refused():
    with pytest.raises(Invalid):
        acts.publish_process("bad", b"<definitions/>")
    assert not ProcessVersion.objects.exists()


def test_another_zone_takes_the_version_in_once(draft):
    """The id travels, so that both zones mean the same version; late news of an old version changes nothing."""
    first = acts.publish_version(by=None, version=draft())
    second = acts.publish_version(by=None, version=draft(promised_limit=days(8)))
    told = {row.subject: row.message for row in InboxMessage.objects.filter(zone="public")}
    with transaction.atomic():
        Item.objects.update(current=None, code="moved")
    sent = [
        {**told[str(version.pk)], "subject": subject}
        for version, subject in (
            (second, "01900000-0000-7000-8000-000000000002"),
            (first, "01900000-0000-7000-8000-000000000001"),
        )
    ]
    for message in (*sent, *sent):
        on_item_published(message)
    projected = Item.objects.get(code="X-1")
    assert [version.number for version in projected.versions.all()] == [1, 2]
    assert str(projected.current.pk) == "01900000-0000-7000-8000-000000000002"
    assert projected.current.content == second.content
    assert projected.current.online
    assert projected.grams.exists()
