"""Asking other machines over the net: the wide world only, HTTPS only, little and short.

The address that was really connected to is checked, not only the name, so that a name which
changes its answer between two look-ups opens nothing of the inner network.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from contextlib import closing
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

SECONDS = 5.0
MOST_BYTES = 64 * 1024
HOPS = 3  # redirects that a text may take
MOVED = (301, 302, 303, 307, 308)
NEVER = tuple(
    ipaddress.ip_network(net)
    for net in (
        "192.88.99.0/24",  # 6to4 relays
        "2001::/32",  # Teredo: carries an IPv4 address of anybody's choice
        "2002::/16",  # 6to4: the same
        "64:ff9b::/96",  # NAT64: the same
        "64:ff9b:1::/48",
    )
)


class NoAnswer(Exception):
    """The other machine gave no usable answer; one may try again later."""


class Forbidden(Exception):
    """The hub does not ask at such an address."""


class TooOften(NoAnswer):
    """The other machine asks us to wait so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"asked to wait {seconds} seconds")
        self.seconds = seconds


def is_open(address: str) -> bool:
    """Whether an IP address belongs to the wide world, to which the hub may turn."""
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_open(str(ip.ipv4_mapped))
        if ip.is_site_local:
            return False
    if any(ip.version == net.version and ip in net for net in NEVER):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def ask_json(address: str) -> Any:
    """The JSON that stands at the address. Redirects are not followed.

    Raises:
        Forbidden: not https on its own port, with a password in it, or not in the wide world;
            settings.ASKS_LOCALLY, which only tests set, permits http and any port and machine.
        TooOften: the other side answered 429.
        NoAnswer: no connection, another status than 200, too long, too slow, or not JSON.
    """
    body = _ask(address, "application/json", MOST_BYTES, hops=0)
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as trouble:
        raise NoAnswer(type(trouble).__name__) from trouble


def ask_text(address: str, kind: str, *, most_bytes: int = MOST_BYTES) -> str:
    """The text of that kind that stands at the address, as UTF-8.

    A redirect is followed HOPS times, each address checked as the first.

    Raises what ask_json raises.
    """
    return _ask(address, kind, most_bytes, hops=HOPS).decode("utf-8-sig", errors="replace")


def _ask(address: str, kind: str, most_bytes: int, *, hops: int) -> bytes:
    parts = _parts_of(address)
    connection = _connection(parts)
    watch = threading.Timer(SECONDS, _hang_up, [connection])
    watch.start()
    try:
        answer = _exchange(connection, parts, kind, most_bytes)
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise NoAnswer(type(trouble).__name__) from trouble
    finally:
        watch.cancel()
        connection.close()
    if isinstance(answer, bytes):
        return answer
    if hops == 0:
        raise NoAnswer("redirects too often")
    return _ask(_next(address, answer), kind, most_bytes, hops=hops - 1)


def _next(address: str, moved: str) -> str:
    try:
        return urljoin(address, moved)
    except ValueError as trouble:
        raise NoAnswer("redirects to no address") from trouble


def _parts_of(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
    except ValueError as trouble:
        raise Forbidden("not an address") from trouble
    _require_permitted(parts)
    return parts


def _require_permitted(parts: SplitResult) -> None:
    try:
        port = parts.port
    except ValueError as trouble:
        raise Forbidden("no such port") from trouble
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise Forbidden("not a plain address")
    if settings.ASKS_LOCALLY:
        return
    if parts.scheme != "https" or port not in (None, 443):
        raise Forbidden("only https on its own port")


def _exchange(
    connection: http.client.HTTPConnection, parts: SplitResult, kind: str, most_bytes: int
) -> bytes | str:
    """What stands there, or the address that it has moved to."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"Accept": kind})
    with closing(connection.getresponse()) as response:
        moved = response.getheader("Location")
        if response.status in MOVED and moved:
            return moved
        return _read(response, most_bytes)


def _read(response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    if response.status == 429:
        told = response.getheader("Retry-After") or ""
        raise TooOften(min(int(told), 86_400) if told.isdigit() else 600)
    if response.status != 200:
        raise NoAnswer(f"status {response.status}")
    body = response.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise NoAnswer("too long")
    return body


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host, port = str(parts.hostname), parts.port
    if parts.scheme == "https":
        return _CheckedEncrypted(host, port or 443, timeout=SECONDS, context=_context())
    return _Checked(host, port or 80, timeout=SECONDS)


class _Checked(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _open(self.host, self.port)


class _CheckedEncrypted(http.client.HTTPSConnection):
    def connect(self) -> None:
        self.sock = _context().wrap_socket(_open(self.host, self.port), server_hostname=self.host)


def _open(host: str, port: int) -> socket.socket:
    """A connection to the first address of the host that is open to us and answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    permitted = [place for *_, place in found if settings.ASKS_LOCALLY or is_open(str(place[0]))]
    if not permitted:
        raise Forbidden("the address is not in the wide world")
    for place in permitted:
        try:
            opened = socket.create_connection((str(place[0]), port), timeout=SECONDS)
        except OSError:
            continue
        if settings.ASKS_LOCALLY or is_open(opened.getpeername()[0]):
            return opened
        opened.close()
    raise OSError("nobody answers")


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """After SECONDS in all, also when the other side sends a byte now and then."""
    if connection.sock is not None:
        try:
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
        except OSError:
            pass  # it has ended by itself
