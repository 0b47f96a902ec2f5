"""A brake on guessing: so many tries in so many minutes from one address, counted in this process's cache."""

from __future__ import annotations

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Refusal

TRIES = 20
SECONDS = 15 * 60


class TooOften(Refusal):
    """Too many failed tries; the person may come back later."""

    status = 429


def check(name: str, request: HttpRequest) -> None:
    """Raise TooOften when this address has failed too often at `name`."""
    if cache.get(_key(name, request), 0) >= TRIES:
        raise TooOften("too_often", _("连续输错次数太多，请 15 分钟后再试，或到窗口查询。"))


def failed(name: str, request: HttpRequest) -> None:
    """Count one failure; the count begins anew some minutes after the first."""
    cache.add(_key(name, request), 0, SECONDS)
    cache.incr(_key(name, request))


def _key(name: str, request: HttpRequest) -> str:
    return f"throttle:{name}:{get_client_ip_address(request)}"
