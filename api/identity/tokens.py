"""What we give a client that has shown who it is: a signed token, short-lived, bound to us.

Access tokens and sessions are two kinds with two keys, both derived from `token_secret` (HKDF,
RFC 5869) together with environment and address: a token of one sandbox, of another environment or
of another kind opens nothing. What a token says is who; what a client may do is looked up anew at
every request, so that one that is ended is refused at once.
"""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import OctKey

from api.identity.webtokens import TokenRefusedError, instant, read_token, sign_token, word

__all__ = ["ACCESS", "SESSION", "Bearer", "TokenKind", "Tokens"]

_ALGORITHMS = ("HS256",)
_LEAST_SECRET = 32


class TokenKind(NamedTuple):
    """A kind of token."""

    typ: str
    term: timedelta


ACCESS = TokenKind("at+jwt", timedelta(minutes=15))
"""RFC 9068; a system asks again when it is over."""
SESSION = TokenKind("session+jwt", timedelta(hours=8))
"""A person's working day."""


class Bearer(NamedTuple):
    """Whoever shows a token."""

    client: str
    jti: str
    expires: datetime


class Tokens:
    """Makes and reads tokens of this service."""

    def __init__(self, secret: str, *, environment: str, audience: str) -> None:
        """Take the secret of `token_secret`.

        Raises:
            ValueError: it is shorter than 32 octets.
        """
        if len(secret.encode()) < _LEAST_SECRET:
            raise ValueError("token_secret needs 32 octets at least")
        self._secret = secret.encode()
        self._bound = {"iss": audience, "aud": audience, "env": environment}
        self._keys = {kind: self._key(kind) for kind in (ACCESS, SESSION)}

    def _key(self, kind: TokenKind) -> OctKey:
        info = "\0".join((kind.typ, *self._bound.values())).encode()
        return OctKey.import_key(HKDF(SHA256(), 32, None, info).derive(self._secret))

    def issue(self, kind: TokenKind, client: str, at: datetime) -> str:
        """Return a token of a client."""
        claims = {
            **self._bound, "sub": client, "jti": secrets.token_urlsafe(16),
            "iat": int(at.timestamp()), "exp": int((at + kind.term).timestamp()),
        }  # fmt: skip
        header = {"alg": _ALGORITHMS[0], "typ": kind.typ}
        return sign_token(header, claims, self._keys[kind], _ALGORITHMS)

    def read(self, kind: TokenKind, value: str, at: datetime) -> Bearer:
        """Return who shows a token.

        Raises:
            TokenRefusedError: it is none of ours, of another kind, or over.
        """
        token = read_token(value)
        token.verify(self._keys[kind], _ALGORITHMS)
        if token.header.get("typ") != kind.typ or any(
            token.claims.get(name) != stated for name, stated in self._bound.items()
        ):
            raise TokenRefusedError("a token for something else")
        expires = instant(token.claims, "exp")
        if at >= expires:
            raise TokenRefusedError("over")
        return Bearer(word(token.claims, "sub"), word(token.claims, "jti"), expires)
