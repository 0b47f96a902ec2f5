"""The items worked out in full: those of the catalogue on real names and codes, and powers that none lists."""

import json
from collections import Counter

import pytest
from django.db.models import Count

from shenpi.apps.catalogue import acts, forms, marks, packaged
from shenpi.apps.catalogue.bundles import composed
from shenpi.apps.catalogue.elements import UNKNOWN, missing
from shenpi.apps.catalogue.forms.schema import is_rows
from shenpi.apps.catalogue.models import Item, ItemVersion
from shenpi.apps.catalogue.queries import guide, is_ex_officio, net
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.acts import load_organisation, load_regions
from shenpi.apps.organisation.models import Office, Window
from shenpi.apps.organisation.roles import Role
from tests.apps.catalogue.designers import somebody

ITEMS = packaged.worked_items()
LISTED = [row for row in ITEMS if "item_type" not in row]
POWERS = [row for row in ITEMS if "item_type" in row]
"""What an agency does by itself: the county's catalogue of services does not list it."""
NAMES = [row["name"] for row in ITEMS]


def test_they_cover_the_kinds_processes_and_consequences():
    """Issue 2: licence, confirmation, payment and public service."""
    real = {row["item_code"]: row for row in packaged.catalogue()}
    assert len(LISTED) == 14
    for row in LISTED:
        assert (real[row["code"]]["name"], real[row["code"]]["department"]) == (row["name"], row["agency"])
    assert {real[row["code"]]["task_type"] for row in LISTED} == {"1", "5", "7", "20"}
    runs_on = Counter(row["process"] for row in LISTED)
    assert set(runs_on) == {*("committed", "parallel", "joint", "land", "immediate", "township", "payment")}
    assert {row["fee"]["unpaid"] for row in LISTED if row["fee"]["due"]} == {"refuse", "close"}
    assert {row["item_type"]: row["process"] for row in POWERS} == {
        "02": "penalty",
        "03": "seizure",
        "04": "levy",
        "10": "offer",
    }


@pytest.mark.parametrize("row", ITEMS, ids=NAMES)
def test_each_form_can_be_drawn_filled_and_judged(row):
    """The examples make a sample form (D3-011) that the validator accepts."""
    schema = row["form"]
    assert forms.check_schema(schema) == []
    assert 6 <= len(schema["properties"]) <= 17
    sample = _sample(schema)
    assert forms.validate(schema, sample) == sample
    assert len(forms.fields(schema, sample)) == len(schema["properties"])


def test_several_forms_have_repeated_rows():
    with_rows = [row["name"] for row in ITEMS if any(map(is_rows, row["form"]["properties"].values()))]
    assert len(with_rows) >= 5


@pytest.mark.parametrize("row", ITEMS, ids=NAMES)
def test_each_material_cites_its_basis_and_each_basis_an_instrument(row):
    """D10-063, D3-005."""
    assert len(row["materials"]) >= 3 or row in POWERS
    assert all("《" in material["basis"] for material in row["materials"])
    assert all("《" in basis for basis in row["content"]["basis"])


@pytest.mark.django_db
def test_loading_publishes_them_and_is_idempotent():
    load_regions()
    load_organisation()
    acts.import_catalogue()
    versions = acts.load_worked_items()
    assert acts.load_worked_items() == versions
    assert ItemVersion.objects.count() == 1135 + len(ITEMS)
    for version in versions:
        item = Item.objects.get(pk=version.item_id)
        listed = item.code in {row["code"] for row in LISTED}
        assert (item.current, version.number) == (version, 2 if listed else 1)
        assert version.online is listed
        assert missing(version.content) == []
        assert UNKNOWN not in json.dumps(version.content, ensure_ascii=False)
        assert len(guide(version)) == 14
        assert net(version.process_id).model.steps()
    _everybody_is_there(versions)
    _bundles_ask_once()
    marked = {row["code"] for row in ITEMS if "private" in row}
    assert {each.code for each in marks.private_items()} == marked, "D1-021"
    _another_process_changes_nothing_else(versions)  # D1-003: so the leader's step comes and goes by item


def _another_process_changes_nothing_else(versions) -> None:
    """D3-005: the item's options stay (容缺, circulation, silence), and whatever else was said of it."""
    before = next(each for each in versions if "gap_limit" in each.options)
    other = next(each.process for each in versions if each.process.key == "parallel")
    by = somebody("审改", Role.REFORM)
    with pytest.raises(Refusal) as refused:
        acts.assign_process(by=by, item=before.item, process=other)
    assert refused.value.code == acts.PROMISE_SHORT, "15 days of steps for a promise of 8: not unknowingly"
    after = acts.assign_process(by=by, item=before.item, process=other, knowingly=True)
    assert after.process == other
    told = {field.name for field in ItemVersion._meta.fields} - {"id", "number", "published_at", "process"}
    for name in told:
        assert getattr(after, name) == getattr(before, name), name


def _bundles_ask_once() -> None:
    """Issue 4, kinds of case: the packaged bundles join real items, and what several ask is asked once."""
    found = acts.load_bundles()
    assert acts.load_bundles() == found
    for bundle in found:
        filed_for = composed(bundle)
        assert forms.check_schema(filed_for.form_schema) == []
        assert filed_for.faults(_sample(filed_for.form_schema)) == {}
        for asked, own in (
            (filed_for.form_schema["properties"], sum(len(part.answers) for part in filed_for.parts)),
            (filed_for.materials, sum(len(part.materials) for part in filed_for.parts)),
        ):
            assert len(asked) < own
        offices = {part.version.accept_office_id for part in filed_for.parts}
        window = Window.objects.filter(offices__in=offices).annotate(count=Count("offices", distinct=True))
        assert window.filter(count=len(offices)).exists(), "somewhere one clerk receives it all"


def _everybody_is_there(versions) -> None:
    """Each step of each item has somebody to do it in the agency that answers for it."""
    for version in versions:
        offices = [version.lead_office, *version.co_offices.all()]
        for office in offices:
            roles = set(office.posts.values_list("role", flat=True))
            assert {Role.HANDLER, Role.OFFICE_HEAD} <= roles, office
        assert (
            is_ex_officio(version.item)
            or version.accept_office.posts.filter(role=Role.ACCEPTOR).exists()
            or version.accept_office.windows.exists()
        )
        agency = version.item.agency
        own = offices if version.process.key != "joint" else [version.lead_office]
        assert {office.agency_id for office in [*own, version.accept_office]} == {agency.pk}
        assert Office.objects.filter(agency=agency, posts__role=Role.LEADER).exists()


def _sample(schema: dict) -> dict:
    return {name: _value(inner) for name, inner in schema["properties"].items()}


def _value(schema: dict):
    if "examples" in schema:
        return schema["examples"][0]
    if "oneOf" in schema:
        return schema["oneOf"][0]["const"]
    if schema["type"] == "boolean":
        return True
    if is_rows(schema):
        count = max(schema["minItems"], 1)
        return [_sample(schema["items"]) for _ in range(count)]
    return [schema["items"]["oneOf"][0]["const"]]
