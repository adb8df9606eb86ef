"""Where the court asks: the operator's file of sources, and nothing that came with evidence.

    networks = ["10.20.0.0/16"]          # not public, and permitted all the same

    [[chain]]
    id = "judicial-chain"                # in the trust directory's chains/
    quorum = 2                           # operators that agree; the chain's profile may ask more
    endpoints = [{ url = "https://…", operator = "甲" }, { url = "https://…", operator = "乙" }]

    [[crl]]
    issuer = "CN=…,O=…,C=CN"             # as reports write the name
    url = "http://…/ca.crl"
    refresh_s = 21600

A chain's finality is that of its profile. A list may come over plain http: it is signed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from anchors.clients.endpoint import Endpoint
from anchors.clients.errors import EndpointRefusedError
from anchors.limits import LIMITS
from ingest.errors import SourcesError
from ingest.trust import read_bounded
from verify.errors import TrustError

__all__ = ["NO_SOURCES", "ChainSource", "ListSource", "Sources", "chain_source", "load_sources"]

Network = IPv4Network | IPv6Network
Url = Annotated[str, Field(min_length=1, max_length=2048)]
Name = Annotated[str, Field(min_length=1, max_length=512)]


@dataclass(frozen=True, slots=True)
class ChainSource:
    """Nodes of one registered chain: they vote on its headers."""

    id: str
    chain: str
    endpoints: tuple[Endpoint, ...]
    quorum: int


@dataclass(frozen=True, slots=True)
class ListSource:
    """Where an authority publishes its list of revoked certificates."""

    id: str
    issuer: str
    endpoint: Endpoint
    refresh: float | None
    """Seconds after which it is fetched whether somebody waits for it or not; None: never."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Every source, by its id in the tables."""

    chains: Mapping[str, ChainSource] = field(default_factory=lambda: MappingProxyType({}))
    lists: Mapping[str, ListSource] = field(default_factory=lambda: MappingProxyType({}))
    networks: tuple[Network, ...] = ()
    """Networks that are not public and that sources may be in."""

    def find(self, source: str) -> ChainSource | ListSource | None:
        """Return a source; None for one that the operator has taken out meanwhile."""
        return self.chains.get(source) or self.lists.get(source)


NO_SOURCES = Sources()
"""Nothing is asked: what is not in the trust directory does not come."""


class _Stated(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _Endpoint(_Stated):
    url: Url
    operator: Name


class _Chain(_Stated):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,56}$")]
    quorum: Annotated[int, Field(ge=1, le=64)] = 1
    endpoints: Annotated[tuple[_Endpoint, ...], Field(min_length=1, max_length=64)]


class _List(_Stated):
    issuer: Name
    url: Url
    refresh_s: Annotated[float, Field(ge=60)] | None = 21_600


class _File(_Stated):
    networks: tuple[Network, ...] = ()
    chain: tuple[_Chain, ...] = ()
    crl: tuple[_List, ...] = ()


def chain_source(chain: str) -> str:
    """Return the id under which a chain's nodes are a source."""
    return f"chain:{chain}"


def load_sources(path: Path | None, *, loopback_allowed: bool) -> Sources:
    """Return the sources of a file; none where there is no file.

    Args:
        path: the operator's TOML.
        loopback_allowed: whether a source may be on this machine, as in a sandbox.

    Raises:
        SourcesError: it is not such a file, names a source twice, or an address is not permitted.
        OSError: it cannot be read.
    """
    if path is None:
        return NO_SOURCES
    try:
        stated = _File.model_validate(
            tomllib.loads(read_bounded(path, LIMITS.json_octets).decode())
        )
        return _sources(stated, loopback_allowed=loopback_allowed)
    except (ValueError, TrustError, EndpointRefusedError) as error:
        raise SourcesError(f"{path.name}: {error}") from error


def _sources(stated: _File, *, loopback_allowed: bool) -> Sources:
    def endpoint(url: str, operator: str, *, signs: bool) -> Endpoint:
        return Endpoint(url, operator, loopback_allowed, stated.networks, signs=signs)

    chains = [
        ChainSource(
            chain_source(one.id),
            one.id,
            tuple(endpoint(node.url, node.operator, signs=False) for node in one.endpoints),
            one.quorum,
        )
        for one in stated.chain
    ]
    lists = [
        ListSource(
            f"crl:{sha256(one.url.encode()).hexdigest()[:32]}",
            one.issuer,
            endpoint(one.url, "crl", signs=True),
            one.refresh_s,
        )
        for one in stated.crl
    ]
    every = [one.id for one in chains] + [one.id for one in lists]
    if len(set(every)) != len(every):
        raise ValueError("a source stands twice")
    for one in chains:
        if len({node.operator for node in one.endpoints}) < one.quorum:
            raise ValueError(f"{one.id}: fewer operators than have to agree")
    return Sources(
        MappingProxyType({one.id: one for one in chains}),
        MappingProxyType({one.id: one for one in lists}),
        stated.networks,
    )
