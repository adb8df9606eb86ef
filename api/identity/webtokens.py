"""JSON Web Tokens (RFC 7519) by joserfc, read strictly: bounded, one JSON reading, one algorithm.

The algorithms are those of the key, never those of the header alone (RFC 8725 3.1).
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import Key
from joserfc.jws import (
    CompactSignature,
    JWSRegistry,
    extract_compact,
    serialize_compact,
    validate_compact,
)

from anchors.errors import EncodingError
from anchors.jsontext import Json, decode_object
from anchors.limits import LIMITS
from verify.canonical import canonical_json

__all__ = ["LEEWAY", "TokenRefusedError", "WebToken", "instant", "read_token", "sign_token", "word"]

LEEWAY = timedelta(seconds=60)
"""By which a client's clock may be ahead of ours."""
_WORD = 128


class TokenRefusedError(Exception):
    """A token does not hold; the message says why and quotes nothing of it."""


class _Algorithms(JWSRegistry):
    """The algorithms of one key."""

    def get_alg(self, name: str) -> Any:  # noqa: ANN401 - the library's model
        """Return an algorithm that is allowed; that EdDSA has a newer name is no fault of it."""
        if name not in (self.allowed or ()):
            raise UnsupportedAlgorithmError("not allowed")
        return self.algorithms[name]


class WebToken:
    """A token as it came: what it says is not to be believed before `verify`."""

    def __init__(self, compact: CompactSignature, claims: Json) -> None:
        """Take a token that `read_token` read."""
        self._compact = compact
        self.header: Mapping[str, Any] = compact.headers()
        self.claims = claims

    def verify(self, key: Key, algorithms: Collection[str]) -> None:
        """Hold the signature against a key.

        Raises:
            TokenRefusedError: it does not fit, or is of another algorithm.
        """
        registry = _Algorithms(algorithms=algorithms)
        try:
            holds = validate_compact(self._compact, key, registry=registry)
        except (JoseError, ValueError, TypeError) as error:
            raise TokenRefusedError("the signature cannot be verified") from error
        if not holds:
            raise TokenRefusedError("the signature does not fit")


def read_token(value: str) -> WebToken:
    """Return a token, not verified yet.

    Raises:
        TokenRefusedError: it is none.
    """
    if len(value) > LIMITS.web_token_octets:
        raise TokenRefusedError("too long")
    try:
        compact = extract_compact(value.encode("ascii"))
        return WebToken(compact, decode_object(compact.payload, LIMITS.web_token_octets))
    except (JoseError, EncodingError, ValueError, TypeError) as error:
        raise TokenRefusedError("not a JSON Web Token") from error


def sign_token(
    header: Mapping[str, Any], claims: Mapping[str, Any], key: Key, algorithms: Collection[str]
) -> str:
    """Return a signed token."""
    registry = _Algorithms(algorithms=algorithms)
    return serialize_compact(dict(header), canonical_json(claims), key, registry=registry)


def word(claims: Json, name: str) -> str:
    """Return a claim that is a short text.

    Raises:
        TokenRefusedError: it is missing, or something else.
    """
    found = claims.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= _WORD:
        raise TokenRefusedError(f"{name} is called for")
    return found


def instant(claims: Json, name: str) -> datetime:
    """Return a claim that is a date (RFC 7519 2) in whole seconds; raises as `word`."""
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int):
        raise TokenRefusedError(f"{name} is called for, in whole seconds")
    try:
        return datetime.fromtimestamp(found, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise TokenRefusedError(f"{name} is no date") from error
