"""An agency with one item open online, an applicant, and files to upload: what tests of the public zone stand on."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from shenpi.apps.applications.models import Applicant
from shenpi.apps.catalogue import search
from shenpi.apps.catalogue.models import Item, ItemVersion
from shenpi.apps.organisation.models import Agency, Person, Region, ServiceCentre

PUBLISHED = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
CITIZEN = "11010519491231002X"
ENTERPRISE = "91110108551385082Q"

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "place": {"type": "string", "title": "经营场所", "maxLength": 60, "x-group": "经营信息"},
        "kind": {
            "type": "string",
            "title": "主体业态",
            "x-group": "经营信息",
            "oneOf": [{"const": "shop", "title": "食品销售"}, {"const": "inn", "title": "餐饮服务"}],
        },
        "area": {
            "type": "integer",
            "title": "经营面积",
            "minimum": 1,
            "x-unit": "平方米",
            "x-group": "经营信息",
        },
        "opened": {"type": "string", "format": "date", "title": "拟开业日期", "x-group": "经营信息"},
        "staff": {
            "type": "array",
            "title": "从业人员",
            "x-group": "人员",
            "minItems": 1,
            "maxItems": 5,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "title": "姓名", "maxLength": 20},
                    "number": {"type": "string", "format": "citizen-number", "title": "身份证号码"},
                },
                "required": ["name"],
            },
        },
        "note": {
            "type": "string",
            "title": "说明",
            "maxLength": 200,
            "x-widget": "textarea",
            "x-group": "人员",
        },
    },
    "required": ["place", "kind", "area", "staff"],
}
MATERIALS = [
    {
        "key": key,
        "name": name,
        "required": required,
        "original_copy": copy,
        "copies": 1,
        "basis": "办法第九条",
    }
    for key, name, required, copy in (
        ("licence", "营业执照", True, "复印件"),
        ("plan", "平面图", False, "原件"),
    )
]
ANSWERS: dict[str, Any] = {
    "place": "广安区建安中路𠮷祥巷8号",
    "kind": "inn",
    "area": 120,
    "staff": [{"name": "李雷", "number": CITIZEN}],
}


def make_item(code: str = "TEST-1", name: str = "食品经营许可", **changes: Any) -> ItemVersion:
    """Publish an item of the county's market agency; `changes` go into its version."""
    region, _made = Region.objects.get_or_create(code="511602000000", defaults={"name": "广安区", "level": 4})
    agency, _made = Agency.objects.get_or_create(
        code="sjj",
        defaults={
            "name": "区市场监管局",
            "full_name": "广安区市场监督管理局",
            "short_name": "广区市监",
            "region": region,
        },
    )
    ServiceCentre.objects.get_or_create(
        code="centre", defaults={"name": "广安区政务服务中心", "region": region, "phone": "0826-2222222"}
    )
    item = Item.objects.create(code=code, name=name, agency=agency, item_type="01")
    version = ItemVersion.objects.create(
        item=item,
        number=1,
        published_at=PUBLISHED,
        **{
            "content": {
                "name": name,
                "certificate": "食品经营许可证，有效期5年",
                "conditions": ["场所与品种相适应", "有合格的设备"],
                "enquiries": "区市场监管局，0826-2345678",
            },
            "form_schema": SCHEMA,
            "materials": MATERIALS,
            "statutory_limit": {"amount": 20, "unit": "working_days"},
            "promised_limit": {"amount": 8, "unit": "working_days"},
            "correction_limit": {"amount": 10, "unit": "working_days"},
            "fee": {"due": False},
            "online": True,
            "at_window": True,
            **changes,
        },
    )
    item.current = version
    item.save(update_fields=["current"])
    search.index([item])
    return version


def make_applicant(username: str = "wang", **changes: Any) -> Person:
    """Sign up a natural person."""
    person = Person.objects.create_user(username, "correct horse battery", name=changes.pop("name", "王芳"))
    Applicant.objects.create(
        person=person, **{"kind": "person", "identifier": CITIZEN, "phone": "13812345678", **changes}
    )
    return person


def pdf(name: str = "营业执照.pdf", pages: int = 1) -> SimpleUploadedFile:
    """Return a PDF that is one; the number of pages makes it another."""
    writer, out = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(out)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")
