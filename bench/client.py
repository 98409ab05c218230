"""Ask for one page again and again over several connections, and time each answer.

Plain sockets, so that little of the machine goes to asking. Connections are kept where the server
keeps them. It is the same for every page and every server.
"""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass

PATIENCE = 60  # seconds for one answer
REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: bench.example.org\r\nX-Forwarded-Proto: https\r\n"
    "X-Forwarded-For: 192.0.2.1\r\nAccept-Encoding: gzip\r\n{cookies}\r\n"
)


@dataclass(frozen=True)
class Sample:
    """`latencies` in seconds, sorted; `seconds` that the whole sample took."""

    latencies: list
    seconds: float

    @property
    def per_second(self):
        return len(self.latencies) / self.seconds

    def quantile(self, share):
        """The latency in milliseconds below which `share` (0 to 1) of the answers stay."""
        return 1000 * self.latencies[min(int(share * len(self.latencies)), len(self.latencies) - 1)]


class Visitor:
    """One connection to `port` of this machine, opened anew where the server closes it.

    `cookies`, like "name=value; name=value", are those of somebody who is signed in.
    """

    def __init__(self, port, path, cookies=""):
        sent = f"Cookie: {cookies}\r\n" if cookies else ""
        self.port, self.socket = port, None
        self.request = REQUEST.format(path=path, cookies=sent).encode()

    def get(self):
        """The head and the body of one answer. Raises OSError where there is none."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(self.request)
        head, _, body = self._receive().partition(b"\r\n\r\n")
        head = head.lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        parts = [body]
        missing = length - len(body)
        while missing > 0:
            parts.append(self._receive())
            missing -= len(parts[-1])
        if b"connection: close" in head:
            self.close()
        return head, b"".join(parts)

    def _receive(self):
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError("the server ended the connection without an answer")
        return data

    def close(self):
        if self.socket:
            self.socket.close()
            self.socket = None


def measure(port, path, *, seconds, connections, cookies=""):
    """A Sample of GETs of `path`, for `seconds`. Raises RuntimeError for any answer but 200."""
    latencies, failures = [], []
    started = time.perf_counter()

    def visit():
        visitor = Visitor(port, path, cookies)
        with contextlib.closing(visitor):
            while (before := time.perf_counter()) < started + seconds and not failures:
                try:
                    head, _ = visitor.get()
                except OSError as error:
                    failures.append(error)
                    break
                latencies.append(time.perf_counter() - before)
                if not head.startswith(b"http/1.1 200"):
                    failures.append(head)

    threads = [threading.Thread(target=visit) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures or not latencies:
        raise RuntimeError(f"{path} was not answered: {failures[:1]}")
    return Sample(sorted(latencies), time.perf_counter() - started)
