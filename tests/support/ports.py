"""A loopback port to serve on, which no other process of the machine is given meanwhile."""

from socket import SO_REUSEADDR, SOL_SOCKET, socket

_held: list[socket] = []


def free_port() -> int:
    """Return a port that is ours while this process lives: bound and not listened on, which stops no server there."""
    held = socket()
    held.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    _held.append(held)
    return int(held.getsockname()[1])
