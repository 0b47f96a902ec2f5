"""Lists cost a fixed number of statements, however long they grow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shenpi.apps.applications import acts
from tests.support.public_zone import ANSWERS, make_item, pdf


def cost(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def file(person, code: str) -> None:
    version = make_item(code)
    draft = acts.start_draft(by=person, version=version)
    acts.save_section(draft.pk, by=person, section="1", values=ANSWERS, keys=list(ANSWERS))
    acts.attach(draft.pk, by=person, material="licence", upload=pdf())
    acts.submit(draft.pk, by=person)


@pytest.mark.parametrize("path", ["/my/", "/search/?q=食品", "/", "/notices/"])
def test_more_rows_cost_no_more_statements(client, wang, path):
    file(wang, "A-1")
    client.get(path)  # what is read once per process is read now
    few = cost(client, path)
    for number in range(2, 7):
        file(wang, f"A-{number}")
    assert cost(client, path) == few
