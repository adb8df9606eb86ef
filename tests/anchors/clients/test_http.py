"""The connection goes to the checked address, and TLS still holds it to the name."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from anchors.clients.endpoint import Endpoint
from anchors.clients.errors import DeadlineError, NoAnswerError, UnreachableError
from anchors.clients.jsonrpc import RpcClient
from fixtures.endpoints import Exchange, Served, serve
from fixtures.nodes import NodeChain
from tests.anchors.clients.doubles import QUICK, client_of

pytestmark = pytest.mark.enable_socket

CHAIN = NodeChain()
HOST = "node.example"

GARBAGE = {
    "nothing": b"",
    "empty_lines": b"\r\n\r\n",
    "half_a_status_line": b"HTTP/1.1",
    "status_without_words": b"HTTP/1.1 200\r\n\r\n",
    "unknown_version": b"HTTP/9.9 200 OK\r\n\r\n{}",
    "status_no_number": b"HTTP/1.1 abc OK\r\n\r\n",
    "negative_status": b"HTTP/1.1 -1 OK\r\n\r\n",
    "header_without_colon": b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n{}",
    "length_no_number": b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
    "negative_length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
    "chunk_no_number": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    "negative_chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}",
    "chunk_cut_short": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
    "huge_chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n{}",
    "too_many_headers": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n{}",
    "too_long_header": b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n{}",
    "headers_not_ascii": b"HTTP/1.1 200 OK\r\n\xff\xfe: \xff\r\n\r\n\xff\xfe",
    "continues_without_end": b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
    "switches_protocols": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
    "no_content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "tls_alert": b"\x15\x03\x01\x00\x02\x02\x28",
}


@pytest.mark.parametrize("name", GARBAGE)
def test_no_octets_make_anything_but_no_answer(name: str) -> None:
    def respond(x: Exchange) -> None:
        x.write(GARBAGE[name])

    with serve(CHAIN, respond) as running, pytest.raises(NoAnswerError):
        client_of(running).call("eth_chainId")


def test_a_host_is_asked_by_its_name_and_path() -> None:
    with serve(CHAIN) as running:
        named = Endpoint(f"{running.url}v3/key?plan=1", "甲", loopback_allowed=True)
        RpcClient(named, QUICK).call("eth_chainId")
        assert running.paths == ["/v3/key?plan=1"]


def _certificate(host: str, folder: Path) -> Path:
    key = ec.derive_private_key(1, ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[Served, str]]:
    """A node behind TLS, and the certificate that it shows."""
    path = _certificate(HOST, tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with serve(CHAIN, tls=context) as running:
        yield running, path.read_text("ascii").partition("-----BEGIN CERT")[2]


def _client(secure: tuple[Served, str], host: str, *, trusted: bool = True) -> RpcClient:
    served, certificate = secure
    url = served.url.replace("127.0.0.1", host)
    roots = f"-----BEGIN CERT{certificate}" if trusted else None
    endpoint = Endpoint(url, "甲", loopback_allowed=True, roots=roots)
    return RpcClient(endpoint, QUICK, lambda *_: ["127.0.0.1"])


def test_a_node_behind_tls_is_held_to_the_name_in_the_url(secure: tuple[Served, str]) -> None:
    assert _client(secure, HOST).call("eth_chainId") == hex(CHAIN.chain_id)


def test_a_certificate_of_another_name_is_refused(secure: tuple[Served, str]) -> None:
    with pytest.raises(UnreachableError, match="SSLCertVerificationError"):
        _client(secure, "other.example").call("eth_chainId")


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: tuple[Served, str]) -> None:
    with pytest.raises(UnreachableError, match="SSLCertVerificationError"):
        _client(secure, HOST, trusted=False).call("eth_chainId")


def _tls_client(url: str) -> RpcClient:
    return RpcClient(Endpoint(url.replace("http:", "https:"), "甲", loopback_allowed=True), QUICK)


def test_a_node_that_does_not_speak_tls_gives_no_answer() -> None:
    with serve(CHAIN) as running, pytest.raises(NoAnswerError):
        _tls_client(running.url).call("eth_chainId")


def test_a_node_that_never_shakes_hands_ends_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(DeadlineError):
        _tls_client(f"https://127.0.0.1:{silent.getsockname()[1]}/").call("eth_chainId")
