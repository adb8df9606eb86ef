"""What a SignedValue.dat is, whatever the list of signatures calls it."""

import hashlib
from datetime import UTC, datetime

import pytest

from fixtures.cms import DATA, GM_DATA, Signer, detached, sign, signed_data
from fixtures.eseal import Sealing, platform_seal, seal_owner
from fixtures.world import world
from ingest.signed.ofd.value import read_value

WORLD = world(1)
AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
OWNER = seal_owner(WORLD, WORLD.platforms[0])
XML = b"<Signature/>"
SES = Sealing(platform_seal(WORLD, WORLD.platforms[0]), OWNER, AT).over(XML, "/x")


def _cms(kind: str, digest: str) -> bytes:
    signer = Signer(identity=OWNER if digest == "sm3" else WORLD.lenders[0].signer, at=AT)
    return detached(hashlib.new(digest, XML).digest(), signer, kind=kind)[0]


def _enveloping(content: bytes) -> bytes:
    signer = Signer(identity=OWNER, at=AT)
    made = sign(signer, hashlib.new(signer.hashing, content).digest(), content=content)
    return signed_data([made], certificates=[OWNER.certificate], content=content)


@pytest.mark.parametrize("kind", ["Seal", "Sign"])
@pytest.mark.parametrize(
    ("octets", "form", "really"),
    [
        (SES, "ses", "Seal"),
        (_cms(GM_DATA, "sm3"), "gm-cms", "Sign"),
        (_cms(DATA, "sha256"), "cms", "Sign"),
    ],
    ids=["seal", "GM/T 0010", "RFC 5652"],
)
def test_its_octets_say_what_it_is(octets: bytes, kind: str, form: str, really: str) -> None:
    read = read_value(octets, kind, XML)
    assert (read.form, read.kind, read.covered) == (form, really, XML)
    assert read.message is not None


@pytest.mark.parametrize(("kind", "form"), [("Seal", "ses"), ("Sign", "raw"), ("Other", "ses")])
def test_what_is_neither_is_what_the_list_says(kind: str, form: str) -> None:
    read = read_value(bytes(64), kind, XML)
    assert (read.form, read.kind, read.message) == (form, kind, None)


def test_a_broken_cms_is_a_cms() -> None:
    read = read_value(_cms(GM_DATA, "sm3")[:-1], "Seal", XML)
    assert (read.form, read.kind, read.message) == ("gm-cms", "Sign", None)


@pytest.mark.parametrize("digest", ["sm3", "sha256"])
def test_a_cms_may_sign_the_digest_of_the_description(digest: str) -> None:
    content = hashlib.new(digest, XML).digest()
    octets = _enveloping(content)
    assert read_value(octets, "Sign", XML).covered == content


@pytest.mark.parametrize(
    "content", [hashlib.new("sm3", b"another").digest(), hashlib.sha1(XML).digest(), b"short"]
)
def test_a_cms_over_anything_else_is_held_against_the_description(content: bytes) -> None:
    octets = _enveloping(content)
    assert read_value(octets, "Sign", XML).covered == XML
