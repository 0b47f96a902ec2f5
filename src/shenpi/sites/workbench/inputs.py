"""What staff type, read from a posted form: bounded, printable, and everything that is wrong said at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.casework.acts import AUTHORISATION, HandedIn, Party
from shenpi.apps.casework.states import Checked
from shenpi.apps.errors import Invalid, Message
from shenpi.sites.common.access import PersonRequest
from shenpi.sites.common.kept_files import KeptFile, KeptFiles

if TYPE_CHECKING:
    from shenpi.apps.casework.models import CaseMaterial
    from shenpi.apps.catalogue.bundles import Composition
    from shenpi.apps.catalogue.models import ItemVersion

LONGEST = 2000
MOST_COPIES = 99
YEARS = range(2000, 2100)
"""Years that a person may mean; the calendar knows no others."""
FORMS = ("original", "copy", "commitment")
ON_FILE = "on_file"
"""The form of a material that was taken over from an earlier case of the applicant's."""


class Posted:
    """A posted form, read field by field; faults are gathered until `check` raises them together."""

    def __init__(self, request: PersonRequest) -> None:
        self.post = request.POST
        self.faults: dict[str, list[Message]] = {}
        self._request = request

    def fault(self, name: str, *messages: Message) -> None:
        """Note what is wrong with a field."""
        self.faults.setdefault(name, []).extend(messages)

    def words(self, name: str, *, longest: int = LONGEST) -> str:
        """Return a text without surrounding space; too long or with unprintable characters is a fault."""
        text = self.post.get(name, "").replace("\r\n", "\n").strip()
        for wrong in typed.unfit(text, longest):
            self.fault(name, wrong)
        return text

    def number(self, name: str) -> int:
        """Return a whole number, 0 for anything else; the act says what it takes, with all that is missing."""
        text = self.post.get(name, "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0

    def ticked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return self.post.get(name) in ("on", "true", "yes")

    def chosen(self, name: str) -> list[str]:
        """Return every posted value of a list; the caller knows which there can be."""
        return self.post.getlist(name)

    def offices(self, name: str) -> list[int]:
        """Return posted office ids; what is no number is left out and refused by the act."""
        return [
            int(value)
            for value in self.post.getlist(name)
            if value.isascii() and value.isdigit() and len(value) < 10
        ]

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """Return a day, or None for an empty field, a fault if it is `needed`; so is a day that nobody may mean."""
        text = self.post.get(name, "").strip()
        if not text and not needed:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            self.fault(name, _("请填写日期，如 2026-11-23"))
            return None
        return day

    def moment(self, day: str, hour: str) -> datetime | None:
        """Return the moment that two fields name in Shanghai's time, None for anything else; the caller says why."""
        try:
            found = datetime.fromisoformat(
                f"{self.post.get(day, '').strip()}T{self.post.get(hour, '').strip()}:00"
            )
        except ValueError:
            return None
        return found.replace(tzinfo=timekeeping.SHANGHAI) if found.year in YEARS else None

    def file(self, name: str) -> KeptFile | None:
        """Return the file of a field, chosen now or kept when the form was refused before; a bad one is a fault."""
        if name in self._kept.faults:
            self.fault(name, *self._kept.faults[name])
        return self._kept.last(name)

    def materials(
        self,
        version: ItemVersion | Composition,
        *,
        on_file: Mapping[str, CaseMaterial] | None = None,
    ) -> list[HandedIn]:
        """Return what was ticked, uploaded or taken over from `on_file` against the item's material list (D3-026)."""
        listed = [*version.materials, AUTHORISATION]
        known = on_file or {}
        found = (self._material(row["key"], row["name"], known.get(row["key"])) for row in listed)
        return [handed for handed in found if handed is not None]

    def check(self) -> None:
        """Raise Invalid with every fault found so far."""
        if self.faults:
            raise Invalid("input", _("有内容需要修改，请按提示更正后再提交。"), fields=self.faults)

    @cached_property
    def _kept(self) -> KeptFiles:
        return KeptFiles(self._request)

    def _material(self, key: str, name: str, on_file: CaseMaterial | None) -> HandedIn | None:
        scan, ticked = self.file(f"file-{key}"), self.ticked(f"have-{key}")
        if scan is None and not ticked:
            if on_file is None or not self.ticked(f"reuse-{key}"):
                return None
            return HandedIn(key, name, ON_FILE, on_file.copies, on_file.sha256, on_file.filename)
        form = self.post.get(f"form-{key}", "")
        copies = self._copies(key)
        checked = Checked.SAME.value if self.ticked(f"checked-{key}") else ""
        form = form if form in FORMS else "original"
        if scan is None:
            return HandedIn(key, name, form, copies, checked=checked)
        kind = form if ticked else "electronic"
        return HandedIn(key, name, kind, copies, scan.sha256, scan.filename, checked)

    def _copies(self, key: str) -> int:
        text = self.post.get(f"copies-{key}", "1").strip()
        if text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= MOST_COPIES:
            return int(text)
        self.fault(f"copies-{key}", _("份数应为 1 至 %(most)s 的整数。") % {"most": MOST_COPIES})
        return 1


def uuid(text: str) -> UUID | None:
    """Return the identifier written in a text, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def officers(posted: Posted) -> list[UUID]:
    """Return who acted together with the reader, as far as that is an identifier."""
    return [found for each in posted.chosen("officers") if (found := uuid(each))]


def parties(text: str) -> list[Party]:
    """Return interested third parties: one a line, the address behind a comma."""
    lines = (line.replace(",", "，").partition("，") for line in text.splitlines() if line.strip())
    return [Party(name.strip()[:100], address.strip()[:200]) for name, _comma, address in lines]
