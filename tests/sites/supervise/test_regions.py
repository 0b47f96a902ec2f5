"""Roll-ups by division: the wall's tiles, and the page that leads down from the county to its townships (D7-008)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.supervision import divisions
from shenpi.apps.supervision.models import KnownAgency
from tests.apps.supervision.sample import NOW, case, step

pytestmark = pytest.mark.django_db
PAGE = reverse("supervise:regions")


@pytest.fixture(autouse=True)
def townships() -> None:
    """A county's own agency, and a township whose step is late."""
    for code, name, region in (
        ("A1", "市场监督管理局", "511602000000"),
        ("T1", "官盛镇政府", "511602101000"),
    ):
        KnownAgency.objects.create(code=code, name=name, region_code=region, told_at=NOW)
    step(due=timedelta(days=400 * 10))
    step(case(agency_code="T1"), agency_code="T1", due=-timedelta(days=400 * 10))


def test_the_wall_shows_every_township_of_the_county(supervisor: Client) -> None:
    """Every division has its tile; its colour is its worst light, said in words and figures, too."""
    page = supervisor.get(reverse("supervise:wall")).content.decode()
    tiles = page[page.index('id="wall-regions"') :]
    assert tiles.count('class="tile tile-none"') == 24
    assert 'class="tile tile-red" href="/supervise/regions/?code=511602101"' in tiles
    assert "广安区本级" in tiles
    assert "浓洄街道" in tiles
    assert "红灯" in tiles


def test_who_said_nowhere_counts_where_all_others_lie(supervisor: Client) -> None:
    """The lights of the tiles are those of the wall: an agency that only takes part in joint handling is among them."""
    KnownAgency.objects.create(code="J1", name="消防大队", told_at=NOW)
    step(case(agency_code="J1"), agency_code="J1", due=timedelta(days=4000))
    county = divisions.below(divisions.root(), NOW, NOW.date().replace(day=1))
    own = next(division for division in county if division.own)
    assert (own.lights.green, own.agencies) == (2, ("A1", "J1"))


def test_where_nobody_said_where_it_lies_there_are_no_tiles(supervisor: Client) -> None:
    """An agency lies where its published items say; until one does, the wall says so instead of showing a country."""
    KnownAgency.objects.update(region_code="")
    page = supervisor.get(reverse("supervise:wall")).content.decode()
    assert "还没有机关报告所在的区划" in page
    assert "北京市" not in page


def test_a_division_leads_to_those_below(supervisor: Client) -> None:
    """From the county down to the township, and up to the province by the path."""
    county = supervisor.get(PAGE).content.decode()
    assert f"{PAGE}?code=511602101&amp;month=" in county
    assert "另有 24 个下级区划还没有接入" in county
    township = supervisor.get(PAGE, {"code": "511602101", "month": "2026-11"}).content.decode()
    assert "官盛镇政府" in township
    assert f"{PAGE}?code=51&amp;month=2026-11" in township
    province = supervisor.get(PAGE, {"code": "51"}).content.decode()
    assert "广安市" in province
    assert supervisor.get(PAGE, {"month": "2026-13"}).status_code == 422
