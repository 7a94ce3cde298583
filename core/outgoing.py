"""Requests to other people's servers: one POST to one address, within a deadline, to no place inside unless allowed.

The host's name is resolved once and the connection goes to the address that was judged, so a name that points
elsewhere a moment later (DNS rebinding) leads nowhere. Redirects are not followed; no proxy is asked.
"""

import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from core.errors import Refused

SECONDS = 10  # for all of it, name look-up excepted: connecting, sending, the whole answer
MOST = 4096  # bytes of an answer that are read
PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """Where a request goes: what its URL says, and the addresses that its host had when it was looked up."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple


@dataclass(frozen=True)
class Answer:
    """`status` and the answer's first bytes; no status: `error` says in Chinese why."""

    status: int | None
    body: bytes
    milliseconds: int
    error: str = ""

    @property
    def ok(self):
        return self.status is not None and 200 <= self.status < 300


def parse(url):
    """A Target without addresses. Refuses `bad_url` what is no plain http(s) URL."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise bad_url() from None
    plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    if parts.scheme not in PORTS or not host or parts.username or parts.password or not plain:
        raise bad_url()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, ())


def bad_url():
    words = "网址应是 http:// 或 https:// 开头，不带用户名和密码，没有空格和汉字"
    return Refused("bad_url", words, {"url": [words]})


def resolve(url, allowed=()):
    """The Target of a URL, its host looked up. Hosts in `allowed` ("host" or "host:port") may lie inside.

    Refuses `bad_url`, `no_host`, and `inside` when any address is private, local, or not on the open internet.
    """
    target = parse(url)
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError:
        raise Refused("no_host", "找不到这台主机，请核对网址", {"url": ["找不到这台主机，请核对网址"]}) from None
    addresses = tuple(dict.fromkeys(info[4][0] for info in found))
    named = {target.host, f"{target.host}:{target.port}"} & set(allowed)
    if not named and not all(is_outside(address) for address in addresses):
        words = "这个网址指向内部网络。确要推送到内网系统，请系统管理员把主机写进 WEBHOOK_ALLOWED_HOSTS"
        raise Refused("inside", words, {"url": [words]})
    return Target(target.scheme, target.host, target.port, target.path, addresses)


def is_outside(address):
    """Whether an address is on the open internet, also behind the ways in which IPv6 wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        if ip.sixtofour or ip.teredo or ip in NAT64:
            return False
        ip = ip.ipv4_mapped or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


class Pinned(HTTPConnection):
    """A connection to the addresses of a Target, under the host's name; everything ends at the deadline."""

    def __init__(self, target):
        super().__init__(target.host, target.port)
        self.target, self.line, self.late = target, None, False
        self.default_port = PORTS[target.scheme]  # what the Host header need not say
        self.deadline = time.monotonic() + SECONDS
        self.alarm = threading.Timer(SECONDS, self.cut)
        self.alarm.daemon = True

    def connect(self):
        self.alarm.start()
        self.sock = self.line = self.reach()
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            name = self.target.host
            self.sock = self.line = context.wrap_socket(self.line, server_hostname=name, do_handshake_on_connect=False)
            self.line.do_handshake()

    def reach(self):
        """A socket to the first address that takes it."""
        problem = OSError("no address")
        for address in self.target.addresses:
            left = self.deadline - time.monotonic()
            if left <= 0:
                break
            try:
                return socket.create_connection((address, self.target.port), timeout=left)
            except OSError as error:
                problem = error
        raise problem

    def cut(self):
        """A receiver that trickles byte by byte keeps every single read in time: the deadline is for all of them."""
        self.late = True
        if self.line is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)

    def end(self):
        self.alarm.cancel()
        self.close()


def post(target, body, headers):
    """Send bytes; an Answer, whatever happens. Nothing is raised and nothing is logged."""
    began, connection = time.monotonic(), Pinned(target)
    status, start, error = None, b"", ""
    try:
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        if connection.late:  # cut in the middle of the head, which then looks like its end
            raise TimeoutError
        status = answer.status
        start = answer.read(MOST)
    except (OSError, HTTPException) as problem:
        error = words(problem, connection.late) if status is None else ""
    finally:
        connection.end()
    if status is None and not error:
        error = "对方没有回答就断开了"
    return Answer(status, start, round((time.monotonic() - began) * 1000), error)


def words(problem, late):
    if late or isinstance(problem, TimeoutError):
        return f"{SECONDS} 秒内没有回答"
    if isinstance(problem, ssl.SSLError):
        return "对方的证书不可信或已过期"
    if isinstance(problem, ConnectionRefusedError):
        return "对方没有开这个端口"
    return "连不上对方，或者对方没有回答就断开了"
