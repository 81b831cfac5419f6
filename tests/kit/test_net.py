"""The hub asks the wide world only, whatever a name or an address pretends."""

import socket
import threading
import time

import pytest

from eduhub.kit import net

INNER = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254"),
    *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170"),
    *("192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.9"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:192.88.99.1"),
    *("::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1"),
    *("100::1", "2001::1", "2001:db8::1", "2001:10::1", "2002:7f00:1::", "2002:a00:1::1"),
    *("fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1"),
]
OUTER = ["1.1.1.1", "8.8.8.8", "193.166.3.2", "2606:4700:4700::1111", "2a00:1450:4026::200e"]


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_not_open(address):
    assert not net.is_open(address)


@pytest.mark.parametrize("address", OUTER)
def test_the_wide_world_is_open(address):
    assert net.is_open(address)
    if "." in address:
        assert net.is_open(f"::ffff:{address}")


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.org/", "ftp://example.org/", "file:///etc/passwd", "//example.org/"),
        *("https://example.org:8443/", "https://example.org:0/", "https://example.org:99999/"),
        *("https://me@example.org/", "https://me:secret@example.org/", "https://", "", "gopher:"),
    ],
)
def test_only_plain_https_is_asked(address):
    with pytest.raises(net.Forbidden):
        net.ask_json(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0", "2130706433", "0x7f.1", "127.1"]
)
def test_no_name_leads_inside(host):
    with pytest.raises((net.Forbidden, net.NoAnswer)) as refusal:
        net.ask_json(f"https://{host}/")
    assert refusal.type is net.Forbidden or "gaierror" in str(refusal.value)


def test_a_name_that_changes_its_answer_opens_nothing(monkeypatch):
    """Permitted at the look-up, inner when connected to: what was connected to decides."""
    outside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **rest: outside)
    server = socket.create_server(("127.0.0.1", 0))
    inside = server.getsockname()
    real = socket.socket

    def connect(address, timeout):
        opened = real(socket.AF_INET, socket.SOCK_STREAM)
        opened.connect(inside)
        return opened

    monkeypatch.setattr(socket, "create_connection", connect)
    with server, pytest.raises(net.NoAnswer):
        net.ask_json("https://rebinding.example/")


def answering(*parts: bytes, pause: float = 0):
    """A server for one caller that sends these bytes, one after the other."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        caller, _place = server.accept()
        with caller, server:
            caller.recv(4096)
            try:
                for part in parts:
                    caller.sendall(part)
                    time.sleep(pause)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    return f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.fixture
def locally(settings):
    settings.ASKS_LOCALLY = True


def test_an_answer_is_read(locally):
    address = answering(b'HTTP/1.0 200 OK\r\n\r\n{"a": 1}')
    assert net.ask_json(address) == {"a": 1}


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n",
        b"HTTP/1.0 301 Moved\r\nLocation: https://example.org/\r\n\r\n",
        b"HTTP/1.0 500 Oops\r\n\r\n{}",
        b"HTTP/1.0 404 None\r\n\r\n{}",
        b"HTTP/1.0 200 OK\r\n\r\nnot json",
        b"HTTP/1.0 200 OK\r\n\r\n" + b" " * (net.MOST_BYTES + 1),
        b"nonsense\r\n\r\n",
        b"",
    ],
)
def test_what_is_no_answer_is_told_as_such(locally, answer):
    with pytest.raises(net.NoAnswer):
        net.ask_json(answering(answer))


@pytest.mark.parametrize(("told", "seconds"), [(b"7", 7), (b"soon", 600), (b"999999999", 86_400)])
def test_a_busy_machine_says_how_long_to_wait(locally, told, seconds):
    address = answering(b"HTTP/1.0 429 Busy\r\nRetry-After: " + told + b"\r\n\r\n")
    with pytest.raises(net.TooOften) as busy:
        net.ask_json(address)
    assert busy.value.seconds == seconds


def test_who_sends_a_byte_now_and_then_is_hung_up_on(locally, monkeypatch):
    monkeypatch.setattr(net, "SECONDS", 0.4)
    began = time.monotonic()
    with pytest.raises(net.NoAnswer):
        net.ask_json(answering(b"HTTP/1.0 200 OK\r\n", *[b"X"] * 40, pause=0.1))
    assert time.monotonic() - began < 2


def moved(address, status=b"302 Found"):
    return answering(b"HTTP/1.0 " + status + b"\r\nLocation: " + address.encode() + b"\r\n\r\n")


def test_a_text_may_have_moved_a_few_times_and_not_for_ever(locally):
    there = answering(b"HTTP/1.0 200 OK\r\n\r\n\xef\xbb\xbfhi")
    far = moved(moved(moved(moved(there))))

    assert net.ask_text(moved(there, b"301 Moved"), "text/plain") == "hi"
    with pytest.raises(net.NoAnswer, match="too often"):
        net.ask_text(far, "text/plain")
    for nowhere in ("http://[nonsense/", "http://me@example.org/", "file:///etc/passwd"):
        with pytest.raises((net.NoAnswer, net.Forbidden)):
            net.ask_text(moved(nowhere), "text/plain")


def test_a_redirect_inside_is_refused_as_an_address_would_be(settings, monkeypatch):
    """What the first machine answers is trusted no more than what a person types."""
    settings.ASKS_LOCALLY = True
    address = moved("https://127.0.0.1/")
    real = net._exchange

    def then_strictly(*told):
        found = real(*told)
        settings.ASKS_LOCALLY = False
        return found

    monkeypatch.setattr(net, "_exchange", then_strictly)
    with pytest.raises(net.Forbidden):
        net.ask_text(address, "text/plain")


def test_a_long_text_is_cut_off_where_the_caller_says(locally):
    with pytest.raises(net.NoAnswer, match="too long"):
        net.ask_text(answering(b"HTTP/1.0 200 OK\r\n\r\n12345"), "text/plain", most_bytes=4)
