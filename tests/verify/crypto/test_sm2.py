"""SM2 by the system's libcrypto: known answers, one form at a time, and no crash on anything."""

import ctypes
import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.der import sequence
from fixtures.keys import sm2_key
from verify.crypto import sm2
from verify.crypto.algorithms import DEFAULT_FORM, SignatureScheme, Sm2Form
from verify.crypto.keys import load_key
from verify.crypto.sm2 import load_sm2_key
from verify.crypto.sm2_octets import message_digest, named_key
from verify.errors import UnsupportedError

MESSAGE = "放款凭证".encode()
OTHER_ID = "ALICE123@YAHOO.COM"
FORMS = {
    "default": DEFAULT_FORM,
    "other_id": Sm2Form(id=OTHER_ID),
    "empty_id": Sm2Form(id=""),
    "no_z": Sm2Form(z=False),
    "raw": Sm2Form(encoding="raw"),
    "raw_other_id": Sm2Form(id=OTHER_ID, encoding="raw"),
    "raw_no_z": Sm2Form(z=False, encoding="raw"),
}
KEY = load_sm2_key(sm2_key(1, "test-sm2").spki)
SCHEME = SignatureScheme("sm2", "sm3")


def _sign(form: Sm2Form, message: bytes = MESSAGE) -> bytes:
    key = sm2_key(1, "test-sm2", id=form.id.encode(), z=form.z, encoding=form.encoding)
    return key.sign(message)


SIGNED = {name: _sign(form) for name, form in FORMS.items()}


def test_the_known_answer_of_the_standard_verifies_for_its_message_alone() -> None:
    key = load_sm2_key(sm2._KNOWN_KEY)
    assert key.verify(sm2._KNOWN_SIGNATURE, b"message digest", DEFAULT_FORM)
    assert not key.verify(sm2._KNOWN_SIGNATURE, b"Message digest", DEFAULT_FORM)


@pytest.mark.parametrize("made", FORMS)
@pytest.mark.parametrize("asked", FORMS)
def test_a_signature_verifies_in_its_own_form_alone(made: str, asked: str) -> None:
    assert KEY.verify(SIGNED[made], MESSAGE, FORMS[asked]) is (made == asked)


@pytest.mark.parametrize("name", FORMS)
def test_a_signature_verifies_over_the_digest_with_its_prefix(name: str) -> None:
    form = FORMS[name]
    digest = message_digest(KEY.prefix(form), MESSAGE)
    assert KEY.verify_digest(SIGNED[name], digest, form)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_digest_of_another_length_never_verifies(length: int) -> None:
    assert not KEY.verify_digest(SIGNED["default"], bytes(length), DEFAULT_FORM)


def test_the_form_is_given_through_the_key_that_policies_judge() -> None:
    key = load_key(sm2_key(1, "test-sm2").spki)
    form = FORMS["raw_other_id"]
    assert key.verify(SCHEME, SIGNED["raw_other_id"], MESSAGE, form=form)
    assert not key.verify(SCHEME, SIGNED["raw_other_id"], MESSAGE)
    assert key.prefix(form) == KEY.prefix(form) != key.prefix()


def test_ecdsa_of_an_sm2_key_never_verifies() -> None:
    key = load_key(sm2_key(1, "test-sm2").spki)
    signature = sm2_key(1, "test-sm2").private.sign_ecdsa(MESSAGE, "sha256")  # type: ignore[union-attr]
    assert not key.verify(SignatureScheme("ecdsa", "sha256"), signature, MESSAGE)
    assert not key.verify(SCHEME, signature, MESSAGE)


def test_a_point_off_the_curve_is_unsupported() -> None:
    with pytest.raises(UnsupportedError, match="no point on the curve"):
        load_sm2_key(named_key(bytes(63) + b"\x01"))


def test_every_function_that_is_called_has_its_prototype_declared() -> None:
    libcrypto = sm2._libcrypto()
    assert libcrypto is not None
    declared = {name: getattr(libcrypto, name) for name in sm2._PROTOTYPES}
    assert {name: (one.restype, tuple(one.argtypes)) for name, one in declared.items()} == dict(
        sm2._PROTOTYPES
    )


def test_a_library_that_is_absent_is_none() -> None:
    assert sm2._open("libcrypto.so.none") is None


def test_a_library_without_the_functions_is_none() -> None:
    assert sm2._open("libc.so.6") is None


def test_a_library_that_says_yes_to_everything_does_not_know_sm2() -> None:
    class Yes(ctypes.CDLL):
        def EVP_PKEY_verify(self, *_arguments: object) -> int:  # noqa: N802 - its C name
            return 1

    real = sm2._libcrypto()
    assert real is not None
    yes = Yes(real._name)
    for name in sm2._PROTOTYPES:
        if name != "EVP_PKEY_verify":
            sm2._declare(getattr(yes, name), *sm2._PROTOTYPES[name])
    assert (sm2._knows_sm2(real), sm2._knows_sm2(yes)) == (True, False)


def test_without_a_library_sm2_is_unsupported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sm2, "_libcrypto", lambda: None)
    with pytest.raises(UnsupportedError, match="no libcrypto here computes it"):
        load_sm2_key(sm2_key(1, "test-sm2").spki)


def test_a_key_is_freed_with_the_last_reference_to_it() -> None:
    key = load_sm2_key(sm2_key(1, "test-freed").spki)
    gone = ref(key.evp)
    del key
    gc.collect()
    assert gone() is None


def test_four_threads_share_a_key() -> None:
    cases = [*SIGNED] * 40
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda name: KEY.verify(SIGNED[name], MESSAGE, FORMS[name]), cases)
    assert set(found) == {True}


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


def test_failing_verifications_leave_no_memory_behind() -> None:
    wrong = _sign(DEFAULT_FORM, b"another")
    for _ in range(200):
        KEY.verify(wrong, MESSAGE, DEFAULT_FORM)
    before = _resident()
    for _ in range(1500):
        assert not KEY.verify(wrong, MESSAGE, DEFAULT_FORM)
    assert _resident() - before < 1 << 20


def test_keys_that_come_and_go_leave_no_memory_behind() -> None:
    spki = sm2_key(1, "test-sm2").spki
    for _ in range(200):
        load_sm2_key(spki)
    before = _resident()
    for _ in range(2000):
        load_sm2_key(spki)
    assert _resident() - before < 1 << 20


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMS)), st.binary(max_size=64))
def test_arbitrary_signatures_never_verify(data: bytes, name: str, message: bytes) -> None:
    for signature in (data, sequence(data)):
        assert not KEY.verify(signature, message, FORMS[name])


@given(st.integers(0, 511))
def test_a_raw_signature_with_one_bit_flipped_never_verifies(bit: int) -> None:
    value = bytearray(SIGNED["raw"])
    value[bit // 8] ^= 1 << bit % 8
    assert not KEY.verify(bytes(value), MESSAGE, FORMS["raw"])


@given(st.binary(min_size=64, max_size=64))
def test_arbitrary_points_are_loaded_or_unsupported(point: bytes) -> None:
    with suppress(UnsupportedError):
        load_sm2_key(named_key(point))


def test_a_megabyte_is_neither_a_signature_nor_a_key() -> None:
    megabyte = bytes(1 << 20)
    assert not KEY.verify(megabyte, MESSAGE, DEFAULT_FORM)
    assert not KEY.verify(SIGNED["default"], megabyte, DEFAULT_FORM)
    with pytest.raises(UnsupportedError):
        load_sm2_key(megabyte)
