"""A public zone with an empty database gets its catalogue by messages alone, and can be searched."""

import pytest
from django.core.management import call_command
from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import acts, packaged
from shenpi.apps.catalogue.bundles import composed
from shenpi.apps.catalogue.models import BundleVersion, Item, ItemVersion, SearchGram
from shenpi.apps.catalogue.queries import bundles, guide, item, search
from shenpi.apps.exchange import consumers, pumping, reception
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage
from shenpi.apps.exchange.peers import peer_of
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.acts import load_organisation, load_regions
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from tests.apps.exchange.conftest import Node
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db
Messages = list[dict[str, object]]


@pytest.fixture(autouse=True)
def catalogue_consumer(registered):
    from shenpi.apps.catalogue import projection

    consumers.register("shenpi.catalogue.item_published", "public", projection.on_item_published)
    consumers.register("shenpi.catalogue.item_withdrawn", "public", projection.on_item_withdrawn)
    consumers.register("shenpi.catalogue.bundle_published", "public", projection.on_bundle_published)


def sent_by(inner: Node, *deeds) -> Messages:
    """What the inner machine sends while it does this; its own database is forgotten afterwards."""
    with inner.here(), transaction.atomic():
        for deed in deeds:
            deed()
        told = [row.message for row in OutboxMessage.objects.filter(destination="public").order_by("id")]
        transaction.set_rollback(True)
    return told


def arrive(outer: Node, told: Messages) -> None:
    with outer.here():
        for start in range(0, len(told), reception.MAX_BATCH):
            batch = told[start : start + reception.MAX_BATCH]
            receipts = reception.accept(peer_of("internal"), "public", batch)
            assert {receipt["status"] for receipt in receipts} <= {"accepted", "known"}
        while pumping.settle():
            pass
        assert not InboxMessage.objects.exclude(state="done").exists()


def test_the_whole_catalogue_comes_over_the_line(outer: Node, inner: Node) -> None:
    """Issue 2, proof: 1 135 guides, worked items and bundles; ids travel; a second sending changes nothing."""
    loaded = (acts.import_catalogue, acts.load_worked_items, acts.load_bundles)
    told = sent_by(inner, load_regions, load_organisation, *loaded)
    worked, joined = packaged.worked_items(), packaged.bundles()
    powers = [row for row in worked if "item_type" in row]  # the county's list of services has none of these
    private = [row for row in worked if row.get("private")]  # each is told of once more when it is marked so
    assert len(told) == 1135 + len(worked) + len(joined) + len(private)
    assert not Item.objects.exists(), "the public zone's database is empty"
    arrive(outer, told)
    assert Item.objects.count() == 1135 + len(powers)
    assert Item.objects.filter(is_private=True).count() == len(private) > 0
    kept = {
        str(key) for rows in (ItemVersion, BundleVersion) for key in rows.objects.values_list("pk", flat=True)
    }
    assert kept == {str(message["subject"]) for message in told}
    assert {composed(bundle).name for bundle in bundles()} == {row["name"] for row in joined}
    assert search("食品经营").exists()
    assert search("婚姻").exists()
    applied = ItemVersion.objects.filter(current_of__isnull=False, online=True)
    assert applied.count() == len(worked) - len(powers)
    first = applied.order_by("pk").first()
    sample = next(message for message in told if message["subject"] == str(first.pk))
    assert first.materials == sample["data"]["version"]["materials"]
    assert first.fee == sample["data"]["version"]["fee"]
    assert list(first.form_schema["properties"]) == sample["data"]["version"]["form_schema"]["x-order"]
    assert all(element.lines for element in guide(first) if element.key in ("name", "basis", "materials"))

    rows = (Item.objects.count(), ItemVersion.objects.count(), SearchGram.objects.count())
    arrive(outer, told)
    assert rows == (Item.objects.count(), ItemVersion.objects.count(), SearchGram.objects.count())


ROW = {
    "department": "区民政局",
    "main_item": "",
    "name": "养老机构备案",
    "task_type": "20",
    "area_code": "511602000000",
    "dept_code": "",
    "link": "",
    "item_code": "512B0003600031-511602000000-000-11511301008778298W-1-00",
}


def test_the_command_tells_a_new_zone_everything_again(outer: Node, inner: Node, capsys) -> None:
    """A zone that lost its database is told under new message ids, which its inbox has not seen."""
    once = sent_by(inner, lambda: acts.import_catalogue([ROW]))
    told = sent_by(inner, lambda: acts.import_catalogue([ROW]), lambda: call_command("publish_catalogue"))
    assert "1" in capsys.readouterr().out
    assert [message["subject"] for message in told] == [once[0]["subject"]] * 2
    assert len({message["id"] for message in [*once, *told]}) == 3
    arrive(outer, [*once, *told])
    assert Item.objects.get().versions.count() == 1


def test_a_new_name_reaches_the_public_zone(outer: Node, inner: Node) -> None:
    told = sent_by(
        inner,
        lambda: acts.import_catalogue([ROW]),
        lambda: acts.import_catalogue([{**ROW, "name": "养老机构登记"}]),
    )
    arrive(outer, told)
    assert item(ROW["item_code"]).name == "养老机构登记"
    assert search("登记").exists()
    assert not search("备案").exists()


def test_secret_items_stay_inside(inner: Node) -> None:
    """D10-057."""

    def secret() -> None:
        acts.import_catalogue([ROW])
        Item.objects.update(secret_since=timekeeping.now(), current=None)
        OutboxMessage.objects.all().delete()
        acts.announce_catalogue()

    assert sent_by(inner, secret) == []


def test_an_item_that_becomes_secret_leaves_the_public_zone_and_comes_back(outer: Node, inner: Node) -> None:
    """D10-057: withdrawn there too, without the reason; what was told before and comes late does not open it."""
    agency = Agency.objects.create(code="gov", name="区政府办", full_name="区政府办公室", short_name="区府办")
    reform = Office.objects.create(agency=agency, code="reform", name="审改科", kind="division")
    reformer = Person.objects.create_user("reformer", kind=Person.Kind.STAFF)
    Post.objects.create(person=reformer, office=reform, role=Role.REFORM, valid_from=LONG_AGO)

    def mark(secret: bool) -> None:
        acts.mark_secret(by=reformer, item=Item.objects.get(), secret=secret, reason="密级文件")

    told = sent_by(inner, lambda: acts.import_catalogue([ROW]), lambda: mark(True), lambda: mark(False))
    published, withdrawn, returned = told
    arrive(outer, [published])
    assert item(ROW["item_code"]).current
    arrive(outer, [withdrawn])
    assert item(ROW["item_code"]) is None
    assert "密级" not in str(withdrawn)
    arrive(outer, [published | {"id": str(uuid7())}])
    assert item(ROW["item_code"]) is None
    arrive(outer, [returned])
    assert item(ROW["item_code"]).current is not None


def test_in_one_database_nothing_is_sent() -> None:
    acts.import_catalogue([ROW])
    assert acts.announce_catalogue() == 0
    assert not OutboxMessage.objects.exists()
    assert not InboxMessage.objects.exists()
