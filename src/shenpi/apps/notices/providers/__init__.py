"""The providers that carry messages out, in the order in which they are asked: from the settings, or the console."""

from functools import lru_cache

from django.conf import settings

from shenpi.apps.notices.kinds import Channel
from shenpi.apps.notices.providers.base import Provider
from shenpi.apps.notices.providers.console import Console
from shenpi.apps.notices.providers.gateway import Gateway
from shenpi.apps.notices.providers.smtp import Smtp


def of(channel: str) -> list[Provider]:
    """Return the providers of a channel, the preferred first; none if there is none.

    Outside production a channel without a provider writes to the console, so that a desk needs no settings.
    """
    return list(_of(channel, settings.SHENPI_SMS_GATEWAYS, settings.SHENPI_SMTP_URL, settings.SHENPI_MODE))


def gateway(key: str) -> Gateway | None:
    """Return the gateway that signs with this key, or None."""
    found = [each for each in of(Channel.SMS) if isinstance(each, Gateway) and each.key == key]
    return found[0] if found else None


@lru_cache(maxsize=8)
def _of(channel: str, gateways: tuple[str, ...], smtp: str, mode: str) -> tuple[Provider, ...]:
    found: list[Provider] = []
    if channel == Channel.SMS:
        found = [Gateway.at(url) for url in gateways]
    elif smtp:
        found = [Smtp.at(smtp, settings.SHENPI_MAIL_FROM)]
    return tuple(found) if found or mode == "production" else (Console(),)
