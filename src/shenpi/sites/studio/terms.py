"""Refusals that more than one page answers."""

from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound


def unknown_process() -> NotFound:
    """There is no such process."""
    return NotFound("process_unknown", _("没有这个流程。"))
