"""What the work list is narrowed to: as asked for, as kept in the session, or as a saved view has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from shenpi.apps.casework.narrowed import Narrowed
from shenpi.core.worktime import Light
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import deeds

SAVED = "tray_filter"
"""Where the session keeps the filter, so that the list is the same after each act; `?all=1` lets go of it."""
LIGHTS = (Light.RED.value, Light.YELLOW.value, Light.GREEN.value)


@dataclass(frozen=True)
class Narrowing:
    """The filters of the page; all empty: everything."""

    act: str = ""
    light: str = ""
    item: str = ""
    agency: str = ""
    q: str = ""

    @property
    def narrowed(self) -> Narrowed:
        """The part that the list and its counts share."""
        return Narrowed(item=self.item, agency=self.agency, words=self.q)

    @property
    def filtered(self) -> bool:
        return any(vars(self).values())

    def but(self, **changed: str) -> str:
        """Return the page's query with some filters changed."""
        return urlencode({**vars(self), **changed})


NAMES = tuple(field.name for field in fields(Narrowing))


def read(asked: Mapping[str, str]) -> Narrowing:
    """Read the filters of an address or a form; what cannot be is no filter."""
    given = {name: asked.get(name, "").replace("\x00", "").strip()[:60] for name in NAMES}
    given["act"] = given["act"] if given["act"] in deeds.STEPS else ""
    given["light"] = given["light"] if given["light"] in LIGHTS else ""
    return Narrowing(**given)


def of(request: StaffRequest) -> Narrowing:
    """Return the filters asked for, else those kept; `?all=1` lets go of them."""
    if "all" in request.GET:
        request.session.pop(SAVED, None)
        return Narrowing()
    if not any(name in request.GET for name in NAMES):
        kept = request.session.get(SAVED)
        return read(kept) if isinstance(kept, dict) else Narrowing()
    found = read(request.GET)
    if request.session.get(SAVED) != vars(found):
        request.session[SAVED] = dict(vars(found))
    return found
