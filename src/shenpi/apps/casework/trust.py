"""Who may be trusted with a promise: not who broke one within the last two years (国办发〔2020〕42号)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework.models import Proceeding
from shenpi.apps.errors import Refusal

BROKEN = ("lapsed", "broken")
YEARS = 2


def trusted(applicant: dict[str, Any], now: datetime) -> bool:
    """Tell whether the applicant kept what was promised so far."""
    kinds = (Proceeding.Kind.GAP, Proceeding.Kind.COMMITMENT)
    broken = Proceeding.objects.filter(kind__in=kinds, outcome__in=BROKEN, ended_at__gte=_years_before(now))
    number = applicant.get("id_number", "")
    same = {"case__applicant__id_number": number} if number else {"case__applicant__name": applicant["name"]}
    return not broken.filter(**same).exists()


def guard(applicant: dict[str, Any], now: datetime) -> None:
    """Refuse a promise by somebody who did not keep an earlier one. Raises Refusal."""
    if not trusted(applicant, now):
        raise Refusal(
            "promise_broken_before",
            _("申请人两年内有未履行的承诺，不适用容缺受理和告知承诺。请提交材料。"),
        )


def _years_before(moment: datetime) -> datetime:
    """Return the same day and hour two years ago; of 29 February the day before."""
    year = moment.year - YEARS
    return (
        moment.replace(year=year)
        if (moment.month, moment.day) != (2, 29)
        else moment.replace(year=year, day=28)
    )
