"""Variants: the different courses that cases took, and how often."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Variant(NamedTuple, Generic[T]):
    """A course and the number of cases that took it."""

    course: T
    cases: int


def variants(courses: Iterable[T]) -> list[Variant[T]]:
    """Count equal courses, the most frequent first; equally frequent ones in the order of their first case."""
    return [Variant(course, cases) for course, cases in Counter(courses).most_common()]
