"""The `openssl` command as an independent maker of keys, certificates and signatures.

Everything is made anew in a folder of the test run, at the clock's own time: `cms` and `ts` can
sign at no other. Without the command the tests error; none is skipped.
"""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from verify.pem import pem_blocks
from verify.trust import NoneIssued, Purpose, Sm2Form, TrustedRoot, TrustStore

__all__ = ["DISTID", "P256", "RSA", "Workshop", "changed", "in_force", "rooted"]

DISTID = "distid:1234567812345678"
"""The user id of GM/T 0009; openssl takes the empty one unless told."""
_NOT_BEFORE = datetime(2020, 1, 1, tzinfo=UTC)
P256 = ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
RSA = ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
"""Kinds of key as `genpkey` takes them."""
_CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
_IDENTIFIERS = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
_CONFIG = """\
[req]
distinguished_name = name
[name]
[ca]
default_ca = this
[this]
database = {0}/index.txt
serial = {0}/serial
crlnumber = {0}/crlnumber
default_md = default
default_crl_days = 30
[tsa]
default_tsa = authority
[authority]
serial = {0}/tsa-serial
default_policy = 1.2.156.112599.1
digests = sha256, sha384, sha512, sm3
signer_digest = sha256
accuracy = secs:1
ordering = yes
ess_cert_id_alg = sha256
[v1]
serial = {0}/tsa-serial
default_policy = 1.2.156.112599.1
digests = sha256
signer_digest = sha384
ess_cert_id_alg = sha1
"""


def in_force() -> datetime:
    """A moment at which what was made in this run is in force."""
    return datetime.now(UTC) + timedelta(minutes=1)


def changed(octets: bytes, at: int) -> bytes:
    """A copy with one bit of one byte changed."""
    return octets[:at] + bytes([octets[at] ^ 1 << at % 8]) + octets[at + 1 :]


def rooted(root: bytes, *, none_issued: bool = True, sm2: Sm2Form | None = None) -> TrustStore:
    """A store that trusts one certificate, by default with no revocation data to be had."""
    none = NoneIssued(_NOT_BEFORE, None, "made for one test") if none_issued else None
    purposes = frozenset({Purpose.SIGNER, Purpose.TSA, Purpose.RESPONDER})
    return TrustStore(
        "openssl", None, None, None, (TrustedRoot(root, purposes, None, None, none, sm2),)
    )


class Workshop:
    """One folder in which the command runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = self.write("openssl.cnf", _CONFIG.format(folder).encode())
        for name, text in (
            ("index.txt", ""),
            ("serial", "01"),
            ("crlnumber", "01"),
            ("tsa-serial", "01"),
        ):
            self.write(name, text.encode())

    def write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def run(self, *arguments: str) -> bytes:
        """What the command prints; its own words where it refuses."""
        done = subprocess.run(
            ["openssl", *arguments],
            cwd=self.folder,
            env={**os.environ, "OPENSSL_CONF": str(self.config)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return done.stdout

    def key(self, name: str, *kind: str) -> None:
        """Make `<name>.key`; the kind is as `genpkey` takes it."""
        self.run("genpkey", "-out", f"{name}.key", *kind)

    def root(self, name: str, *options: str) -> bytes:
        """Make `<name>.crt`, a certification authority of its own key; return its DER."""
        extensions = self._extensions(name, _CA + "subjectKeyIdentifier=hash\n")
        self._request(name, *options)
        self.run(
            "x509", "-req", "-in", f"{name}.csr", "-signkey", f"{name}.key", "-days", "3650",
            "-extfile", extensions, "-out", f"{name}.crt", *options, *_checked(options),
        )  # fmt: skip
        return self.certificate(name)

    def issue(self, name: str, issuer: str, extensions: str, *options: str) -> bytes:
        """Make `<name>.crt` under an authority; return its DER."""
        file = self._extensions(name, extensions + _IDENTIFIERS)
        self._request(name, *options)
        self.run(
            "x509", "-req", "-in", f"{name}.csr", "-CA", f"{issuer}.crt", "-CAkey", f"{issuer}.key",
            "-CAserial", "serial", "-days", "365", "-extfile", file, "-out", f"{name}.crt",
            *options, *_checked(options),
        )  # fmt: skip
        return self.certificate(name)

    def certificate(self, name: str) -> bytes:
        """The DER of `<name>.crt`."""
        return pem_blocks(self.read(f"{name}.crt"))[0]

    def _request(self, name: str, *options: str) -> None:
        of = ("-key", f"{name}.key", "-subj", f"/CN={name}", "-out", f"{name}.csr")
        self.run("req", "-new", *of, *options)

    def _extensions(self, name: str, text: str) -> str:
        self.write(f"{name}.ext", text.encode())
        return f"{name}.ext"


def _checked(options: tuple[str, ...]) -> list[str]:
    """The options that check a request as those given sign it."""
    told = pairwise(options)
    return [part for name, value in told if name == "-sigopt" for part in ("-vfyopt", value)]
