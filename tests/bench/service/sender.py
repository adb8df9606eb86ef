"""A sender over HTTP that costs next to nothing itself: one connection, files by sendfile."""

from base64 import b64encode
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["Answer", "HttpSender"]

Answer = tuple[int, bytes]


class HttpSender:
    """One kept connection to the service, as one client."""

    def __init__(self, address: str, token: str) -> None:
        """Connect."""
        parts = urlsplit(address)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=600)
        self._bearer = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Answer:
        """Ask, and return status and body."""
        self._connection.request("GET", path, headers=self._bearer)
        return self._answer()

    def send(
        self, method: str, path: str, file: Path, headers: Mapping[str, str], *, digest: bytes = b""
    ) -> Answer:
        """Send a file, and return status and body."""
        stated = {**self._bearer, **headers, "Content-Length": str(file.stat().st_size)}
        if digest:
            stated["Content-Digest"] = f"sha-256=:{b64encode(digest).decode()}:"
        self._connection.putrequest(method, path)
        for name, value in stated.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        with file.open("rb") as octets:
            self._connection.sock.sendfile(octets)
        return self._answer()

    def send_json(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a JSON document, and return status and body."""
        stated = {**self._bearer, **headers, "Content-Type": "application/json"}
        self._connection.request("POST", path, body, stated)
        return self._answer()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _answer(self) -> Answer:
        answer = self._connection.getresponse()
        return answer.status, answer.read()
