"""Who signed a certificate, CRL or OCSP answer, and until when that algorithm is strong.

The one place of this package where a signature is verified. Verdicts are kept by digests, so that
an intermediate or a CRL that serves thousands of certificates is verified once. What SM2 signed is
verified in the one form of the trusted end that the path leads to, and the form is part of the key.
"""

from datetime import datetime
from enum import Enum
from typing import NamedTuple, Protocol

from verify.crypto.algorithms import DEFAULT_FORM, Sm2Form, signature_scheme
from verify.crypto.keys import UnsupportedError, load_key
from verify.errors import DecodeError
from verify.path.window import EARLIEST, LATEST
from verify.policy import Policy

__all__ = ["SignatureBook", "SignatureVerdict", "Signed", "Strength", "made_with_sm2"]

_KEPT = 16_384
"""Verdicts kept: two digests and a reference each, under 4 MB."""


class SignatureVerdict(Enum):
    """What the mathematics says of one signature under one key."""

    GOOD = "good"
    WRONG = "wrong"
    UNSUPPORTED = "unsupported"


class Strength(NamedTuple):
    """Until when the algorithms of one signature are strong."""

    until: datetime
    """The first instant at which they are not; `LATEST` = open, `EARLIEST` = never strong."""
    algorithm: str
    """The weaker of digest and key, as the policy names it."""


class Signed(Protocol):
    """What certificates, CRLs and OCSP answers have in common."""

    @property
    def sha256(self) -> bytes:
        """Digest of the whole."""

    @property
    def tbs(self) -> bytes:
        """What was signed."""

    @property
    def signature_algorithm(self) -> bytes:
        """AlgorithmIdentifier in DER."""

    @property
    def signature(self) -> bytes:
        """The signature value."""


class SignatureBook:
    """Verdicts and strengths under one policy and, for SM2, in one form."""

    __slots__ = ("_breaks", "_policy", "_strengths", "_verdicts", "form")

    def __init__(self, policy: Policy, form: Sm2Form = DEFAULT_FORM) -> None:
        self.form = form
        self._policy = policy
        self._breaks = sorted({r.until for r in policy.algorithms if r.until is not None})
        self._strengths: dict[tuple[str, int], datetime] = {}
        self._verdicts: dict[tuple[bytes, bytes, Sm2Form | None], SignatureVerdict] = {}

    def under(self, form: Sm2Form) -> "SignatureBook":
        """Return the book for another form; what SM2 has no part in is verified once for both."""
        book = SignatureBook(self._policy, form)
        book._strengths, book._verdicts = self._strengths, self._verdicts
        return book

    def verify(self, signed: Signed, spki: bytes) -> SignatureVerdict:
        """Return whether the key `spki` signed it."""
        form = self.form if made_with_sm2(signed) else None
        verdict = self._verdicts.get((signed.sha256, spki, form))
        if verdict is None:
            verdict = _verify(signed, spki, self.form)
            if len(self._verdicts) >= _KEPT:
                self._verdicts.clear()
            self._verdicts[signed.sha256, spki, form] = verdict
        return verdict

    def strength(self, signed: Signed, spki: bytes) -> Strength:
        """Return until when digest and key of a signature that verified are strong."""
        scheme, key = signature_scheme(signed.signature_algorithm), load_key(spki)
        digest = "" if scheme is None else scheme.digest
        return min(
            Strength(self._strong_until(digest, 0), digest),
            Strength(self._strong_until(key.family, key.bits), f"{key.family}-{key.bits}"),
        )

    def _strong_until(self, name: str, bits: int) -> datetime:
        until = self._strengths.get((name, bits))
        if until is None:
            until = self._strengths[name, bits] = self._find_strong_until(name, bits)
        return until

    def _find_strong_until(self, name: str, bits: int) -> datetime:
        if not self._policy.strong(name, EARLIEST, bits=bits):
            return EARLIEST
        weak = (at for at in self._breaks if not self._policy.strong(name, at, bits=bits))
        return next(weak, LATEST)


def made_with_sm2(signed: Signed) -> bool:
    """Whether it says that it was signed with SM2, so that the form decides."""
    try:
        scheme = signature_scheme(signed.signature_algorithm)
    except DecodeError:
        return False
    return scheme is not None and scheme.family == "sm2"


def _verify(signed: Signed, spki: bytes, form: Sm2Form) -> SignatureVerdict:
    try:
        scheme = signature_scheme(signed.signature_algorithm)
        if scheme is None:
            return SignatureVerdict.UNSUPPORTED
        good = load_key(spki).verify(scheme, signed.signature, signed.tbs, form=form)
    except (DecodeError, UnsupportedError):
        return SignatureVerdict.UNSUPPORTED
    return SignatureVerdict.GOOD if good else SignatureVerdict.WRONG
