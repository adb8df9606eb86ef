"""The court's receipt 电子证据接收回执: what was received, signed before anything is judged.

It is canonical JSON in a CMS message of the court's key (formats, receipt); `key_id` is the SHA-256
of the certificate that it was signed under, so that it is told long after the key was changed.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from ingest.cms import sign_enveloped
from ingest.service import CourtKey
from verify.asn1.cms import decode_signed_data
from verify.canonical import canonical_json, rfc3339

__all__ = ["RECEIPT_TITLE", "RECEIPT_WORDS", "Archive", "receipt_body", "signed_receipt"]

RECEIPT_TITLE = "电子证据接收回执"
RECEIPT_WORDS = "本回执仅证明本院系统已收到下列数据，不代表受理、立案或准入。"

Archive = tuple[str, int]
"""SHA-256 and octets of an archive, where one was sent."""


def signed_receipt(
    key: CourtKey,
    *,
    receipt: str,
    package_id: str,
    package_digest: str,
    archive: Archive | None,
    received_at: datetime,
    sender: str,
    environment: str,
) -> bytes:
    """Return the signed receipt of a package.

    Raises:
        SigningError: the court's key cannot be signed with.
    """
    value: dict[str, object] = {
        "v": 1,
        "receipt_id": receipt,
        "package_id": package_id,
        "package_digest": {"sha256": package_digest},
        "received_at": rfc3339(received_at),
        "sender": sender,
        "environment": environment,
        "key_id": sha256(key.certificate.public_bytes(Encoding.DER)).hexdigest(),
    }
    if archive is not None:
        value["archive"] = {"sha256": archive[0], "size": archive[1]}
    content = canonical_json(value)
    return sign_enveloped(content, key.key, key.certificate, at=received_at, extra_certs=key.path)


def receipt_body(signed: bytes) -> dict[str, Any]:
    """Return what a receipt of ours says."""
    content = decode_signed_data(signed).content
    value: dict[str, Any] = json.loads(content or b"")
    return value
