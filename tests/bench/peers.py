"""The same work by others in the same run: libraries in process, openssl as a process.

They are told, not budgeted: all of them build the path anew for each token.
"""

import asyncio
import shutil
import subprocess
from base64 import encodebytes
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from asn1crypto import cms, x509
from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext
from rfc3161_client import VerifierBuilder, decode_timestamp_response

from fixtures.tsa import response, token
from fixtures.world import world
from tests.bench.row import Row, best_of

__all__ = ["peer_rows"]


def peer_rows(token: bytes, content: bytes, roots: list[bytes], folder: Path) -> Iterator[Row]:
    """Yield what peers need for one RSA token over `content`."""
    yield from _pyhanko(token, content, roots)
    yield from _rfc3161_client(content)
    yield from _openssl(token, content, roots, folder)


def _pyhanko(token: bytes, content: bytes, roots: list[bytes]) -> Iterator[Row]:
    trusted = [x509.Certificate.load(der) for der in roots]
    imprint = sha256(content).digest()

    def full() -> None:
        signed = cms.ContentInfo.load(token)["content"]
        context = ValidationContext(trust_roots=trusted, allow_fetching=False)
        asyncio.run(validate_tst_signed_data(signed, context, lambda _: imprint))

    yield Row("peer: pyHanko, one RSA token", best_of(full, times=5, rounds=3), "us")


def _rfc3161_client(content: bytes) -> Iterator[Row]:
    """Yield rfc3161-client's full verify; it takes no token that carries a chain."""
    tsa = world(1).tsas[0]
    identity = tsa.signer.identity
    alone = replace(tsa, certificates=False)
    imprint = sha256(content).digest()
    answer = decode_timestamp_response(
        response("granted", token(alone, imprint, datetime(2025, 1, 1, tzinfo=UTC)))
    )
    leaf, issuer, root = map(load_der_x509_certificate, (identity.certificate, *identity.chain))
    verifier = (
        VerifierBuilder(tsa_certificate=leaf)
        .add_intermediate_certificate(issuer)
        .add_root_certificate(root)
        .build()
    )

    def full() -> None:
        assert verifier.verify(answer, imprint)

    yield Row(
        "peer: rfc3161-client, one RSA token without its decoding", best_of(full, times=50), "us"
    )


def _openssl(token: bytes, content: bytes, roots: list[bytes], folder: Path) -> Iterator[Row]:
    command = shutil.which("openssl")
    if command is None:
        return
    blocks = [
        b"-----BEGIN CERTIFICATE-----\n" + encodebytes(der) + b"-----END CERTIFICATE-----\n"
        for der in roots
    ]
    (folder / "roots.pem").write_bytes(b"".join(blocks))
    (folder / "token.tst").write_bytes(token)
    (folder / "content").write_bytes(content)
    arguments = [command, "ts", "-verify", "-token_in", "-in", "token.tst"]
    arguments += ["-data", "content", "-CAfile", "roots.pem"]

    def full() -> None:
        subprocess.run(arguments, cwd=folder, capture_output=True, check=True)

    yield Row("peer: openssl ts -verify, one RSA token, a process", best_of(full, times=5), "us")
