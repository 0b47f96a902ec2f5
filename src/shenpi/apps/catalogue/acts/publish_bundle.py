"""Publishing a bundle: several items that can be filed for at once from now on, told to the public zone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from shenpi.apps import exchange
from shenpi.apps.catalogue import bundles, packaged
from shenpi.apps.catalogue.bundle_models import Bundle, BundleVersion
from shenpi.apps.catalogue.message import bundle_published
from shenpi.apps.errors import Invalid, Message, NotAllowed
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.timekeeping import now

from .namespace import NAMESPACE


@transaction.atomic
def publish_bundle(definition: Mapping[str, Any], *, by: Person | None) -> BundleVersion:
    """Make the next version of a bundle from its definition (`data/bundles`), the one that counts from now on.

    The same definition is the same version, in every zone. `by=None` is the system loading packaged data. Raises
    NotAllowed without the right to publish; Invalid with every objection; Refusal for an item that is not published.
    """
    moment = now()
    if by is not None and not holdings(by, moment).may("publish_version"):
        raise NotAllowed("catalogue.may_not_publish", _("您没有发布事项的权限，请联系审改人员。"))
    told = json.dumps(definition, ensure_ascii=False, sort_keys=True)
    version_id = uuid5(NAMESPACE, f"{definition['code']}:{sha256(told.encode()).hexdigest()}")
    known = BundleVersion.objects.filter(pk=version_id).first()
    if known is not None:
        return known
    bundle, _made = Bundle.objects.select_for_update().get_or_create(code=definition["code"])
    bundle.name = definition["name"]
    last = bundle.versions.aggregate(last=Max("number"))["last"] or 0
    version = BundleVersion(
        id=version_id,
        bundle=bundle,
        number=last + 1,
        published_at=moment,
        summary=definition["summary"],
        items=definition["items"],
        answers=definition["answers"],
        materials=definition["materials"],
    )
    found: defaultdict[str, list[Message]] = defaultdict(list)
    for place, objection in bundles.objections(version, bundles.composed(version)):
        found[place].append(objection)
    if found:
        raise Invalid("catalogue.bundle_wrong", _("还不能发布，请按提示改正。"), fields=found)
    version.save(force_insert=True)
    bundle.current = version
    bundle.save()
    record(
        "catalogue.bundle_published",
        by=by,
        subject=version.pk,
        at=moment,
        code=bundle.code,
        number=version.number,
    )
    exchange.send(bundle_published(version))
    return version


def load_bundles() -> list[BundleVersion]:
    """Publish the packaged bundles and return them. Idempotent; needs the worked items (`load_worked_items`)."""
    return [publish_bundle(each, by=None) for each in packaged.bundles()]
