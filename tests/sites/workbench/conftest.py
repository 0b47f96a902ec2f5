"""A small county and its people at their desks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.casework.models import Case, Task
from tests.support import county as counties

AtDesk = Callable[[str], Client]


@pytest.fixture
def county() -> counties.County:
    return counties.build()


@pytest.fixture
def at_desk(client, county) -> AtDesk:
    """Sign in as somebody and return the client."""

    def sign_in(username: str) -> Client:
        client.force_login(county[username])
        return client

    return sign_in


@pytest.fixture
def do():
    """Post a deed's form on the case's open task of an act."""

    def post(client: Client, case: Case, act: str, deed: str, office_code: str = "", **posted):
        tasks = Task.objects.filter(case=case, act=act)
        task = tasks.get(office__code=office_code) if office_code else tasks.get()
        return client.post(reverse("work_do", args=[case.id, task.id, deed]), posted)

    return post
