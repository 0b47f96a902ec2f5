"""Signing up under the real name, signing in, and where people land (D10-043)."""

import pytest
from axes.utils import reset
from django.test import Client

from shenpi.apps.applications.models import Applicant
from shenpi.apps.organisation.models import Person
from tests.support.public_zone import CITIZEN, ENTERPRISE

GIVEN = {
    "kind": "person", "identifier": CITIZEN, "name": "欧阳娜娜", "phone": "13812345678", "username": "娜娜",
    "password1": "correct horse battery", "password2": "correct horse battery", "organisation": "", "address": "",
}  # fmt: skip


@pytest.mark.django_db
def test_a_person_signs_up_and_is_signed_in():
    browser = Client()
    answer = browser.post("/accounts/signup/", GIVEN)
    assert answer.url == "/my/"
    person = Person.objects.get(username="娜娜")
    assert (person.name, person.kind, person.applicant.identifier) == ("欧阳娜娜", "applicant", CITIZEN)
    assert browser.get("/my/").status_code == 200


@pytest.mark.django_db
def test_an_organisation_signs_up_with_its_credit_code():
    given = {
        **GIVEN,
        "kind": "organisation",
        "organisation": "广安某餐饮有限公司",
        "identifier": ENTERPRISE.lower(),
    }
    assert Client().post("/accounts/signup/", given).status_code == 302
    applicant = Applicant.objects.get()
    assert (applicant.name, applicant.identifier) == ("广安某餐饮有限公司", ENTERPRISE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"identifier": CITIZEN[:-1] + "1"}, "identifier"),
        ({"identifier": "1\x002"}, "identifier"),
        ({"kind": "organisation", "identifier": ENTERPRISE}, "organisation"),
        ({"kind": "organisation", "organisation": "公司", "identifier": "123"}, "identifier"),
        ({"kind": "ghost"}, "kind"),
        ({"phone": "12345"}, "phone"),
        ({"name": "长" * 61}, "name"),
        ({"username": "a b<script>"}, "username"),
        ({"password2": "another one entirely"}, "password2"),
        ({"password1": "123", "password2": "123"}, "password1"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(changed, field):
    answer = Client().post("/accounts/signup/", {**GIVEN, **changed})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "有几处需要修改" in answer.content.decode()
    assert "This " not in answer.content.decode(), "no English in a Chinese page"
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_signing_in_leads_to_ones_cases_and_out_again(wang):
    browser = Client()
    given = {"login": "wang", "password": "correct horse battery"}
    assert browser.post("/accounts/login/", given).url == "/my/"
    assert browser.post("/accounts/login/?next=//elsewhere.example/", given).url == "/my/"
    assert browser.post("/accounts/logout/").url == "/"
    assert browser.get("/my/").status_code == 302


@pytest.mark.django_db
def test_five_wrong_passwords_lock_the_account_for_a_while(wang):
    reset()
    for _try in range(5):
        answer = Client().post("/accounts/login/", {"login": "wang", "password": "wrong wrong wrong"})
    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    browser = Client()
    browser.post("/accounts/login/", {"login": "wang", "password": "correct horse battery"})
    assert browser.get("/my/").status_code == 302
    reset()


@pytest.mark.django_db
def test_a_password_is_changed_from_ones_messages(client, wang):
    client.force_login(wang)
    page = "/accounts/password/change/"
    assert f'href="{page}"' in client.get("/my/messages/").content.decode()
    assert "现在的密码：请填写此项。" in client.post(page, {}).content.decode()
    given = {
        "oldpassword": GIVEN["password1"],
        "password1": "another long one",
        "password2": "another long one",
    }
    assert "密码已修改" in client.post(page, given, follow=True).content.decode()
    wang.refresh_from_db()
    assert wang.check_password("another long one")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["login", "signup", "logout", "inactive", "password/change", "reauthenticate"]
)
def test_every_account_page_is_drawn_in_the_house_style(client, path):
    answer = client.get(f"/accounts/{path}/", follow=True)
    assert answer.status_code == 200
    assert "site-header" in answer.content.decode()
