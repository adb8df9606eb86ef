"""A trust directory is taken or refused whole; loose material serves all purposes but two."""

import json
from collections.abc import Callable
from hashlib import sha256

import pytest

from fixtures.trust import TrustDirectory, trust_directory
from fixtures.world import world
from verify.errors import TrustError
from verify.pem import pem_blocks
from verify.trust import Purpose
from verify.trustfile import decode_bare, decode_trust

Files = dict[str, bytes]


@pytest.fixture(name="draft")
def _draft() -> TrustDirectory:
    return trust_directory(world(1))


def test_a_registry_record_of_a_folder_that_nobody_reads_refuses_the_store(
    draft: TrustDirectory,
) -> None:
    draft.add_record("standards/x.json", {"id": "x"})
    with pytest.raises(TrustError, match=r"^standards/x\.json: "):
        decode_trust(draft.files())


def test_a_registry_record_that_would_take_the_place_of_another_refuses_the_store(
    draft: TrustDirectory,
) -> None:
    draft.add_record("chains/evm-court", draft.record("chains/evm-court.json"))
    with pytest.raises(TrustError, match=r"^chains/evm-court: "):
        decode_trust(draft.files())


@pytest.mark.parametrize(
    "path", ["evm-court.jsonl", "headers/evm-court.json", "headers/other.jsonl", "headers/.jsonl"]
)
def test_pinned_headers_of_no_registered_chain_refuse_the_store(
    draft: TrustDirectory, path: str
) -> None:
    draft.add(path, b"", "headers")
    with pytest.raises(TrustError, match=f"^{path}: "):
        decode_trust(draft.files())


def test_pinned_headers_without_their_chain_s_profile_refuse_the_store(
    draft: TrustDirectory,
) -> None:
    draft.remove("chains/evm-court.json")
    with pytest.raises(TrustError, match=r"^headers/evm-court\.jsonl: "):
        decode_trust(draft.files())


def test_headers_of_a_chain_of_words_alone_refuse_the_store() -> None:
    """Nothing would read them."""
    draft = trust_directory(world(1))
    record = {"id": "word", "kind": "attested", "operator": "虚构链", "tolerance_s": 60, "to": None}
    draft.add_record("chains/word.json", {**record, "from": "2023-01-01T00:00:00Z"})
    assert decode_trust(draft.files()).chains
    draft.add("headers/word.jsonl", b"", "headers")
    with pytest.raises(TrustError, match=r"^headers/word\.jsonl: "):
        decode_trust(draft.files())


def test_a_good_directory_gives_roots_platforms_and_revocation_data(draft: TrustDirectory) -> None:
    store = decode_trust(draft.files())
    assert (store.environment, store.sequence, store.bare) == ("sandbox", 1, False)
    assert sorted(store.platforms or {}) == ["plat-anzheng", "plat-guomi", "plat-intl"]
    assert all((store.roots, store.intermediates, store.crls))


def test_a_root_serves_the_purpose_of_its_entry_alone(draft: TrustDirectory) -> None:
    purposes = {root.purposes for root in decode_trust(draft.files()).roots}
    assert purposes == {
        frozenset({Purpose.SIGNER}),
        frozenset({Purpose.TSA}),
        frozenset({Purpose.PLATFORM}),
        frozenset({Purpose.COURT}),
    }


def test_a_platform_s_own_certificate_ends_no_path(draft: TrustDirectory) -> None:
    store = decode_trust(draft.files())
    pinned = {c.der for p in (store.platforms or {}).values() for c in p.certificates}
    assert pinned
    assert not pinned & {root.der for root in store.roots}


def test_the_digest_is_that_of_the_canonical_trust_json(draft: TrustDirectory) -> None:
    files = draft.files()
    assert decode_trust(files).digest == sha256(files["trust.json"]).hexdigest()


def _unlisted(files: Files) -> None:
    files["roots/extra.pem"] = b"x"


def _absent(files: Files) -> None:
    files.pop(next(path for path in files if path.startswith("tsa/")))


def _changed(files: Files) -> None:
    path = next(path for path in files if path.startswith("revocation/"))
    files[path] += b"\0"


def _edited(change: Callable[[dict[str, object]], object]) -> Callable[[Files], None]:
    def edit(files: Files) -> None:
        head = json.loads(files["trust.json"])
        change(head)
        files["trust.json"] = json.dumps(head).encode()

    return edit


def _entry(**fields: object) -> Callable[[Files], None]:
    return _edited(lambda head: head["entries"][0].update(fields))  # type: ignore[index]


NOISE = b"\x30\x03\x02\x01\x01"
"""DER of a SEQUENCE, and nothing that a trust directory holds."""
BARE_NOISE = bytes.fromhex("3009300302010130000300")
"""What has the shape of a certificate by its outer elements alone."""


