"""An address of this machine to listen on."""

from __future__ import annotations

import socket


class CannotListen(Exception):
    """The address is none of this machine's, or its port is another's."""


def listener(host: str, port: int) -> socket.socket:
    """A bound socket; raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle off only where it is: 40 ms a request otherwise.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise CannotListen(f"{host} port {port}: {error.strerror}") from None
    return bound
