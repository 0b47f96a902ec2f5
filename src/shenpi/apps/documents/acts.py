"""Putting an agency's documents in its own words: an administrator words them, a central office consents (D10-075)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.documents import fonts, samples, wording
from shenpi.apps.documents.models import WordingConsent, WordingVersion
from shenpi.apps.documents.typesetting import NotPrintable
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.organisation.acts.record import record
from shenpi.apps.organisation.administering import agencies
from shenpi.apps.organisation.models import Agency, Person
from shenpi.apps.organisation.queries import holdings

LONGEST_REASON = 200


def set_wording(
    agency: Agency, kind: str, typed: Mapping[str, str], *, after: int, reason: str, by: Person
) -> WordingVersion:
    """Hand in new words for an agency's documents of a kind; they are in force once consented to (`consent_wording`).

    `after` is the number of the version that was changed (0: the packaged words). Raises NotAllowed (on record)
    unless `by` administers the agency; Invalid, also for a character that no font has; Stale when somebody was first.
    """
    now = timekeeping.now()
    if agency not in agencies(by, now):
        record("wording.refused", by=by, subject=agency.pk, at=now, kind=kind)
        raise NotAllowed("not_administrator", _("文书用语由本机关的系统管理员调整。"))
    passages, reason = checked(agency, kind, typed), reason.strip()
    _require_reason(reason)
    stale = Stale("wording_changed", _("别人刚刚保存了新的用语。请刷新页面，看过以后再改。"))
    latest = WordingVersion.objects.filter(agency=agency, kind=kind).order_by("-number").first()
    if (latest.number if latest else 0) != after:
        raise stale
    if passages == (latest.passages if latest else {}):
        raise Invalid("wording_same", _("用语没有变化，不用保存。"))
    version = WordingVersion(
        agency=agency, kind=kind, number=after + 1, passages=passages, reason=reason, by=by, at=now
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
            told = {"agency": agency.code, "kind": kind, "number": version.number, "reason": reason}
            record("wording.set", by=by, subject=version.pk, at=now, **told)
    except IntegrityError as error:
        raise stale from error
    return version


def consent_wording(version_id: UUID, *, by: Person, agreed: bool, reason: str = "") -> WordingConsent:
    """Let the words be in force from now on, or give them back with a reason; issued documents keep their own.

    Only the latest version of a kind is consented to, once, by the reform office, or by the legal office of another
    agency, and never by its author (D10-071, D10-075). Raises NotFound, NotAllowed, Invalid, Stale.
    """
    now, reason = timekeeping.now(), reason.strip()
    with transaction.atomic():
        version = WordingVersion.objects.select_for_update(of=("self",)).filter(pk=version_id).first()
        if version is None:
            raise NotFound("wording_unknown", _("没有这一版用语。"))
        if not wording.may_consent(holdings(by, now), version):
            raise NotAllowed(
                "wording_not_yours", _("用语由审改部门或者其他机关的法制部门审核，起草人不能审核自己的。")
            )
        if not (agreed or reason) or len(reason) > LONGEST_REASON:
            words = _("退回的要写明理由，最多 %(most)s 个字。") % {"most": LONGEST_REASON}
            raise Invalid("consent_reason", words, fields={"reason": [words]})
        later = WordingVersion.objects.filter(
            agency_id=version.agency_id, kind=version.kind, number__gt=version.number
        )
        if later.exists() or WordingConsent.objects.filter(pk=version.pk).exists():
            raise Stale("wording_decided", _("这一版已经审核，或者已经有了更新的一版。请刷新页面。"))
        consent = WordingConsent.objects.create(version=version, agreed=agreed, reason=reason, by=by, at=now)
        told = {"kind": version.kind, "number": version.number, "agreed": agreed, "reason": reason}
        record("wording.consented", by=by, subject=version.pk, at=now, **told)
    return consent


def checked(agency: Agency, kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the passages as they would be kept, after one sample was typeset with every character. Raises Invalid."""
    passages = wording.chosen(kind, typed)
    if faults := wording.faults(passages):
        raise _wrong(faults)
    try:
        samples.pdf(agency, kind, passages)
    except NotPrintable as failure:
        hit = {code: [failure.message] for code, text in passages.items() if set(text) & set(failure.signs)}
        raise _wrong(hit) from failure
    except fonts.FontsMissing as failure:
        raise Invalid(
            "wording_unchecked", _("本机没有安装文书字体，不能检查用语。请先安装字体。")
        ) from failure
    return passages


def _require_reason(reason: str) -> None:
    if not reason:
        raise _wrong({"reason": [_("请写明为什么调整")]})
    if len(reason) > LONGEST_REASON:
        raise _wrong({"reason": [_("最多 {count} 个字").format(count=LONGEST_REASON)]})


def _wrong(faults: Mapping[str, Sequence[str | Promise]]) -> Invalid:
    return Invalid("wording_wrong", _("用语还不能使用，请改正后再保存。"), fields=faults)
