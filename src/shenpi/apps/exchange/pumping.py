"""The pump: new events become messages, messages travel, messages take effect."""

from shenpi.apps.exchange.consumption import consume
from shenpi.apps.exchange.relay import relay
from shenpi.apps.exchange.transport import transmit

ROUNDS = 8


def pump() -> int:
    """Move everything that can move, in bounded batches; return how many messages and events moved.

    What is consumed makes new events, so rounds follow until nothing moves or ROUNDS are over. Nothing new
    costs two cheap queries. Any number of processes may pump at once.
    """
    return settle() + transmit()


def settle() -> int:
    """Move what concerns this database alone (no network): a page calls it so that its person sees the result."""
    moved = 0
    for _round in range(ROUNDS):
        step = relay() + consume()
        moved += step
        if not step:
            break
    return moved
