"""A document is read by its format, once; what each signature covers is digested as it calls."""

import hashlib

import pytest

from anchors.limits import LIMITS
from fixtures.cms import GM_DATA, Signer, sign, signed_data
from fixtures.forge import forge
from fixtures.scenario import new_scenario
from fixtures.signedpdf.contract import contract_signers, parties
from fixtures.signedpdf.signing import signed_pdf
from ingest.signed.raw import RawDocument, RawSignature
from ingest.signed.reader import Format, SignedReader
from ingest.signed.single import single_facts
from tests.verify.checks.court import WORLD, court
from verify.codes.table import finding
from verify.model import DigestSpec, ProofKind, SignedDocument

CONTENT = "虚构的存证回执\n".encode()
SIGNER = Signer(identity=WORLD.lenders[0].signer)
SHA256 = DigestSpec("sha256")


def _message(content: bytes | None = CONTENT) -> bytes:
    digest = hashlib.sha256(CONTENT).digest()
    rows = [sign(SIGNER, digest, content=CONTENT)]
    return signed_data(rows, content=content, certificates=SIGNER.identity.path)


@pytest.fixture(scope="module", name="contract")
def _contract() -> bytes:
    """A contract that lender and borrower signed in turn."""
    scenario = new_scenario(seed=1)
    item = scenario.case.item("contract")
    who = parties(scenario.sender, 1, item.signed_at)
    return signed_pdf(item.content or b"", contract_signers(who))


def _documents(octets: bytes) -> tuple[SignedDocument, ...]:
    return single_facts(octets, court()).signed


def test_every_signature_of_a_pdf_is_read_in_order(contract: bytes) -> None:
    (document,) = _documents(contract)
    assert [one.id for one in document.signatures] == ["pdf-1", "pdf-2"]


def test_the_digest_that_a_signature_calls_for_is_over_what_it_covers(contract: bytes) -> None:
    (document,) = _documents(contract)
    last = document.signatures[-1]
    assert last.size < len(contract)
    assert last.digests[SHA256] != hashlib.sha256(contract).digest()


def test_an_enveloping_cms_is_signed_over_its_content() -> None:
    (document,) = _documents(_message())
    (inner,) = document.signatures
    assert inner.digests[SHA256] == hashlib.sha256(CONTENT).digest()


def test_a_detached_cms_is_signed_over_nothing_inside() -> None:
    assert _documents(_message(None)) == ()


def test_a_national_enveloping_cms_is_of_its_own_form() -> None:
    rows = [sign(SIGNER, hashlib.sha256(CONTENT).digest(), kind=GM_DATA)]
    octets = signed_data(rows, content=CONTENT, kind=GM_DATA, certificates=SIGNER.identity.path)
    (document,) = _documents(octets)
    assert document.signatures[0].form == "gm-cms"


@pytest.mark.parametrize("octets", [b"", b"\x30", b"%PDF-1.7", b"PK\x03\x04", b"text"])
def test_what_has_no_signature_inside_is_no_signed_document(octets: bytes) -> None:
    assert _documents(octets) == ()


def test_a_mark_of_pdf_in_another_file_is_left_unread() -> None:
    facts = single_facts(b"text /ByteRange [0 1 2 3] /Contents", court())
    assert (facts.embedded, facts.signed) == (("pdf",), ())


def test_a_file_over_the_limit_is_not_wanted() -> None:
    one, most = SignedReader(court()), LIMITS.signed_document_octets
    assert [one.wants(["pdf"], size) for size in (most, most + 1)] == [True, False]


def test_a_kind_that_nobody_reads_is_not_wanted() -> None:
    assert not SignedReader(court()).wants(["ooxml", "xml"], 1)


class _Counting:
    """A reader that counts its calls, and cannot read anything."""

    def __init__(self) -> None:
        self.calls = 0

    def read(self, octets: bytes) -> RawDocument:
        self.calls += 1
        one = RawSignature(
            "pdf-1", "", ProofKind.SIGNATURE, "cms", b"", (octets,), True, ("whole",)
        )
        return RawDocument("pdf", (one,), (finding("embedded.over_limit", ""),))


def _reader_of(counting: _Counting) -> SignedReader:
    return SignedReader(court(), formats={"pdf": Format(lambda *_: True, counting.read)})


def test_a_document_that_lies_there_twice_is_read_once() -> None:
    counting = _Counting()
    one = _reader_of(counting)
    for _ in range(3):
        one.documents(["pdf"], "application/pdf", b"digest", b"octets")
    assert counting.calls == 1


def test_after_so_many_failures_no_more_documents_of_a_shard_are_read() -> None:
    counting = _Counting()
    one = _reader_of(counting)
    found = [one.documents(["pdf"], "", bytes([n]), b"octets") for n in range(10)]
    assert (counting.calls, found[-1]) == (LIMITS.document_failures, ())


def test_a_forged_pdf_is_read_without_raising(tmp_path_factory: pytest.TempPathFactory) -> None:
    forged = forge("object_pdf_xref_loop", tmp_path_factory.mktemp("forged"))
    assert _documents(forged.path.read_bytes())
