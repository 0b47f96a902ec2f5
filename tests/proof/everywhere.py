"""A county whose items follow every process there is, with every option that makes another act possible."""

from typing import Any

from shenpi.apps.organisation.models import Person, Post
from tests.proof import filing
from tests.support import county as counties
from tests.support.county import LONG_AGO, County

LICENCES = ("immediate", "committed", "parallel", "land", "township", "online_precheck", "online_whole")
DAYS = {"amount": 30, "unit": "calendar_days"}
OFFICIAL: dict[str, dict[str, Any]] = {
    "penalty": {"item_type": "02", "statutory_limit": DAYS | {"amount": 90}, "co": ("law",)},
    "seizure": {"item_type": "03", "statutory_limit": DAYS, "promised_limit": DAYS | {"amount": 25}},
    "levy": {"item_type": "04", "fee": True},
    "offer": {"item_type": "10", "statutory_limit": None, "options": {"offer": {"days": 10}}},
}
BENEFIT = {"kinds": [{"name": "扶助金", "least": "0", "most": "590.00"}], "basis": "第二条", "every": "每月"}
KINDS = (*LICENCES, "joint", "tacit", "payment", "gap", "commitment", *OFFICIAL)
"""What a life may begin with; some differ from another only by what is handed in."""


def build() -> filing.Filer:
    """Make the county and somebody who files there."""
    county = counties.build(LICENCES)
    counties.neighbours(county, {"fire": "区消防大队"})
    county.items |= counties.build_items(county, ("joint",), fee=False, co=("farm", "fire"))
    county.items |= counties.build_items(
        county, ("payment",), fee=False, co=(), item_type="05", options={"benefit": BENEFIT}
    )
    for key, changes in OFFICIAL.items():
        told = {"fee": False, "co": (), "accept": "land"} | changes
        county.items |= counties.build_items(county, (key,), **told)
    _vary(county)
    secretary = Person.objects.create(username="secretary", name="段晓岚", kind="staff")
    office = county.offices["chief"]
    Post.objects.create(person=secretary, office=office, role="secretary", valid_from=LONG_AGO)
    county.people["secretary"] = secretary
    return filing.make(county, counties.bundle("parallel", "township"))


def _vary(county: County) -> None:
    """Let papers travel, follow or be replaced by a commitment, and agencies agree by silence."""
    for key, plan, options in (
        ("committed", {"may_follow": True}, {"circulation": "paper"}),
        ("online_whole", {"may_follow": True}, {}),
        ("immediate", {"commitment": "平面图应与现场一致。"}, {"circulation": "paper"}),
    ):
        rows = [row | (plan if row["key"] == "plan" else {}) for row in county.items[key].materials]
        counties.revised(county, key, materials=rows, options=options)
    asking = county.items["joint"]
    tacit = counties.revised(county, "joint", options={"tacit_consent": True})
    county.items |= {"joint": asking, "tacit": tacit}
    county.items |= {"gap": county.items["online_whole"], "commitment": county.items["immediate"]}
