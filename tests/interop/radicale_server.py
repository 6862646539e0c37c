"""Radicale, a CalDAV and CardDAV server, on loopback for as long as a test needs it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

_PATIENCE = 30.0
"""Seconds that the server may take to start."""
_ATTEMPTS = 3
"""Between the choice of a free port and its use somebody else may take it."""


@dataclass(frozen=True)
class Server:
    """A running server, which lets everybody in under any name."""

    port: int

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/"

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "text/vcard; charset=utf-8"
    ) -> tuple[int, bytes]:
        """Send a request and return the status and the body of the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": kind, "Authorization": "Basic YTph", "Depth": "1"}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def items(self, collection: str) -> dict[str, bytes]:
        """Return all that is in a collection, by its path."""
        status, listing = self.ask("PROPFIND", collection)
        assert status == 207, listing
        paths = re.findall(r"<href>([^<]+[^/])</href>", listing.decode())
        return {path: self.ask("GET", path)[1] for path in paths}


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Run a server that keeps its data in a folder; it is stopped at the end."""
    process, port = _started(folder)
    try:
        yield Server(port)
    finally:
        _stop(process)


def _started(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Return a server that answers, and its port."""
    configuration, log = folder / "config", folder / "log"
    for _ in range(_ATTEMPTS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        configuration.write_text(
            f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[rights]\ntype = authenticated\n"
            f"[storage]\nfilesystem_folder = {folder / 'store'}\n"
        )
        with log.open("wb") as output:
            command = [sys.executable, "-m", "radicale", "-C", str(configuration)]
            process = subprocess.Popen(command, stdout=output, stderr=output)
        if _answers(port, process):
            return process, port
        _stop(process)
    pytest.fail(f"Radicale does not answer: {log.read_text()}")


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Return whether the server answers in time."""
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                # Whoever listens there: it is ours only if ours did not end for want of the port.
                return process.poll() is None
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=30)
