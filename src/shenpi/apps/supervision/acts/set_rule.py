"""设置规则: decide a rule's ladder and parameters for everybody, an agency, or an item (D10-085)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.authority import require_supervisor
from shenpi.apps.supervision.models import RuleSetting
from shenpi.apps.supervision.rules import RULES
from shenpi.apps.supervision.rules.settings import moved, read


@transaction.atomic
def set_rule(
    rule: str,
    value: Mapping[str, Any],
    *,
    by: Person,
    reason: str,
    agency_code: str = "",
    item_code: str = "",
) -> RuleSetting:
    """Put a setting in force from now on; what was decided before stays on record.

    `value`: {"ladder": [[level, offset], …], "parameters": {…}, "enabled": bool} as in `rules/defaults.json`.
    Raises NotAllowed, Invalid for an unknown rule, a bad ladder or a missing reason.
    """
    require_supervisor(by)
    if rule not in RULES:
        raise Invalid("rule_unknown", _("没有这条规则。"))
    if not reason.strip():
        raise Invalid("reason_missing", _("请写明调整规则的理由。"), fields={"reason": [_("请写明理由")]})
    now = timekeeping.now()
    try:
        for _level, offset in read(value).ladder:
            moved(now, offset)
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(
            "ladder_wrong",
            _("级别或时间写法不对。级别为 warning、anomaly、yellow、red；时间如 -PT24H、PT0H、P1WD。"),
            fields={"ladder": [str(error)]},
        ) from None
    made = RuleSetting.objects.create(
        rule=rule,
        agency_code=agency_code,
        item_code=item_code,
        value=dict(value),
        reason=reason.strip(),
        person_id=by.pk,
        person_name=by.name,
        at=now,
    )
    sealing.seal([made])
    return made
