"""The roles a post can give (D3, D10-040) and the words that mark an opinion signed for another."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a post makes of its holder; the rights of each are data in `rights.py`."""

    ACCEPTOR = "acceptor", _("窗口受理人员")
    HANDLER = "handler", _("承办人")
    OFFICE_HEAD = "office_head", _("科室负责人")
    LEADER = "leader", _("分管领导")
    SUPERVISOR = "supervisor", _("监察人员")
    INSPECTOR = "inspector", _("部门监察人员")
    LEGAL = "legal", _("法制审核人员")
    REFORM = "reform", _("审改人员")
    DESIGNER = "designer", _("流程设计人员")
    SECRETARY = "secretary", _("会议秘书")
    CASHIER = "cashier", _("收费人员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    FILING_AGENT = "filing_agent", _("代办员")
    APPLICANT = "applicant", _("申请人")


OUTSIDE: frozenset[str] = frozenset({Role.FILING_AGENT})
"""Posts outside the handling of cases: their holders file for residents and see what they filed, no more (D2-015)."""


class DelegationKind(models.TextChoices):
    """Why one person signs for another."""

    AUTHORISED = "authorised", _("授权")
    """The absent person names whom he likes (D3-022)."""
    STANDBY = "standby", _("AB岗代理")
    """The A-post hands over to its B-post (D3-024)."""


SELF = "self"
"""Capacity of a person acting under a post of his own."""


def marker(kind: str) -> str:
    """Return the word shown beside the signer's name.

    D3-023 fixes 授权. The word of D3-025 is lost in the source text; 代理 is its most probable reading, and
    `SHENPI_STANDBY_MARKER` in the settings changes it for new delegations.
    """
    if kind == DelegationKind.STANDBY:
        return getattr(settings, "SHENPI_STANDBY_MARKER", "代理")
    return "授权"
