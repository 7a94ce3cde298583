"""A closed loop of a few clients that keep their connections. The client does as little as it can: it shares the
machine's cores with the server, and what it costs brings every ratio nearer to 1.
"""

import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

CLIENTS = 4


class Client:
    """One connection that stays open."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray(2**20)

    def ask(self, request, status=b"200"):
        """The body; the lines before it stay in `head`. Raises RuntimeError unless the answer has that status."""
        self.socket.sendall(request)
        got, view = 0, memoryview(self.buffer)
        while (split := self.buffer.find(b"\r\n\r\n", 0, got)) < 0:
            got += self.read(view[got:])
        self.head = bytes(self.buffer[:split])
        head = self.head.lower()
        if not head.startswith(b"http/1.1 " + status):
            raise RuntimeError(bytes(self.buffer[:got]).decode())
        if b"transfer-encoding: chunked" in head:
            while self.buffer[got - 5 : got] != b"0\r\n\r\n":
                got += self.read(view[got:])
            return bytes(self.buffer[split + 4 : got])
        end = split + 4 + int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        while got < end:
            got += self.read(view[got:])
        return bytes(self.buffer[split + 4 : end])

    def read(self, view):
        count = self.socket.recv_into(view)
        if not count:
            raise RuntimeError("the server closed the connection")
        return count


def request(path, token):
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token {token}\r\n\r\n".encode()


def balanced(port, path, workers, clients=CLIENTS):
    """So many clients, as many at each worker: by chance alone one worker may get them all.

    `path` answers with the worker's process id.
    """
    found = {}
    while sum(map(len, found.values())) < clients:
        client = Client(port)
        mine = found.setdefault(client.ask(request(path, "")), [])
        if len(mine) < clients // workers:
            mine.append(client)
    return [client for mine in found.values() for client in mine]


def per_second(clients, path, tokens, count):
    """Requests per second, each client asking `count` times, with the tokens in turn."""
    requests = [request(path, token) for token in tokens]

    def work(number):
        for turn in range(count):
            clients[number].ask(requests[(number + turn * len(clients)) % len(requests)])

    with ThreadPoolExecutor(len(clients)) as pool:
        since = time.perf_counter()
        list(pool.map(work, range(len(clients))))
        return len(clients) * count / (time.perf_counter() - since)


def interleaved(measures, rounds):
    """{name: [result per round]}: every measure once per round, so that a busy minute of the machine hits them all."""
    found = {name: [] for name in measures}
    for turn in range(rounds):
        names = list(measures) if turn % 2 == 0 else list(reversed(measures))
        for name in names:
            found[name].append(measures[name]())
    return found


def ratio(ours, theirs):
    """Median of the ratios of paired rounds."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
