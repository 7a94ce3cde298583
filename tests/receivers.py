"""Other people's servers, as they are and as they misbehave: HTTP and SMTP on real sockets of this machine."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import AsyncMessage


class Receiver:
    """What it got, in order; `says` is what it answers next: a status, or a way to misbehave."""

    def __init__(self, port):
        self.port, self.got, self.says = port, [], 200
        self.url = f"http://127.0.0.1:{port}/hook"
        self.released = threading.Event()

    def bodies(self):
        return [body for _, _, body in self.got]

    def ids(self):
        return [headers["webhook-id"] for _, headers, _ in self.got]


def hang(handler, receiver):
    receiver.released.wait(20)


def trickle(handler, receiver):
    """One byte at a time, each well within any read's time-out."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not receiver.released.wait(0.05):
        handler.wfile.write(b"a")
        handler.wfile.flush()


def drop(handler, receiver):
    handler.connection.close()


def redirect(handler, receiver):
    handler.send_response(302)
    handler.send_header("Location", f"http://127.0.0.1:{receiver.port}/inside")
    handler.end_headers()


def flood(handler, receiver):
    """An answer without an end."""
    handler.send_response(500)
    handler.end_headers()
    while not receiver.released.is_set():
        handler.wfile.write(b"x" * 65536)


@contextmanager
def receiving():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append((self.path, dict(self.headers), body))
            says = receiver.says.pop(0) if isinstance(receiver.says, list) else receiver.says
            try:
                self.answer(says)
            except OSError:
                return  # the caller hung up first

        def answer(self, says):
            if callable(says):
                return says(self, receiver)
            self.send_response(says)
            self.send_header("Content-Length", "5")
            self.end_headers()
            return self.wfile.write(b"hello")

        def do_GET(self):
            receiver.got.append((self.path, dict(self.headers), b""))
            self.answer(200)

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver = Receiver(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()


class Mailbox(AsyncMessage):
    """Keeps what it is sent; refuses recipients of nowhere for good, and everybody while it is full."""

    def __init__(self):
        super().__init__()
        self.mails, self.full = [], False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "nowhere" in address:
            return "550 no such mailbox"
        if self.full:
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_message(self, message):
        self.mails.append(message)


@contextmanager
def mailing():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=port)
    controller.start()
    controller.handler.port = port
    try:
        yield controller.handler
    finally:
        controller.stop()


def until(true, seconds=10):
    """Wait for what another thread does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
