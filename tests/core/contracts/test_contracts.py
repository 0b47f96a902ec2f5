"""The exchange standard: envelope, schemas, routes, and what may leave a zone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from referencing import Registry, Resource

from shenpi.core import contracts
from shenpi.core.contracts import PREFIX, ContractBroken, schemas
from tests.core.contracts.samples import CASE, MOMENT, data, sample
from tools import exchange_reference

SHARED = Registry().with_resource("urn:shenpi:schema:case", Resource.from_contents(schemas.schema("case")))


@pytest.mark.parametrize("name", contracts.names())
def test_a_complete_message_of_each_type_is_valid(name: str) -> None:
    contracts.validate(sample(name))


@pytest.mark.parametrize("name", contracts.names())
def test_schemas_are_json_schema_2020_12_and_other_validators_agree(name: str) -> None:
    found = schemas.schema(name)
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:shenpi:schema:{name}"
    other = jsonschema.Draft202012Validator(found, registry=SHARED)
    assert other.is_valid(data(name))
    assert not other.is_valid({**data(name), "unknown": 1})
    with pytest.raises(ContractBroken):
        contracts.validate({**sample(name), "data": {**data(name), "unknown": 1}})


@pytest.mark.parametrize("name", contracts.names())
def test_each_required_field_is_required(name: str) -> None:
    message = sample(name)
    for field in schemas.schema(name).get("required", ()):
        broken = {**message, "data": {k: v for k, v in message["data"].items() if k != field}}
        with pytest.raises(ContractBroken, match=field):
            contracts.validate(broken)


@pytest.mark.parametrize("name", contracts.names())
def test_each_type_says_where_it_comes_from_and_may_go(name: str) -> None:
    route = contracts.route(PREFIX + name)
    zones = {"public", "internal", "supervision"}
    assert route.origin in zones
    between_nodes = {"supervision"} if name == "supervision.figures" else set()
    assert set(route.destinations) <= (zones - {route.origin}) | between_nodes
    assert route.destinations


def test_the_envelope_is_cloudevents() -> None:
    message = contracts.message(
        type="shenpi.case.withdrawn", source="/internal/0", subject=CASE, data={}, time=MOMENT, id=UUID(int=5)
    )
    assert message == {
        "specversion": "1.0",
        "id": "00000000-0000-0000-0000-000000000005",
        "type": "shenpi.case.withdrawn",
        "source": "/internal/0",
        "subject": CASE,
        "time": "2026-03-02T01:30:00Z",
        "datacontenttype": "application/json",
        "dataschema": "urn:shenpi:schema:case.withdrawn",
        "data": {},
    }
    with pytest.raises(ValueError, match="time zone"):
        contracts.message(
            type="shenpi.case.withdrawn",
            source="/",
            subject="x",
            data={},
            time=datetime(2026, 1, 1),
            id=UUID(int=5),
        )


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"id": "7"}, "id"),
        ({"time": "yesterday"}, "time"),
        ({"type": "shenpi.case.unknown"}, "type"),
        ({"type": "case.received"}, "type"),
        ({"type": "shenpi.case"}, "type"),
        ({"dataschema": "urn:shenpi:schema:other"}, "dataschema"),
        ({"data": []}, "data"),
        ({"extra": 1}, ""),
        ({"subject": ""}, "subject"),
    ],
)
def test_a_broken_envelope_is_refused_and_the_place_named(change: dict[str, Any], path: str) -> None:
    with pytest.raises(ContractBroken) as broken:
        contracts.validate({**sample("case.received"), **change})
    assert broken.value.path == path


@pytest.mark.parametrize("value", [None, [], "text", 7, {}])
def test_what_is_no_message_at_all_is_refused(value: Any) -> None:
    with pytest.raises(ContractBroken):
        contracts.validate(value)


def test_a_wrong_field_deep_inside_is_named() -> None:
    message = sample("case.step.ended")
    message["data"]["opened"][0]["due_at"] = "soon"
    with pytest.raises(ContractBroken) as broken:
        contracts.validate(message)
    assert broken.value.path == "data.opened.0.due_at"
    assert "交换标准" in broken.value.zh


def test_only_what_the_contract_names_leaves() -> None:
    kept = contracts.fit(
        "shenpi.case.withdrawn", {**data("case.withdrawn"), "form": "commitment"}, zone="public"
    )
    assert "form" not in kept
    assert kept["reason"] == "文"
    contracts.validate({**sample("case.withdrawn"), "data": kept})


def test_the_public_zone_sees_steps_but_no_internal_opinions() -> None:
    for_public = contracts.fit("shenpi.case.step.ended", data("case.step.ended"), zone="public")
    for_supervision = contracts.fit("shenpi.case.step.ended", data("case.step.ended"), zone="supervision")
    assert for_public["ended"].keys() == {"task_id", "element", "instance", "step", "ended_at"}
    assert for_supervision["ended"].keys() - for_public["ended"].keys() == {
        "verdict",
        "text",
        "reason",
        "basis",
    }
    assert for_public["opened"] == for_supervision["opened"]


@pytest.mark.parametrize("name", [name for name in contracts.names() if name.startswith("case.")])
def test_a_private_item_gives_supervision_figures_only(name: str) -> None:
    """D1-021, D1-022: the content of private items never leaves the unit; the applicant still sees the case."""
    kept = contracts.fit(PREFIX + name, data(name), zone="supervision", private=True)
    assert not {"reason", "basis", "faults", "materials", "receipt_number"} & kept.keys()
    assert not {"text", "reason", "basis"} & kept["ended"].keys()
    contracts.validate({**sample(name), "data": kept})
    to_applicant = contracts.fit(PREFIX + name, data(name), zone="public", private=True)
    assert to_applicant == contracts.fit(PREFIX + name, data(name), zone="public")


def test_files_named_by_a_message_are_found() -> None:
    assert contracts.files("shenpi.application.submitted", data("application.submitted")) == ["ab" * 32]
    assert contracts.files("shenpi.document.published", data("document.published")) == ["ab" * 32]
    assert contracts.files("shenpi.case.received", data("case.received")) == []


def test_the_reference_page_is_current() -> None:
    text = Path(exchange_reference.PAGE).read_text(encoding="utf-8")
    assert exchange_reference.page(text) == text, "run python tools/exchange_reference.py"


def test_moments_are_utc() -> None:
    assert contracts.moment(datetime(2026, 3, 2, 1, 30, 0, 5, tzinfo=UTC)) == "2026-03-02T01:30:00.000005Z"
