"""登记委托: a filing agent records what a resident entrusted to him in writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import mandate_form, numbering
from shenpi.apps.applications.acts.upload import Upload
from shenpi.apps.applications.mandate_models import Mandate
from shenpi.apps.errors import NotAllowed, NotFound
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import Role
from shenpi.core.identifiers import hash_query_code


@dataclass(frozen=True)
class Recorded:
    """The mandate and, for the resident's slip, its code."""

    mandate: Mandate
    code: str


@transaction.atomic
def record_mandate(token: UUID, *, by: Person, values: Mapping[str, Any], file: Upload | None) -> Recorded:
    """Record a resident's authorisation with its paper (D2-015; 行政许可法 art. 29).

    The same token again answers with the same mandate. Raises NotAllowed without an agent's post, Invalid, NotFound.
    """
    mandate = Mandate.objects.filter(pk=token).first()
    if mandate is None:
        office = _office(by)
        said = mandate_form.cleaned(values, file)
        now = timekeeping.now()
        number = numbering.next_number(now)
        told = {
            "number": number,
            "code_hash": hash_query_code(numbering.query_code(token), number),
            "agent": by,
            "office": office,
            "recorded_at": now,
        }
        mandate, _made = Mandate.objects.get_or_create(id=token, defaults=told | said)
    if mandate.agent_id != by.pk:
        raise NotFound("mandate", _("没有找到这份委托。"))
    return Recorded(mandate, numbering.query_code(token))


def _office(by: Person) -> str:
    """Return where the agent has his post."""
    now = timekeeping.now()
    held = [each for each in organisation.own_posts(by, now) if each.role == Role.FILING_AGENT]
    if not held:
        raise NotAllowed(
            "not_an_agent", _("您现在没有代办员的岗位，不能登记委托。请联系本单位的系统管理员。")
        )
    return f"{held[0].office.agency.name}{held[0].office.name}"
