"""What may be begun upon a certificate, with the forms that begin it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts, certificate_queries, intake_queries
from shenpi.apps.documents.standing import Purpose
from shenpi.apps.errors import NotFound
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.refused import NOTHING, Refused

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case


@dataclass(frozen=True)
class Offer:
    """A form on the certificate's page that begins a case; `part` is the template of its fields."""

    key: str
    label: Promise
    consequence: Promise
    perform: Callable[[StaffRequest, UUID], Case]
    part: str


@dataclass(frozen=True)
class Sheet:
    """An offer's form on the page; after a refusal with everything that was typed into it."""

    deed: Offer
    refused: Refused = NOTHING

    @property
    def prefix(self) -> str:
        return self.deed.key

    @property
    def open(self) -> bool:
        return self.refused.refusal is not None


def sheet(purpose: str, said: Refused) -> Sheet:
    """Return the form of a purpose, with what was refused if it was this one."""
    return Sheet(OFFERS[purpose], said if said.deed == purpose else NOTHING)


def find(purpose: str) -> Offer:
    """Return the offer of a purpose. Raises NotFound."""
    if purpose not in OFFERS:
        raise NotFound("no_such_beginning", _("没有这种办法。请刷新页面。"))
    return OFFERS[purpose]


def _applied(purpose: str, *names: str) -> Callable[[StaffRequest, UUID], Case]:
    def apply(request: StaffRequest, certificate_id: UUID) -> Case:
        posted = Posted(request)
        form = {name: words for name in names if (words := posted.words(name, longest=500))}
        issued = certificate_queries.file(request.holdings, certificate_id).issued_by
        known = intake_queries.on_file(issued)
        handed = posted.materials(certificate_queries.version(issued), on_file=known)
        posted.check()
        return acts.apply_on_certificate(
            certificate_id, purpose, by=request.user, form=form, materials=handed
        )

    return apply


def _revocation(request: StaffRequest, certificate_id: UUID) -> Case:
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("reason", "basis")}
    ground = posted.words("ground", longest=20)
    posted.check()
    return acts.propose_revocation(certificate_id, by=request.user, ground=ground, **said)


def _recall(request: StaffRequest, certificate_id: UUID) -> Case:
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("reason", "basis", "compensation")}
    ground = posted.words("ground", longest=24)
    posted.check()
    return acts.propose_recall(certificate_id, by=request.user, ground=ground, **said)


def _cancellation(request: StaffRequest, certificate_id: UUID) -> Case:
    posted = Posted(request)
    ground, reason = posted.words("ground", longest=20), posted.words("reason")
    posted.check()
    return acts.propose_cancellation(certificate_id, by=request.user, ground=ground, reason=reason)


OFFERS: Mapping[str, Offer] = {
    Purpose.RENEWAL: Offer(
        Purpose.RENEWAL,
        _("收取延续申请"),
        _("出具接件凭证；有效期届满前须作出决定，逾期未决定的，视为准予延续。"),
        _applied(Purpose.RENEWAL, "statement"),
        "renewal",
    ),
    Purpose.CHANGE: Offer(
        Purpose.CHANGE,
        _("收取变更申请"),
        _("出具接件凭证；准予变更的换发证件，原证件作废。"),
        _applied(Purpose.CHANGE, "holder", "subject", "after", "reason"),
        "change",
    ),
    Purpose.REVOCATION: Offer(
        Purpose.REVOCATION,
        _("提请撤销"),
        _("出具撤销事先告知书，持证人五个工作日内可以陈述申辩；由领导决定。"),
        _revocation,
        "propose_revocation",
    ),
    Purpose.RECALL: Offer(
        Purpose.RECALL,
        _("提请撤回"),
        _("出具撤回事先告知书，持证人五个工作日内可以陈述申辩；由领导决定，并依法补偿。"),
        _recall,
        "propose_recall",
    ),
    Purpose.CANCELLATION: Offer(
        Purpose.CANCELLATION,
        _("提请注销"),
        _("由科室负责人审核、领导决定；决定后证件作废。"),
        _cancellation,
        "propose_cancellation",
    ),
}
