"""A new matter gets the next number of its kind and year."""

from shenpi.apps import timekeeping
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.models import Matter


def numbered(matter: Matter) -> Matter:
    """Save a new matter under the next number (in the caller's transaction)."""
    sealing.alone()  # so that numbers follow each other
    matter.year = timekeeping.local(matter.opened_at).year
    last = Matter.objects.filter(kind=matter.kind, year=matter.year).order_by("-serial").first()
    matter.serial = last.serial + 1 if last else 1
    matter.save(force_insert=True)
    return matter
