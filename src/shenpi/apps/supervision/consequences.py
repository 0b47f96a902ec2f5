"""What red records of one calendar year lead to (requirements D3-069 to D3-071), as data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_PERSON: tuple[tuple[int, Promise], ...] = (
    (2, _("本人本年度不参与评优")),  # D3-069
    (3, _("调离原岗位")),  # D3-070
)
OF_OFFICE: tuple[tuple[int, Promise], ...] = ((5, _("本处室本年度内不得参与评优")),)  # D3-071


def of_person(red: int) -> list[Promise]:
    """Return what `red` records in a year lead to for a person, mildest first."""
    return [words for threshold, words in OF_PERSON if red >= threshold]


def of_office(red: int) -> list[Promise]:
    """Return what `red` records in a year lead to for an office."""
    return [words for threshold, words in OF_OFFICE if red >= threshold]
