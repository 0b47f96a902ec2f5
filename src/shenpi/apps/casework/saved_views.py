"""Saved views of the work list: a name for a set of filters, each person's own."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import typed
from shenpi.apps.casework.models import SavedView
from shenpi.apps.casework.saved_view_models import LONGEST_NAME
from shenpi.apps.errors import Invalid, worded
from shenpi.apps.organisation.models import Person

MOST = 20


def of(person: Person) -> list[SavedView]:
    """Return a person's views in the order in which they were made."""
    return list(SavedView.objects.filter(person=person).order_by("id")[:MOST])


@transaction.atomic
def keep(*, by: Person, name: str, filters: Mapping[str, str]) -> SavedView:
    """Keep filters under a name; a name that is there already gets the new filters. Raises Invalid."""
    name = name.strip()
    if not name or typed.unfit(name, LONGEST_NAME):
        words = worded(_("请给视图起一个不超过 %(count)s 个字的名称。"), count=LONGEST_NAME)
        raise Invalid("view_name", words, fields={"name": [words]})
    if not any(filters.values()):
        raise Invalid("view_empty", _("请先选择筛选条件，再保存为视图。"))
    known = SavedView.objects.filter(person=by)
    if known.count() >= MOST and not known.filter(name=name).exists():
        words = worded(_("最多保存 %(count)s 个视图，请先删除不用的。"), count=MOST)
        raise Invalid("views_full", words)
    chosen = {key: value for key, value in filters.items() if value}
    view, _made = SavedView.objects.update_or_create(person=by, name=name, defaults={"filters": chosen})
    return view


def forget(view_id: UUID, *, by: Person) -> None:
    """Delete one of a person's own views; somebody else's stays."""
    SavedView.objects.filter(pk=view_id, person=by).delete()
