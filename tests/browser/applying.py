"""The applicant's part: an account, the form of the item that digs up a road, files, and what stands on the receipt."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import expect

from shenpi.apps.applications import acts as applications
from shenpi.apps.casework import acts
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.organisation.models import Person
from tests.browser.acting import PASSWORD, Actor
from tests.support.browser import sign_in
from tests.support.public_zone import CITIZEN, ENTERPRISE, make_applicant, pdf

ITEM = "占用、挖掘城市道路审批"
COMPANY = "广安市前锋建材有限公司"
MATERIALS = ("application", "planning", "design", "traffic", "safety")
SECTIONS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "工程": (
        ("占用并挖掘",),
        {
            "project": "金安大道二段燃气支管接入工程",
            "builder": "广安某市政工程有限公司",
            "builder_code": ENTERPRISE,
            "reason": "居民小区接入燃气，须横穿𠮷祥巷人行道。",
        },
    ),
    "道路": (
        ("沥青混凝土",),
        {
            "road": "金安大道二段",
            "section": "北侧人行道98号至112号",
            "length": "36",
            "width": "1.2",
            "depth": "1.5",
        },
    ),
    "工期": (
        (),
        {
            "begins": "2026-12-01",
            "ends": "2026-12-10",
            "manager": "周建",
            "manager_phone": "13900000000",
        },
    ),
    "承诺": (("本人（本单位）承诺所填内容和提交的材料真实、合法、有效，并承担相应的法律责任。",), {}),
}
"""By the form's sections: what is ticked, what is written."""
FORM: dict[str, Any] = {
    name: words for _ticked, written in SECTIONS.values() for name, words in written.items()
}
FORM |= {
    "kind": "both",
    "surface": ["asphalt"],
    "length": 36,
    "width": 1.2,
    "depth": 1.5,
    "declaration": True,
}
"""The same as the form keeps it."""


@dataclass(frozen=True)
class Receipt:
    """What the confirmation shows: the number as people read it, and the code for queries."""

    number: str
    code: str


def sign_up(actor: Actor, *, organisation: bool = True, username: str = "qianfeng") -> None:
    """Sign up on the page that is open, for a company or for oneself."""
    actor.sees("注册申请人账号")
    if organisation:
        actor.chooses("企业或其他组织")
        actor.fills(organisation=COMPANY)
    actor.fills(
        identifier=ENTERPRISE if organisation else CITIZEN,
        name="李𠮷祥",
        phone="13812345678",
        username=username,
        password1=PASSWORD,
        password2=PASSWORD,
    )
    actor.presses("注册")


def fill(actor: Actor, section: str) -> None:
    """Fill one section from the task list and go on."""
    ticked, written = SECTIONS[section]
    actor.chooses(*ticked)
    actor.fills(**written)
    actor.presses("保存，下一步")


def upload(actor: Actor, material: str, pages: int = 1) -> None:
    """Attach a PDF to a material; it is kept as soon as it is chosen."""
    file = pdf(f"{material}.pdf", pages=pages)
    place = actor.page.locator(f"#material-{material}")
    place.locator("input[type=file]").set_input_files(
        [{"name": file.name, "mimeType": "application/pdf", "buffer": file.read()}]
    )
    expect(place.get_by_role("link", name=f"{material}.pdf")).to_be_visible()


def receipt(actor: Actor) -> Receipt:
    """Read number and query code off the confirmation."""
    actor.sees("申请已提交")
    shown = actor.page.locator(".number-big")
    return Receipt(shown.nth(0).inner_text().strip(), shown.nth(1).inner_text().strip())


def draft(by: Person) -> str:
    """Fill everything in without a screen, for stories about what follows; returns where the draft is checked."""
    begun = applications.start_draft(by=by, version=version())
    applications.save_section(begun.pk, by=by, section="all", values=FORM, keys=list(FORM))
    for number, material in enumerate(MATERIALS, 1):
        applications.attach(begun.pk, by=by, material=material, upload=pdf(f"{material}.pdf", pages=number))
    return reverse("portal_check", args=[begun.pk])


def apply(actor: Actor) -> Receipt:
    """Submit an application that lacks nothing, as somebody who has signed up."""
    applicant = make_applicant("qianfeng", name="李𠮷祥")
    sign_in(actor.page, applicant)
    actor.goes_to(draft(applicant))
    actor.presses("提交申请")
    return receipt(actor)


def filing() -> acts.Filing:
    """The same, handed in on paper by 王秀英."""
    return acts.Filing(
        version_id=version().pk,
        applicant={"kind": "person", "name": "王秀英", "id_number": CITIZEN, "phone": "13800000000"},
        form=FORM,
        materials=[acts.HandedIn(row["key"], row["name"]) for row in version().materials],
    )


def version() -> ItemVersion:
    """The item as it is in force."""
    return ItemVersion.objects.get(current_of__name=ITEM, process__isnull=False)
