"""The providers that carry messages out, in the order in which they are asked: from the settings, or the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings

from shenpi.apps.notices.kinds import Channel
from shenpi.apps.notices.providers.base import Provider
from shenpi.apps.notices.providers.console import Console
from shenpi.apps.notices.providers.gateway import Gateway
from shenpi.apps.notices.providers.smtp import Smtp

_instead: ContextVar[tuple[Provider, ...] | None] = ContextVar("providers_instead", default=None)


@contextmanager
def using(*instead: Provider) -> Iterator[None]:
    """Let these providers carry every channel inside the block: for the demonstration and for tests."""
    token = _instead.set(instead)
    try:
        yield
    finally:
        _instead.reset(token)


def of(channel: str) -> list[Provider]:
    """Return the providers of a channel, the preferred first; none if there is none.

    Outside production a channel without a provider writes to the console, so that a desk needs no settings.
    """
    if (instead := _instead.get()) is not None:
        return list(instead)
    return list(_of(channel, settings.SHENPI_SMS_GATEWAYS, settings.SHENPI_SMTP_URL, settings.SHENPI_MODE))


def gateway(key: str) -> Gateway | None:
    """Return the gateway that signs with this key, or None."""
    found = [each for each in of(Channel.SMS) if isinstance(each, Gateway) and each.partner.key == key]
    return found[0] if found else None


@lru_cache(maxsize=8)
def _of(channel: str, gateways: tuple[str, ...], smtp: str, mode: str) -> tuple[Provider, ...]:
    found: list[Provider] = []
    if channel == Channel.SMS:
        found = [Gateway.at(url) for url in gateways]
    elif smtp:
        found = [Smtp.at(smtp, settings.SHENPI_MAIL_FROM)]
    return tuple(found) if found or mode == "production" else (Console(),)
