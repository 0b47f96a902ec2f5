"""Roll-ups by administrative division: of each division below one, lights now and the figures of a month (D7-008).

Names and the tree are the packaged divisions (GB/T 2260); an agency belongs where its messages say. Figures of
private items that nodes below told as figures only are counted in, and shown besides (D1-023).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from django.db.models import Sum

from shenpi.apps.organisation import packaged
from shenpi.apps.supervision import lights
from shenpi.apps.supervision.lights import Lights
from shenpi.apps.supervision.models import CaseTally, FiguresOnly, KnownAgency

LENGTHS = (0, 2, 4, 6, 9)
"""Digits of a code by level: the country, province, city, county, township."""
MEASURES = ("received", "accepted", "granted", "refused", "on_time", "late")


@dataclass(frozen=True)
class Division:
    """A division with all that lies in it; `own`: only what is the parent's own, with no division below it.

    `figures`: measure → number of the month; `private`: how many of those received came as figures only.
    """

    code: str
    name: str
    lights: Lights
    figures: Mapping[str, int]
    private: int = 0
    own: bool = False
    agencies: tuple[str, ...] = field(default=())


def names() -> Mapping[str, str]:
    """Return the names of all divisions by short code."""
    return _names()


def root() -> str:
    """Return the smallest division in which all known agencies lie ("": the country)."""
    codes = {short(code) for code in _regions().values() if code}
    shared = [length for length in LENGTHS if len({code[:length].ljust(length) for code in codes}) == 1]
    return next(iter(codes))[: shared[-1]] if codes else ""


def below(code: str, now: datetime, month: date, shown: Iterable[Lights] | None = None) -> list[Division]:
    """Return what is the division's own, then the divisions below it by code, those without agencies too.

    `shown`: the lights by agency, where they have been counted already.
    """
    children = _children(code)
    home = {agency: _place(short(region), code) for agency, region in _placed().items()}
    lit = {row.code: row for row in (lights.by_agency(now) if shown is None else shown)}
    figures, private = _figures(month)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for agency, place in home.items():
        if place is not None:
            members[place].append(agency)
    return [
        Division(
            place,
            _names().get(place, "") or place,
            _sum(lit[agency] for agency in members[place] if agency in lit),
            {name: sum(figures[agency, name] for agency in members[place]) for name in MEASURES},
            sum(private[agency] for agency in members[place]),
            place == code,
            tuple(sorted(members[place])),
        )
        for place in ([code] if members[code] or not children else []) + children
    ]


def short(code: str) -> str:
    """Return a code without the zeros that pad it to twelve digits."""
    for length in LENGTHS[1:]:
        if len(code) >= length and not code[length:].strip("0"):
            return code[:length]
    return code[: LENGTHS[-1]]


def above(code: str) -> list[str]:
    """Return the divisions in which this one lies, the largest first, and itself."""
    return [code[:length] for length in LENGTHS[1:] if length <= len(code)]


def _place(region: str, code: str) -> str | None:
    """Return the child of `code` in which a region lies, `code` itself for what is its own, None for elsewhere."""
    if not region.startswith(code):
        return None
    longer = [length for length in LENGTHS if len(code) < length <= len(region)]
    return region[: longer[0]] if longer else code


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in packaged.regions()}


def _children(code: str) -> list[str]:
    longer = [length for length in LENGTHS if length > len(code)]
    return sorted(key for key in _names() if longer and len(key) == longer[0] and key.startswith(code))


def _regions() -> dict[str, str]:
    return dict(KnownAgency.objects.values_list("code", "region_code"))


def _placed() -> dict[str, str]:
    """Of every agency; one that never said where it lies counts where all others lie, so that totals agree."""
    common = root()
    return {agency: region or common for agency, region in _regions().items() if region or common}


def _figures(month: date) -> tuple[Mapping[tuple[str, str], int], Mapping[str, int]]:
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    private: defaultdict[str, int] = defaultdict(int)
    kept = CaseTally.objects.filter(month=month, measure__in=MEASURES)
    told = FiguresOnly.objects.filter(month=month, measure__in=MEASURES)
    for rows in (kept, told):
        for agency, measure, number in rows.values_list("agency_code", "measure").annotate(n=Sum("number")):
            found[agency, measure] += number
            if rows is told and measure == "received":
                private[agency] += number
    return found, private


def _sum(rows: Iterable[Lights]) -> Lights:
    found = list(rows)
    return Lights(**{light: sum(getattr(row, light) for row in found) for light in map(str, lights.LIGHTS)})
