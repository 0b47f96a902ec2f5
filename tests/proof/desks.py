"""The forms of the workbench as their people post them: which fields an act asks for, and who is signed in where."""

import re
from dataclasses import dataclass
from uuid import UUID

import httpx

from tests.proof.counties import PASSWORD
from tests.support.machines import Machine

PEOPLE = ("clerk", "land.h", "land.head", "farm.h", "farm.head", "law.h", "law.head", "leader")
OPEN = """
SELECT task.id, task.case_id, task.act, person.username FROM casework_task task
LEFT JOIN organisation_person person ON person.id = task.holder_id ORDER BY task.id
"""
TICKED = {"have-application": "on", "have-plan": "on"}
AGREED = {"verdict": "agree", "text": "符合条件。"}
FIELDS: dict[str, tuple[str, dict[str, str]]] = {
    "examine_formally": ("accept", {"in_jurisdiction": "on", "complete": "on", "legal_form": "on"}),
    "await_supplement": ("supplement", TICKED),
    "examine": ("examine", AGREED),
    "review": ("review", AGREED),
    "decide": ("decide", {"verdict": "grant"}),
    "notify_payment": ("notify_payment", {}),
    "record_payment": ("record_payment", {"receipt_number": "川财0012345"}),
    "issue": ("issue", {}),
    "serve": ("serve", {"method": "window", "recipient": "李四"}),
    "publish": ("publish", {}),
}
"""By the act of a step: the button's name and what is filled in."""


@dataclass(frozen=True)
class Deed:
    """One press of a button: whose, where, and what the form says."""

    person: str
    path: str
    fields: dict[str, object]


@dataclass(frozen=True)
class Step:
    """An open step as the people see it on their lists; one without a holder is the window's."""

    task: UUID
    case: UUID
    act: str
    person: str


class Desks:
    """Everybody of the small county, signed in to one machine; several threads may use them."""

    def __init__(self, machine: Machine, offices: dict[str, int]) -> None:
        self.machine = machine
        co = [offices["farm"], offices["law"]]
        self.fields = {**FIELDS, "dispatch": ("dispatch", {"lead": offices["land"], "co": co})}
        self._clients = {person: self._signed_in(person) for person in PEOPLE}

    def steps(self) -> list[Step]:
        """Return all open steps, read from the machine's database: pages would show each person only theirs."""
        return [
            Step(UUID(str(task)), UUID(str(case)), str(act), str(holder or "clerk"))
            for task, case, act, holder in self.machine.rows(OPEN)
        ]

    def do(self, step: Step) -> Deed:
        """Return the deed that takes the step to the good."""
        button, fields = (
            ("import_filing", self._unscannable(step))
            if step.act == "import_filing"
            else self.fields[step.act]
        )
        return Deed(step.person, f"/work/cases/{step.case}/tasks/{step.task}/{button}/", fields)

    def _unscannable(self, step: Step) -> dict[str, str]:
        """Say of every material why it cannot be digitised."""
        found = self.machine.rows(f"SELECT id FROM casework_casematerial WHERE case_id = '{step.case.hex}'")
        return {f"reason-{UUID(str(key))}": "图幅过大，无法扫描。" for (key,) in found}

    def receive(self, version: str) -> tuple[UUID, Deed]:
        """Open the form for a filing at the window; returns the id that its case will have, and the filled form.

        Raises httpx.TransportError when the server does not answer.
        """
        path = f"/work/receive/{version}/"
        form = self._clients["clerk"].get(path).text
        found = re.search(r'name="case_id" value="(([0-9a-f-]{36})[^"]*)"', form)
        assert found, form
        applicant = {"kind": "person", "name": "李雷", "id_number": "11010519491231002X"}
        fields = {f"applicant_{name}": value for name, value in applicant.items()}
        return UUID(found[2]), Deed(
            "clerk", path, {"case_id": found[1], "project": "厂房扩建", **fields, **TICKED}
        )

    def press(self, deed: Deed) -> httpx.Response:
        """Post a deed. Raises httpx.TransportError when the server dies meanwhile, or is not there."""
        return _post(self._clients[deed.person], deed.path, deed.fields)

    def _signed_in(self, person: str) -> httpx.Client:
        client = httpx.Client(base_url=self.machine.url, trust_env=False, timeout=60)
        client.get("/accounts/login/").raise_for_status()
        answer = _post(client, "/accounts/login/", {"login": person, "password": PASSWORD})
        assert answer.status_code == httpx.codes.FOUND, answer.text
        return client


def _post(client: httpx.Client, path: str, fields: dict[str, object]) -> httpx.Response:
    return client.post(path, data=fields, headers={"X-CSRFToken": client.cookies["csrftoken"]})
