"""A small county and its people at their desks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from tests.support import county as counties

AtDesk = Callable[[str], Client]


@pytest.fixture(params=["desktop", "phone"])
def screen(request) -> Page:
    """The same pages on both."""
    page: Page = request.getfixturevalue(request.param)
    page.name = request.param
    return page


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


@pytest.fixture
def staged(county):
    """Bring a case to where a task of `act` is open."""

    def bring(act):
        case = county.receive()
        if act == "await_supplement":
            acts.request_correction(
                case.id,
                county.task(case, "examine_formally").id,
                by=county["clerk"],
                faults={"plan": "缺签名"},
            )
        elif act == "dispatch":
            ticked = {"in_jurisdiction": True, "complete": True, "legal_form": True}
            acts.accept(case.id, county.task(case, "examine_formally").id, by=county["clerk"], **ticked)
        elif act != "examine_formally":
            county.accept(case)
            if act == "review":
                task = county.task(case, "examine", "land")
                acts.examine(case.id, task.id, by=county["land.h"], verdict="agree")
            elif act != "examine":
                county.examine_all(case)
            if act in ("notify_payment", "record_payment", "issue", "serve", "publish"):
                county.decide(case)
            if act in ("record_payment", "issue", "serve", "publish"):
                acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
            if act in ("issue", "serve", "publish"):
                task = county.task(case, "record_payment")
                acts.record_payment(case.id, task.id, by=county["clerk"], receipt_number="1")
            if act in ("serve", "publish"):
                acts.issue(case.id, county.task(case, "issue").id, by=county["clerk"])
            if act == "publish":
                task = county.task(case, "serve")
                acts.serve(case.id, task.id, by=county["clerk"], method="window", recipient="李四")
        return case

    return bring
