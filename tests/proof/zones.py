"""What runs on the machines of the zones test, with Django ready there: a county that publishes, a batch sent twice."""

from typing import Any

from shenpi.apps import exchange
from shenpi.apps.catalogue import acts
from shenpi.apps.catalogue.elements import Element
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage, State
from tests.proof import counties

MATERIALS = [
    {
        "key": key,
        "name": name,
        "required": True,
        "original_copy": "原件",
        "copies": 1,
        "basis": "行政许可法第二十九条",
    }
    for key, name in (("application", "申请表"), ("plan", "平面图"))
]
FORM = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"project": {"type": "string", "title": "项目名称", "maxLength": 60}},
    "required": ["project"],
}
FEE = {
    "due": True,
    "name": "审批费",
    "amount": "1200.00",
    "standard": "每件",
    "basis": "收费目录",
    "days": 15,
}


def county() -> dict[str, int]:
    """Make the small county and publish an item that goes to three offices; returns the offices by code."""
    made = counties.county(("parallel",))
    known = made.items["parallel"]
    version = acts.draft_version(
        by=None,
        item=known.item,
        content={element.value: "见办事指南" for element in Element},
        form_schema=FORM,
        materials=MATERIALS,
        statutory_limit={"amount": 20, "unit": "working_days"},
        promised_limit={"amount": 15, "unit": "working_days"},
        correction_limit={"amount": 10, "unit": "working_days"},
        fee={**FEE, "unpaid": "refuse"},
        certificate={"name": "建设用地批准书", "years": 2},
        process=known.process,
        lead_office=made.offices["land"],
        co_offices=[made.offices["farm"], made.offices["law"]],
        accept_office=made.offices["window"],
        online=True,
        at_window=True,
    )
    acts.publish_version(by=None, version=version)
    return {code: office.pk for code, office in made.offices.items()}


def waiting() -> list[dict[str, Any]]:
    """Return the messages that wait for the line."""
    return [row.message for row in OutboxMessage.objects.filter(state=State.WAITING).order_by("id")]


def send_again(messages: list[dict[str, Any]]) -> int:
    """Send messages that have arrived before once more, as after a lost receipt; returns how many."""
    forgotten, _by_model = OutboxMessage.objects.filter(
        message_id__in=[message["id"] for message in messages], state=State.DONE
    ).delete()
    for message in messages:
        exchange.send(message)
    return forgotten


def stuck() -> list[str]:
    """Name messages that wait or were given up in either box."""
    boxes = (OutboxMessage, InboxMessage)
    return [f"{row} {row.error}" for box in boxes for row in box.objects.exclude(state=State.DONE)]