@pytest.mark.parametrize(
    ("path", "purpose"),
    [
        ("roots/x.pem", "signer"),
        ("tsa/x.pem", "tsa"),
        ("roots/y.pem", "responder"),
        ("intermediates/x.crt", "intermediate"),
        ("revocation/x.crl", "revocation"),
        ("revocation/x.ocsp", "revocation"),
    ],
)
def test_a_file_that_cannot_be_decoded_refuses_the_store_by_name(
    draft: TrustDirectory, path: str, purpose: str
) -> None:
    draft.add(path, NOISE, purpose)
    with pytest.raises(TrustError, match=f"^{path}: "):
        decode_trust(draft.files())


def test_a_pinned_certificate_that_cannot_be_decoded_refuses_the_store(
    draft: TrustDirectory,
) -> None:
    file, record = "platforms/plat-anzheng-seal.pem", "platforms/plat-anzheng.json"
    draft.contents[file] = NOISE
    pinned = {"sha256": sha256(NOISE).hexdigest(), "file": file}
    draft.add_record(record, {**draft.record(record), "signing_certs": [pinned]})
    with pytest.raises(TrustError, match=f"^{file}: "):
        decode_trust(draft.files())


def test_loose_material_of_a_known_shape_that_cannot_be_decoded_is_refused() -> None:
    with pytest.raises(TrustError, match=r"^file: certificate\.malformed"):
        decode_bare({"file": BARE_NOISE})


@pytest.mark.parametrize(
    "expected",
    [
        {"0": ["signature"]},
        {"11": ["signature"]},
        {"all": ["signature"]},
        {"*": ["signatures"]},
        {"*": "signature"},
        {"1": [["signature"]]},
        {"1": [1]},
    ],
)
def test_expected_proofs_of_no_category_or_kind_refuse_the_store(
    draft: TrustDirectory, expected: dict[str, object]
) -> None:
    record = "platforms/plat-anzheng.json"
    draft.add_record(record, {**draft.record(record), "expected_proofs": expected})
    with pytest.raises(TrustError, match=f"^{record}: "):
        decode_trust(draft.files())


DAMAGE: dict[str, Callable[[Files], object]] = {
    "a file that is not listed": _unlisted,
    "a listed file that is absent": _absent,
    "a file with another digest": _changed,
    "an unknown purpose": _entry(purpose="friend"),
    "an entry with another digest": _entry(sha256="00" * 32),
    "another version": _edited(lambda head: head.update(version=2)),
    "entries that are no list": _edited(lambda head: head.update(entries={})),
    "no audience": _edited(lambda head: head.pop("audience")),
    "an entry twice": _edited(lambda head: head["entries"].append(head["entries"][0])),  # type: ignore[attr-defined, index]
    "no JSON": lambda files: files.update({"trust.json": b"{"}),
    "a duplicate key": lambda files: files.update({"trust.json": b'{"version":1,"version":1}'}),
    "a number beyond 2^53": lambda files: files.update(
        {"trust.json": b'{"version":1%s}' % b"0" * 17}
    ),
    "a float": lambda files: files.update({"trust.json": b'{"version":1.0}'}),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_directory_that_is_not_what_it_lists_is_refused(draft: TrustDirectory, name: str) -> None:
    files = draft.files()
    DAMAGE[name](files)
    with pytest.raises(TrustError):
        decode_trust(files)


def test_loose_certificates_serve_every_purpose_but_platform_and_court(
    draft: TrustDirectory,
) -> None:
    loose = {path: data for path, data in draft.contents.items() if path.startswith("roots/")}
    store = decode_bare(loose)
    assert store.bare
    assert store.platforms is None
    assert {root.purposes for root in store.roots} == {
        frozenset({Purpose.SIGNER, Purpose.TSA, Purpose.RESPONDER})
    }


def test_loose_revocation_data_is_told_from_certificates(draft: TrustDirectory) -> None:
    loose = {path: data for path, data in draft.contents.items() if path.endswith(".crl")}
    store = decode_bare(loose)
    assert (len(store.crls), len(store.roots)) == (len(loose), 0)


@pytest.mark.parametrize("data", [b"", b"noise", b"\x30\x00", b"-----BEGIN CERTIFICATE-----\n"])
def test_loose_files_that_are_nothing_of_the_kind_are_refused(data: bytes) -> None:
    with pytest.raises(TrustError):
        decode_bare({"file": data})


def test_several_pem_blocks_are_all_taken() -> None:
    block = b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
    assert pem_blocks(block * 2) == [b"0\0", b"0\0"]
