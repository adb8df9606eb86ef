"""Signed PDFs, the pool of readers warm, against pyHanko's own validation of the same in this run.

pyHanko reads the file, looks for changes after each signature, verifies message, token and both
paths. Ours are the facts through the child process: what a signature holds is judged as any other
is, and told in the rows of single proofs.
"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import shake_256
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from fixtures.signedpdf.signing import add_timestamp, add_validation, pades, signed_pdf
from fixtures.world import world
from ingest.signed.pdf import read_pdf
from tests.bench.row import Row, best_of
from tests.ingest.signed.pdf.making import Draft, stream

__all__ = ["document_rows"]

SIZE = 200_000
AT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)


def document_rows() -> Iterator[Row]:
    """Yield reading one signature with its time-stamp, and a contract of two signers archived."""
    here = world(1)
    plain, borrower, lender = _scanned(), here.borrower(1).signer, here.lenders[0].signer
    signer = pades(borrower, AT, tsa=here.tsas[0], shown="借款人")
    once = signed_pdf(plain, [signer])
    name = f"signed PDF of {len(once) // 1000} kB with a time-stamp, over pyHanko's validation"
    yield Row(name, _ours(once, 1), "us", _pyhanko(once), 1.0)
    twice = signed_pdf(plain, [signer, pades(lender, AT, tsa=here.tsas[1], shown="贷款人")])
    kept = add_validation(twice, AT, certificates=(*borrower.path, *lender.path))
    archived = add_timestamp(kept, here.tsas[0], AT + timedelta(minutes=1))
    name = "PDF of two signers, archived: 5 revisions, over pyHanko's validation"
    yield Row(name, _ours(archived, 3), "us", _pyhanko(archived), 1.0)


def _scanned() -> bytes:
    """Return a page with an image that makes up most of the file."""
    draft = Draft(page={b"Resources": b"<< /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> >>"})
    draft.begun().add(
        stream(
            shake_256(b"scan").digest(SIZE - 36_000),
            b"/Type /XObject /Subtype /Image /Width 400 /Height 410 /BitsPerComponent 8"
            b" /ColorSpace /DeviceGray",
        )
    )
    return draft.saved(3).octets


def _ours(octets: bytes, signatures: int) -> float:
    def full() -> None:
        assert len(read_pdf(octets).signatures) == signatures

    full()
    return best_of(full, times=5, rounds=5)


def _pyhanko(octets: bytes) -> float:
    here = world(1)
    roots = [x509.Certificate.load(one.root.certificate) for one in here.hierarchies]

    async def each() -> None:
        reader = PdfFileReader(BytesIO(octets))
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        for one in reader.embedded_regular_signatures:
            await async_validate_pdf_signature(one, context, context)
        for one in reader.embedded_timestamp_signatures:
            await async_validate_pdf_timestamp(one, context)

    return best_of(lambda: asyncio.run(each()), times=3, rounds=3)
