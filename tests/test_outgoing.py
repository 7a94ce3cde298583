"""Requests to other people's servers: where they may go, and what happens when the other side misbehaves."""

import socket
import ssl
import time

import pytest

from core import outgoing
from core.errors import Refused
from tests import receivers


@pytest.fixture
def receiver():
    with receivers.receiving() as one:
        yield one


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(outgoing, "SECONDS", 0.6)


def names(monkeypatch, **hosts):
    """What names resolve to, instead of asking anybody."""
    asked = []

    def look_up(host, port, *args, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in hosts[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "240.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "::", "ff02::1",
    ],
)  # fmt: skip
def test_no_place_inside_is_outside(address):
    assert not outgoing.is_outside(address)


@pytest.mark.parametrize("address", ["223.5.5.5", "114.114.114.114", "2400:3200::1", "::ffff:223.5.5.5"])
def test_the_open_internet_is_outside(address):
    assert outgoing.is_outside(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/", "file:///etc/passwd", "gopher://a/", "http://", "a.example", "http://user:pw@a.example/",
        "http://a.example/ x", "http://a.example\\@b.example/", "http://a.example:99999/", "http://a.example/汉字",
        "http://a.example/\r\nX: y",
    ],
)  # fmt: skip
def test_what_is_no_plain_url_is_refused(url):
    with pytest.raises(Refused) as refused:
        outgoing.resolve(url)
    assert refused.value.code == "bad_url" and "url" in refused.value.fields


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/"]
)
def test_this_machine_is_inside_however_it_is_spelled(url):
    with pytest.raises(Refused) as refused:
        outgoing.resolve(url)
    assert refused.value.code == "inside"


def test_one_address_inside_among_several_is_enough(monkeypatch):
    names(monkeypatch, **{"a.example": ["223.5.5.5", "10.0.0.8"]})
    with pytest.raises(Refused):
        outgoing.resolve("https://a.example/")


def test_a_host_inside_is_allowed_by_name_or_by_name_and_port():
    assert outgoing.resolve("http://127.0.0.1:81/x?y=1", ["127.0.0.1"]).path == "/x?y=1"
    assert outgoing.resolve("http://127.0.0.1:81/", ["127.0.0.1:81"]).addresses == ("127.0.0.1",)
    with pytest.raises(Refused):
        outgoing.resolve("http://127.0.0.1:82/", ["127.0.0.1:81"])


def test_a_name_is_looked_up_once_and_the_connection_goes_where_it_was_judged(monkeypatch):
    """DNS rebinding: a moment later the name points inside, and nobody asks it again."""
    asked, went = names(monkeypatch, **{"a.example": ["223.5.5.5"]}), []

    def connect(address, timeout):
        went.append(address)
        raise ConnectionRefusedError

    target = outgoing.resolve("http://a.example:8080/")
    names(monkeypatch, **{"a.example": ["127.0.0.1"]})
    monkeypatch.setattr(socket, "create_connection", connect)
    answer = outgoing.post(target, b"{}", {})
    assert asked == ["a.example"] and went == [("223.5.5.5", 8080)]
    assert (answer.ok, answer.error) == (False, "对方没有开这个端口")


def post(receiver):
    return outgoing.post(outgoing.resolve(receiver.url, ["127.0.0.1"]), b"{}", {"X-A": "b"})


def test_an_answer_is_status_and_first_bytes(receiver):
    answer = post(receiver)
    assert (answer.ok, answer.status, answer.body, answer.error) == (True, 200, b"hello", "")
    path, headers, body = receiver.got[0]
    assert (path, headers["Host"], headers["X-A"], body) == ("/hook", f"127.0.0.1:{receiver.port}", "b", b"{}")


@pytest.mark.parametrize("way", [receivers.hang, receivers.trickle])
def test_whoever_hangs_or_trickles_is_left_at_the_deadline(receiver, hurried, way):
    receiver.says, began = way, time.monotonic()
    answer = post(receiver)
    assert answer.status is None and "秒内没有回答" in answer.error
    assert time.monotonic() - began < 2


def test_an_endless_answer_is_cut(receiver):
    receiver.says = receivers.flood
    answer = post(receiver)
    assert (answer.status, len(answer.body)) == (500, outgoing.MOST)


def test_a_redirect_is_not_followed(receiver):
    receiver.says = receivers.redirect
    answer = post(receiver)
    assert (answer.ok, answer.status, len(receiver.got)) == (False, 302, 1)


def test_whoever_hangs_up_is_told_so(receiver):
    receiver.says = receivers.drop
    assert post(receiver).error.startswith("连不上对方")


def test_a_plain_server_is_no_https_server(receiver):
    target = outgoing.resolve(receiver.url.replace("http:", "https:"), ["127.0.0.1"])
    answer = outgoing.post(target, b"{}", {})
    assert answer.status is None and "证书" in answer.error
    assert outgoing.words(ssl.SSLCertVerificationError(), late=False) == "对方的证书不可信或已过期"
