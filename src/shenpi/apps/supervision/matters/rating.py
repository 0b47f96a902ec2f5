"""Ratings as they count: taken into the tallies with the message, and out again when one is found untrue."""

from collections import Counter
from uuid import UUID

from shenpi.apps.supervision import tallies
from shenpi.apps.supervision.models import Rating

BAD = 2
"""This grade and the one below are returned to the office (国办发〔2019〕51号)."""


def count(rating: Rating) -> None:
    """Keep a new rating and count it (in the caller's transaction)."""
    rating.save(force_insert=True)
    tallies.write(Counter(), tallies.of_rating(rating))


def strike(rating_id: UUID) -> None:
    """Let a rating count no longer; it stays."""
    rating = Rating.objects.select_for_update().get(pk=rating_id)
    before = tallies.of_rating(rating)
    rating.struck = True
    rating.save(update_fields=["struck"])
    tallies.write(before, tallies.of_rating(rating))
