"""涉密事项: nothing of it is filed, received or kept here (D10-057)."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Refusal, worded

from .models import Item


def refusal(item: str, agency: str) -> Refusal:
    """Return what everybody is told who comes with a secret item: where to go instead."""
    words = _("“%(item)s”属于涉密事项，一律不在网上和本系统办理。请按保密规定到%(agency)s当面办理。")
    return Refusal("secret_item", worded(words, item=item, agency=agency))


def require_open(version_id: UUID) -> None:
    """Raise Refusal when the version's item is secret, as it stands now in the database."""
    secret = Item.objects.filter(versions=version_id, secret_since__isnull=False)
    if (item := secret.select_related("agency").first()) is not None:
        raise refusal(item.name, item.agency.full_name)
