"""Publishing a process: the same bytes are the same version, and only what can run is published (D4-005)."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid5

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import ProcessVersion
from shenpi.apps.errors import Invalid
from shenpi.apps.timekeeping import now
from shenpi.core.process import ProcessError, compile_net, read_bpmn, template, template_keys

from .namespace import NAMESPACE


@transaction.atomic
def publish_process(key: str, bpmn: bytes) -> ProcessVersion:
    """Publish a BPMN file under `key` and return its version; bytes that are here already keep theirs.

    Raises Invalid with the element and the reason when the file cannot be read or compiled.
    """
    digest = sha256(bpmn).hexdigest()
    known = ProcessVersion.objects.filter(key=key, sha256=digest).first()
    if known is not None:
        return known
    try:
        model = read_bpmn(bpmn)
        compile_net(model)
    except ProcessError as error:
        raise Invalid(
            "catalogue.bpmn",
            _("流程图不能发布，请按说明修改。"),
            fields={error.element_id: [error.zh if (get_language() or "zh").startswith("zh") else error.en]},
        ) from error
    last = ProcessVersion.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0
    return ProcessVersion.objects.create(
        id=uuid5(NAMESPACE, f"process:{key}:{digest}"),
        key=key,
        version=last + 1,
        name=model.processes[0].name or key,
        bpmn=bpmn.decode("utf-8"),
        sha256=digest,
        published_at=now(),
    )


def load_processes() -> dict[str, ProcessVersion]:
    """Publish the shipped templates and return them by key. Idempotent."""
    return {key: publish_process(key, template(key)) for key in template_keys()}
