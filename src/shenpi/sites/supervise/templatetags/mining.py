"""What the pages of process mining say of times, shares and deviations."""

from django import template

from shenpi.core.process.conformance import Move
from shenpi.sites.supervise import mining_words

register = template.Library()


@register.filter
def span(seconds: float | None) -> str:
    """Say a span of time in words."""
    return mining_words.span(seconds)


@register.filter
def percent(share: float) -> str:
    """12.3 %, of a share of one."""
    return f"{share * 100:.1f}%"


@register.filter
def deviation_words(move: Move) -> str:
    """Say what kind of deviation a move is."""
    return mining_words.deviation(move)
