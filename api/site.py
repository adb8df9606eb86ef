"""Where clients see this service: what tokens, hosts, cookies and forms are held against."""

from typing import NamedTuple
from urllib.parse import urlsplit

__all__ = ["LOOPBACK_HOSTS", "Site"]

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Site(NamedTuple):
    """One service as seen from outside."""

    url: str = ""
    """Scheme, host and port, nothing behind; empty where the request itself is believed."""
    behind_proxy: bool = False
    """TLS ends before us: what says it comes from this machine may come from anywhere."""
    metrics_on_loopback: bool | None = None
    """Whether whoever is on this very machine may read metrics without a token; where that is not
    said, unless there is a proxy, for it might not say for whom it asks."""

    @property
    def address(self) -> str:
        """The address without a slash at its end."""
        return self.url.rstrip("/")

    @property
    def audiences(self) -> frozenset[str]:
        """What an assertion may be made out to."""
        return frozenset({self.address, f"{self.address}/", f"{self.address}/v1/token"})

    @property
    def gives_metrics_beside(self) -> bool:
        """Whether metrics need no token on this very machine, from whom nobody passes on."""
        stated = self.metrics_on_loopback
        return not self.behind_proxy if stated is None else stated

    @property
    def is_https(self) -> bool:
        """Whether browsers come by TLS."""
        return self.url.startswith("https:")

    def serves(self, host: str) -> bool:
        """Whether a Host header is ours (a name that was made to point here is not)."""
        if not self.url or host == urlsplit(self.url).netloc:
            return True
        return not self.behind_proxy and _name(host) in LOOPBACK_HOSTS

    def is_origin(self, origin: str, host: str) -> bool:
        """Whether a page of this site sent a form: its Origin is that of the Host, or of `url`."""
        scheme = "https" if self.is_https else "http"
        return origin in {self.address, f"{scheme}://{host}"}


def _name(host: str) -> str:
    """Return a Host header without its port."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host
