"""Publishing a version: from now on it is what the public reads and what new cases are handled by (D3-005, D10-042)."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import exchange
from shenpi.apps.catalogue.message import item_published
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.catalogue.publication import objections
from shenpi.apps.errors import Invalid, Message, NotAllowed, Refusal, Stale
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.timekeeping import now


@transaction.atomic
def publish_version(*, by: Person | None, version: ItemVersion) -> ItemVersion:
    """Freeze the version, make it the item's current one, tell the other zones, keep who did it (D5-004).

    `by=None` is the system loading packaged data. Raises NotAllowed without the right to publish; Stale if it is
    published already; Refusal for an item with state secrets (D10-057); Invalid with every objection
    (`publication.objections`) by its place.
    """
    moment = now()
    if by is not None and not holdings(by, moment).may("publish_version"):
        raise NotAllowed("catalogue.may_not_publish", _("您没有发布事项的权限，请联系审改人员。"))
    version = (
        ItemVersion.objects.select_for_update(of=("self",))
        .select_related("item__agency", "process")
        .get(pk=version.pk)
    )
    if version.published_at is not None:
        raise Stale("catalogue.published", _("该版本已经发布，不能再改；请另拟新版本。"))
    if version.item.is_secret:
        raise Refusal("catalogue.secret", _("涉及保密信息的事项一律不上网办理，不能发布。"))
    found: defaultdict[str, list[Message]] = defaultdict(list)
    for place, objection in objections(version):
        found[place].append(objection)
    if found:
        raise Invalid("catalogue.incomplete", _("还不能发布，请按提示补全。"), fields=found)
    version.published_at = moment
    version.save(update_fields=["published_at"])
    version.item.current = version
    version.item.save(update_fields=["current"])
    record(
        "catalogue.version_published",
        by=by,
        subject=version.pk,
        at=moment,
        item=version.item.code,
        number=version.number,
    )
    exchange.send(item_published(version))
    return version
