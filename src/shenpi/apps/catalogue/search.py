"""Search that finds two-character Chinese words on both databases, best match first."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from shenpi.apps.grams import asked, grams
from shenpi.apps.organisation.models import Agency

from .models import Item, SearchGram

_LONGEST_QUESTION = 60


def search(text: str, *, agency: Agency | int | None = None, theme: str | None = None) -> QuerySet[Item]:
    """Return the items that hold every word of `text`, in name, agency or the name's parts; exact names first.

    Among equal matches those that can be applied for online come first, then those for the window, then guides.
    A question in letters, digits and hyphens also finds item codes that begin with it. An empty question finds
    everything. Secret items are never found (D10-057). Narrowed by `agency` and `theme` when given.
    """
    found = Item.objects.select_related("agency", "current").filter(secret_since=None)
    if agency is not None:
        found = found.filter(agency=agency)
    if theme:
        found = found.filter(theme=theme)
    if not text.strip():
        return found.annotate(reach=_REACH).order_by("reach", "id")
    text = text.replace("\x00", " ").strip()[:_LONGEST_QUESTION]
    wanted = asked(text)
    if not wanted:
        return found.none()
    matches = Q(pk__in=_holders(wanted))
    if text.isascii() and len(text) >= 3:
        matches |= Q(code__startswith=text.upper())
    return found.filter(matches).annotate(rank=_rank(text), reach=_REACH).order_by("rank", "reach", "id")


@transaction.atomic
def index(items: Iterable[Item]) -> None:
    """Make the grams of these items anew; call it when names, agencies or themes change."""
    items = list(items)
    SearchGram.objects.filter(item__in=items).delete()
    rows = [(item.pk, gram) for item in items for gram in sorted(grams([item.name, item.agency.name]))]
    with connection.cursor() as cursor:  # a catalogue has 40 000 of them: no objects are made for them
        cursor.executemany("INSERT INTO catalogue_searchgram (item_id, gram) VALUES (%s, %s)", rows)


def _holders(wanted: set[str]) -> list[int]:
    """Return the items that hold all grams.

    A statement of its own: as a subquery PostgreSQL may choose to count anew for every item (seconds, not
    milliseconds) while it has no statistics yet.
    """
    counted = SearchGram.objects.filter(gram__in=wanted).values("item").annotate(hits=Count("id"))
    return list(counted.filter(hits=len(wanted)).values_list("item", flat=True))


_REACH = Case(
    When(current__online=True, then=Value(0)),
    When(current__at_window=True, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
"""How far an item is open: online, at the window, or a guide to read only."""


def _rank(text: str) -> Case:
    return Case(
        When(name__iexact=text, then=Value(0)),
        When(name__istartswith=text, then=Value(1)),
        When(name__icontains=text, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
