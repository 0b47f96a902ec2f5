"""The door: in demonstration mode only, one click to become anybody, and one arrives where there is something to do."""

import importlib

import pytest
from django.urls import resolve, reverse

from shenpi.config import urls
from shenpi.sites.demo import personas

DOORS = [
    ("get", "/demo/"),
    ("get", "/demo/path/"),
    ("post", "/demo/enter/leader/"),
    ("post", "/demo/path/play/"),
    ("post", "/demo/path/again/"),
]


@pytest.mark.parametrize(("method", "address"), DOORS, ids=[address for _method, address in DOORS])
@pytest.mark.parametrize("mode", ["development", "production"])
def test_there_is_no_door_outside_demonstration_mode(client, settings, people, mode, method, address):
    """Issue 2, journey 7: even where the routes are there, nobody signs in without a password."""
    assert resolve(address)
    settings.SHENPI_MODE = mode
    answer = getattr(client, method)(address)
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("mode", "there"), [("demonstration", True), ("development", False), ("production", False)]
)
def test_the_routes_themselves_are_included_in_demonstration_mode_only(settings, mode, there):
    settings.SHENPI_MODE = mode
    try:
        routes = importlib.reload(urls).urlpatterns
    finally:
        settings.SHENPI_MODE = "demonstration"
        importlib.reload(urls)
    assert any(str(route.pattern) == "demo/" for route in routes) is there


def test_the_door_says_that_it_is_a_demonstration_and_who_one_may_be(client, people):
    page = client.get(reverse("demo_door")).content.decode()
    assert "没有法律效力" in page
    for persona in personas.PERSONAS:
        assert str(persona.title) in page
        assert str(persona.try_this) in page


@pytest.mark.parametrize("key", [persona.key for persona in personas.PERSONAS])
def test_one_click_and_one_is_there(client, people, key):
    answer = client.post(reverse("demo_enter", args=[key]), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == personas.persona(key).start
    assert answer.wsgi_request.user.username == personas.persona(key).username


def test_a_persona_that_is_none_is_not_found(client, people):
    assert client.post(reverse("demo_enter", args=["emperor"])).status_code == 404


def test_a_click_is_a_post_and_no_link_signs_anybody_in(client, people):
    assert client.get(reverse("demo_enter", args=["leader"])).status_code == 405
