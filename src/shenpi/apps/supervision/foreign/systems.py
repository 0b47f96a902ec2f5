"""Registering a foreign system, and giving it its approved process."""

from __future__ import annotations

from functools import lru_cache

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.supervision import divisions
from shenpi.apps.supervision.foreign.options import Reading
from shenpi.apps.supervision.models.foreign import SOURCE, UNCODED, ForeignSystem, system_id
from shenpi.core.process import Net, ProcessError, compile_net, read_bpmn


@transaction.atomic
def register(
    name: str,
    *,
    reading: Reading | None = None,
    process: bytes | None = None,
    process_name: str = "",
    agency_code: str = "",
    agency: str = "",
    region: str = "",
    item_code: str = "",
    item: str = "",
    daily: bool | None = None,
) -> ForeignSystem:
    """Return the system of this name, begun if it is new; what is given replaces what is known, the rest stays.

    `region`: the division in which its agency lies. Raises Invalid for a name or a division that does not fit, and
    for a process that cannot be read.
    """
    name = name.strip()
    if not name or len(name) > 200:
        raise Invalid("system_name", _("系统名称须为 1 至 200 字。"))
    key = system_id(name)
    new = {
        "name": name,
        "source": f"{SOURCE}{key}",
        "agency_code": f"{UNCODED}{key.hex[:12]}",
        "agency_name": name,
        "item_code": f"{UNCODED}{key.hex[:12]}",
        "item_name": name,
        "reading": Reading().to_json(),
        "registered_at": timekeeping.now(),
    }
    system, _begun = ForeignSystem.objects.get_or_create(pk=key, defaults=new)
    if process is not None:
        net_of(process)
        system.process, system.process_name = process.decode("utf-8-sig"), process_name[:200]
    if reading is not None:
        system.reading = reading.to_json()
    for field, given in (("agency_code", agency_code), ("item_code", item_code)):
        if given:
            setattr(system, field, given[: 40 if field == "agency_code" else 64])
    system.agency_name = agency[:200] or system.agency_name
    system.region_code = _division(region) or system.region_code
    system.item_name = item[:500] or system.item_name
    system.daily = system.daily if daily is None else daily
    system.save()
    return system


def _division(code: str) -> str:
    """Return a division's code as messages tell it, of twelve digits. Raises Invalid."""
    if code and divisions.short(code) not in divisions.names():
        raise Invalid("region_unknown", _("没有代码为“%(code)s”的行政区划。") % {"code": code})
    return code.ljust(12, "0") if code else ""


def forget_unread(system: ForeignSystem) -> None:
    """Forget a system of which nothing was ever taken in: its first file was no log."""
    if not system.batches.filter(Q(cases__gt=0) | Q(finished_at__isnull=False)).exists():
        system.batches.all().delete()
        system.delete()


def by_name(name: str) -> ForeignSystem:
    """Return a system. Raises NotFound."""
    found = ForeignSystem.objects.filter(name=name.strip()).first()
    if found is None:
        raise NotFound("system_unknown", _("没有登记名为“%(name)s”的自建系统。") % {"name": name})
    return found


@lru_cache(maxsize=16)
def net_of(process: bytes) -> Net:
    """Return the net of a BPMN file. Raises Invalid with the element and the reason."""
    try:
        return compile_net(read_bpmn(process))
    except ProcessError as refusal:
        raise Invalid("process_refused", _("流程文件不能使用：%(why)s") % {"why": refusal.zh}) from None
