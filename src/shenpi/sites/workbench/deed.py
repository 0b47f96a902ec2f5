"""A button on the case page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from shenpi.sites.workbench.performing import Perform
    from shenpi.sites.workbench.performing_beside import Begin


@dataclass(frozen=True)
class Deed:
    """A button: its verb, what it brings about, and the act behind it. `part` is the template of its fields.

    `right` is the right that it needs, where that has another name than the deed.
    """

    key: str
    label: Promise
    consequence: Promise
    perform: Perform
    part: str = ""
    danger: bool = False
    right: str = ""


@dataclass(frozen=True)
class Beginning:
    """A form on the case page that belongs to no task; `part` is the template of its fields.

    `kind` is the proceeding that it begins and that must not be running, if it begins one.
    """

    key: str
    kind: str
    label: Promise
    consequence: Promise
    perform: Begin
    part: str
