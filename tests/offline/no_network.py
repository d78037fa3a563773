"""Refuses every connection and every look-up of a name in the process that imports this."""

import sys
from typing import Any

_SENDS = {"socket.connect", "socket.sendmsg", "socket.sendto"}
_LOOK_UPS = {
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.getnameinfo",
}


class NetworkRefused(BaseException):
    """No ``except Exception`` of a library hides it."""


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in _LOOK_UPS or (event in _SENDS and _is_internet(args[0])):
        raise NetworkRefused(f"{event} {args[-1]!r}")


def _is_internet(end: Any) -> bool:
    from socket import AF_INET, AF_INET6

    # Windows has no other socket pair for asyncio than one over the loopback.
    pair = "socketpair" in sys._getframe(2).f_code.co_name
    return end.family in (AF_INET, AF_INET6) and not pair


sys.addaudithook(_refuse)
