"""Where we may connect to: endpoints out of the operator's configuration, never out of evidence.

A name is resolved once for an exchange, every address it has must be permitted, and the connection
goes to the very address that was checked, so no second answer of a name server can lead inside.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from anchors.clients.errors import EndpointRefusedError, UnreachableError
from anchors.profile import is_operator

__all__ = ["Endpoint", "Resolver", "checked_address", "system_addresses"]

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]
"""Host and port, to the addresses of the host."""

_PORTS = {"https": 443, "http": 80}

_UNICAST = ip_network("2000::/3")
"""Where public IPv6 addresses are; beside it are ways back to IPv4, and networks of one site."""
_TUNNELS_AND_METADATA: tuple[Network, ...] = (
    ip_network("168.63.129.16/32"),  # a cloud's metadata service, at an address that looks public
    ip_network("2002::/16"),  # RFC 3056: an IPv4 address in a tunnel
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One source that we ask, as the operator of this service configured it."""

    url: str = field(repr=False)
    """https URL; providers put a key into its path, so nothing prints it."""
    operator: str
    """Who runs it: endpoints of one operator have one vote together."""
    loopback_allowed: bool = False
    """Whether it may be on this machine, and then in plain http; for a sandbox."""
    networks: tuple[Network, ...] = ()
    """Networks that are not public and that it may be in."""
    roots: str | None = field(default=None, repr=False)
    """PEM certificates that alone vouch for it; None for those of this system."""
    signs: bool = False
    """Whether what it answers is signed and judged by that, so that plain http does: authorities
    serve their lists and tokens so."""

    def __post_init__(self) -> None:
        """Refuse a URL that could mean something else than a node's address, and a name for two.

        Raises:
            EndpointRefusedError: scheme, host, port or form, or the operator's name, are not
                permitted.
        """
        if not is_operator(self.operator):
            raise EndpointRefusedError(f"{self.operator!r} is no name of an operator")
        parts, scheme = self._parts, self._parts.scheme
        plain = scheme == "http" and (self.loopback_allowed or self.signs)
        if scheme != "https" and not plain:
            raise EndpointRefusedError(f"scheme {scheme!r} of {self.operator}")
        if not parts.hostname or parts.username is not None or parts.fragment:
            raise EndpointRefusedError(f"form of the URL of {self.operator}")
        if not self.url.isascii() or not self.url.isprintable() or " " in self.url:
            raise EndpointRefusedError(f"characters in the URL of {self.operator}")

    @property
    def _parts(self) -> SplitResult:
        try:
            parts = urlsplit(self.url)
            _ = parts.port
        except ValueError:
            raise EndpointRefusedError(f"form of the URL of {self.operator}") from None
        return parts

    @property
    def secure(self) -> bool:
        """Whether TLS is spoken."""
        return self._parts.scheme == "https"

    @property
    def host(self) -> str:
        """Name or address."""
        return self._parts.hostname or ""

    @property
    def port(self) -> int:
        """The port, stated or the scheme's own."""
        return self._parts.port or _PORTS[self._parts.scheme]

    @property
    def target(self) -> str:
        """Path and query, as HTTP asks for them."""
        query = f"?{self._parts.query}" if self._parts.query else ""
        return (self._parts.path or "/") + query


def system_addresses(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host by the system's resolver, whose own time limits hold."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in found]


def checked_address(endpoint: Endpoint, resolve: Resolver) -> str:
    """Return the address to connect to.

    Raises:
        UnreachableError: the name has no address.
        EndpointRefusedError: one of its addresses is not permitted: such a name is not trusted for
            the others either.
    """
    try:
        addresses = [ip_address(text) for text in resolve(endpoint.host, endpoint.port)]
    except (OSError, ValueError) as error:
        raise UnreachableError(f"{endpoint.operator}: {type(error).__name__}") from error
    if not addresses:
        raise UnreachableError(f"{endpoint.operator}: no address")
    for address in addresses:
        if not _is_permitted(endpoint, address):
            raise EndpointRefusedError(f"address {address} of {endpoint.operator}")
    return str(addresses[0])


def _is_permitted(endpoint: Endpoint, address: Address) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_loopback:
        return endpoint.loopback_allowed
    if not (endpoint.secure or endpoint.signs):
        return False
    return _is_public(address) or any(address in network for network in endpoint.networks)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    hidden = any(address in network for network in _TUNNELS_AND_METADATA)
    return address.is_global and not address.is_multicast and not hidden
