"""What an administrator does with documents: put an agency's passages in its own words (D10-075)."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.documents import fonts, samples, wording
from shenpi.apps.documents.models import WordingVersion
from shenpi.apps.documents.typesetting import NotPrintable
from shenpi.apps.errors import Invalid, NotAllowed, Stale
from shenpi.apps.organisation.acts.record import record
from shenpi.apps.organisation.administering import agencies
from shenpi.apps.organisation.models import Agency, Person

LONGEST_REASON = 200


def set_wording(
    agency: Agency, kind: str, typed: Mapping[str, str], *, after: int, reason: str, by: Person
) -> WordingVersion:
    """Give an agency's documents of a kind new words from now on; what was issued before keeps its own.

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
    latest = wording.in_force(agency.pk, kind, now)
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
