"""Taking in a county's catalogue as it is published: nothing is lost, faults are marked and reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid5

from django.db import transaction

from shenpi.apps.catalogue import packaged
from shenpi.apps.catalogue.elements import UNKNOWN, Content, Element, derive
from shenpi.apps.catalogue.faults import ITEM_TYPES, Fault, Finding, inspect
from shenpi.apps.catalogue.models import Item, ItemType, ItemVersion
from shenpi.apps.catalogue.search import index
from shenpi.apps.catalogue.themes import theme_of
from shenpi.apps.organisation.acts import load_agencies, register_agency
from shenpi.apps.organisation.models import Agency
from shenpi.apps.timekeeping import now

from .announce_catalogue import announce_catalogue
from .namespace import NAMESPACE


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did; `findings` lists every faulty row."""

    rows: int
    agencies: int
    created: int
    changed: int
    findings: list[Finding]

    def of(self, fault: Fault) -> list[Finding]:
        """Return the rows with this fault."""
        return [finding for finding in self.findings if finding.fault == fault]


@transaction.atomic
def import_catalogue(rows: Sequence[Mapping[str, str]] | None = None) -> ImportReport:
    """Create or bring up to date one item per row (default: the packaged catalogue of 广安区). Idempotent.

    Each new item gets a published guide of what the row tells; it cannot be applied for online (D10-055: the
    exception is recorded as the guide's channel). Codes identify items: an item that is here already keeps its
    versions, only name, agency, type and marks follow the row.
    """
    rows = packaged.catalogue() if rows is None else rows
    rows = [{key: (value or "").strip() for key, value in row.items()} for row in rows]
    agencies = load_agencies()
    findings = inspect(rows, agencies)
    faults: defaultdict[int, list[str]] = defaultdict(list)
    for finding in findings:
        faults[finding.row].append(finding.fault.value)
        if finding.fault == Fault.UNKNOWN_AGENCY and finding.value not in agencies:
            agencies[finding.value] = _unknown_agency(finding.value, len(agencies))
    wanted = _items(rows, agencies, faults)
    created, changed = _save(wanted)
    _publish_guides(created)
    index([*created, *changed])
    announce_catalogue([*created, *changed])
    used = {item.agency_id for item in wanted}
    return ImportReport(len(rows), len(used), len(created), len(changed), findings)


def _items(
    rows: Sequence[Mapping[str, str]], agencies: Mapping[str, Agency], faults: Mapping[int, list[str]]
) -> list[Item]:
    found: dict[str, Item] = {}
    for number, row in enumerate(rows, start=2):
        code = row["item_code"] or f"ROW-{number}"
        if code in found:
            code = f"{code}#{number}"
        name = row["name"] or code
        agency = agencies[row["department"]]
        found[code] = Item(
            code=code,
            name=name,
            agency=agency,
            item_type=ITEM_TYPES.get(row["task_type"], ItemType.OTHER),
            theme=theme_of(name, agency.code),
            source_url=row["link"],
            faults=faults.get(number, []),
        )
    return list(found.values())


_FOLLOWING = ("name", "agency_id", "item_type", "theme", "source_url", "faults")


def _save(wanted: list[Item]) -> tuple[list[Item], list[Item]]:
    existing = {item.code: item for item in Item.objects.select_related("agency")}
    created = Item.objects.bulk_create([item for item in wanted if item.code not in existing], batch_size=500)
    changed: list[Item] = []
    for item in wanted:
        kept = existing.get(item.code)
        if kept and any(getattr(kept, name) != getattr(item, name) for name in _FOLLOWING):
            for name in _FOLLOWING:
                setattr(kept, name, getattr(item, name))
            kept.agency = item.agency
            changed.append(kept)
    Item.objects.bulk_update(changed, [name.removesuffix("_id") for name in _FOLLOWING], batch_size=200)
    return created, changed


def _publish_guides(items: Iterable[Item]) -> None:
    moment = now()
    versions = [
        ItemVersion(
            id=uuid5(NAMESPACE, f"{item.code}#1"),
            item=item,
            number=1,
            published_at=moment,
            content=_minimal_guide(item),
        )
        for item in items
    ]
    ItemVersion.objects.bulk_create(versions, batch_size=200)
    for version in versions:
        version.item.current = version
    Item.objects.bulk_update([version.item for version in versions], ["current"], batch_size=300)


def _minimal_guide(item: Item) -> Content:
    """Tell what the row tells, and of everything else where to learn it; no element stays empty (D10-042)."""
    told: Content = {element.value: UNKNOWN for element in Element}
    told |= {key: value for key, value in derive({}, name=item.name).items() if value and key == Element.NAME}
    told[Element.TYPE] = (
        ItemType(item.item_type).label + "（本系统仅提供办事指南，请到窗口或四川政务服务网申请）"
    )
    told[Element.DECIDER] = item.agency.full_name
    told[Element.ACCEPTANCE] = f"{item.agency.full_name}，地点以窗口告知为准"
    told[Element.ENQUIRIES] = f"{item.agency.full_name}，电话以窗口告知为准"
    return told


def _unknown_agency(name: str, number: int) -> Agency:
    return register_agency(
        {
            "code": f"unlisted.{number}",
            "name": name or "未注明部门",
            "full_name": name or "未注明部门",
            "short_name": name[:10] or "未注明",
            "uscc": "",
            "kind": Agency.Kind.OTHER,
        }
    )
