"""CMS messages put together part by part, so that a test can say which part is wrong."""

import hashlib
from datetime import UTC, datetime

from fixtures.cms import SIGNED_DATA, Signer, detached
from fixtures.der import (
    DIGEST_OIDS,
    algorithm,
    explicit,
    integer,
    octet_string,
    oid,
    sequence,
    set_of,
    tlv,
)
from fixtures.world import world
from verify.asn1.attributes import SignedAttributes
from verify.asn1.cms import DATA, SignedData, SignerInfo, decode_signed_data

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
CONTENT = b"contract\n" * 100
DIGEST = hashlib.sha256(CONTENT).digest()
P256 = world(1).borrower(1).signer
WHO = Signer(identity=P256, at=AT)
DETACHED, (VALUE,) = detached(DIGEST, WHO)
NONSENSE = "2.999.1"
SHA256 = algorithm(DIGEST_OIDS["sha256"])
IDENTIFIER = sequence(sequence(), integer(7))
TAIL = (algorithm("1.2.840.10045.4.3.2"), octet_string(b"value"))


def attribute_of(kind: str, *values: bytes) -> bytes:
    """An attribute of this kind with these values."""
    return sequence(oid(kind), tlv(0x31, b"".join(values)))


def signer_info(*attributes: bytes, unsigned: tuple[bytes, ...] = ()) -> bytes:
    """A SignerInfo with these attributes, in the order given."""
    return sequence(
        integer(1),
        IDENTIFIER,
        SHA256,
        tlv(0xA0, b"".join(attributes)),
        *TAIL,
        tlv(0xA1, b"".join(unsigned)) if unsigned else b"",
    )


def message_of(*infos: bytes, middle: bytes = b"", content: bytes = b"") -> bytes:
    """A ContentInfo around these SignerInfos."""
    body = sequence(
        integer(1), set_of([SHA256]), content or sequence(oid(DATA)), middle, set_of(infos)
    )
    return sequence(oid(SIGNED_DATA), explicit(0, body))


def read_signer(*attributes: bytes, unsigned: tuple[bytes, ...] = ()) -> SignerInfo:
    """The one signer of a message with these attributes, as it is read."""
    return decode_signed_data(message_of(signer_info(*attributes, unsigned=unsigned))).signers[0]


def read_only_signer(message: bytes) -> tuple[SignedData, SignerInfo, SignedAttributes]:
    """A message, its first signer and that signer's attributes, as they are read."""
    signed = decode_signed_data(message)
    assert signed.signers[0].attributes is not None
    return signed, signed.signers[0], signed.signers[0].attributes
