"""What repeats one check of a kit with public tools: a row for each (kind, form or algorithm).

A row gives the commands, says what they repeat, and what the tool leaves unchecked (threats: what
`openssl` accepts). A new form is one row. Commands use names of the kit alone, which are ours.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from api.render import kitwords
from api.render.kitwords import Bounds
from verify.model import ProofKind
from verify.receipts.registry import DECLARED, FORMS

if TYPE_CHECKING:
    from ingest.kit.values import KitProof, KitSigner

__all__ = ["OTHER", "ROWS", "KitRow", "plain_id", "sm2_value"]

Commands = Iterator[str]
Verify = Callable[["KitSigner", str], Commands]


class KitRow(NamedTuple):
    """How one sort of proof is checked again."""

    commands: Callable[["KitProof"], Commands]
    words: Bounds


def _cms(proof: "KitProof") -> Commands:
    signers = "".join(f" -certfile {one.certificate}" for one in proof.signers if one.certificate)
    content = "" if proof.content else f" -content {proof.covered}"
    if proof.covered is not None:
        yield (
            f"openssl cms -verify -binary -noverify -inform DER -in {proof.name}{content}{signers}"
            " -out /dev/null"
        )
        if proof.content:
            yield f"cmp {proof.content} {proof.covered}"


def _token(proof: "KitProof") -> Commands:
    whole = "" if proof.method == "tsr" else " -token_in"
    path = next((one.path for one in proof.signers if one.path), None)
    if proof.covered is not None and path is not None:
        yield (
            f"openssl ts -verify -in {proof.name}{whole} -data {proof.covered}"
            f" -CAfile {path.end} -untrusted {path.bundle} -partial_chain"
            f" -attime {int(proof.at.timestamp())}"
        )
        yield f"openssl ts -reply -in {proof.name}{whole} -text"


def _apart(proof: "KitProof", verify: Verify) -> Commands:
    """Yield the raw steps: the digest in the signed attributes, then the value over these."""
    content = proof.content or proof.covered
    if content is None:
        return
    if proof.kind is ProofKind.TIMESTAMP and proof.covered is not None:
        yield _holds(proof.content or proof.covered, proof.digest, proof.covered)
    elif proof.content and proof.covered:
        yield f"cmp {proof.content} {proof.covered}"
    for signer in proof.signers:
        if signer.attributes is not None:
            yield _holds(signer.attributes, signer.digest, content)
        yield from verify(signer, signer.attributes or content)


def _holds(message: str, digest: str, content: str) -> str:
    """Return the command that finds the digest of some content in a DER message."""
    computed = f"$(openssl dgst -{digest} -r {content} | cut -d' ' -f1)"
    return f'openssl asn1parse -inform DER -in {message} | grep -i "{computed}"'


def plain_id(text: str) -> bool:
    """Whether a registered SM2 user id can stand in a command as it is."""
    return bool(text) and text.isascii() and text.isalnum()


def _key(certificate: str, value: str) -> tuple[str, str]:
    """Return the command that takes the key out of a certificate, and the name of its file."""
    name = value.removesuffix(".sig") + ".pub"
    return f"openssl x509 -in {certificate} -pubkey -noout > {name}", name


def sm2_value(certificate: str, user: str, value: str, message: str) -> Commands:
    """Yield the commands that verify one SM2 signature value over a message."""
    command, key = _key(certificate, value)
    yield command
    yield f"openssl dgst -sm3 -verify {key} -sigopt distid:{user} -signature {value} {message}"


def _sm2_signer(signer: "KitSigner", message: str) -> Commands:
    known = signer.sm2_z and plain_id(signer.sm2_id)
    if known and signer.certificate is not None and signer.value is not None:
        yield from sm2_value(signer.certificate, signer.sm2_id, signer.value, message)


def _ed25519_signer(signer: "KitSigner", message: str) -> Commands:
    if signer.certificate is not None and signer.value is not None:
        command, key = _key(signer.certificate, signer.value)
        yield command
        yield (
            f"openssl pkeyutl -verify -pubin -inkey {key} -rawin -in {message}"
            f" -sigfile {signer.value}"
        )


def _seal(proof: "KitProof") -> Commands:
    """Yield the digest of what is sealed in what the seal's user signed, then the value."""
    if proof.content is None:
        return
    if proof.covered is not None and proof.digest:
        # A BIT STRING, whose octets asn1parse does not show.
        computed = f"$(openssl dgst -{proof.digest} -r {proof.covered} | cut -d' ' -f1)"
        yield f"""od -An -v -tx1 {proof.content} | tr -d ' \\n' | grep -o "{computed}\""""
    for signer in proof.signers:
        if signer.sm2_id:
            yield from _sm2_signer(signer, proof.content)
        elif signer.certificate is not None and signer.value is not None:
            command, key = _key(signer.certificate, signer.value)
            yield command
            yield (
                f"openssl dgst -{signer.digest} -verify {key} -signature {signer.value}"
                f" {proof.content}"
            )


def _sm2(proof: "KitProof") -> Commands:
    return _apart(proof, _sm2_signer)


def _ed25519(proof: "KitProof") -> Commands:
    return _apart(proof, _ed25519_signer)


def _anchor(proof: "KitProof") -> Commands:
    anchor = proof.anchor
    if anchor is None or proof.covered is None:
        return
    digest = anchor.tree.removeprefix("rfc9162-")
    hashed = f"openssl dgst -{digest} -binary"
    start = rf"(printf '\000evidence-leaf/1\000{anchor.algorithm}\000';"
    steps = [f"{start} openssl dgst -{anchor.algorithm} -binary {proof.covered}) | {hashed}"]
    for left, node in anchor.siblings:
        octets = "".join(rf"\{octet:03o}" for octet in node)
        pair = rf"printf '\001{octets}'; cat" if left else rf"printf '\001'; cat; printf '{octets}'"
        steps.append(f"({pair}) | {hashed}")
    shown = r"od -An -tx1 | tr -d ' \n'"
    found = f" | grep {anchor.root}" if anchor.root else ""
    yield " | ".join((*steps, shown)) + found
    if anchor.root:
        yield f"grep -o {anchor.root} {proof.name}"
    if anchor.pinned:
        yield f"grep -o {anchor.block_hash} {anchor.pinned}"


def _fisco(proof: "KitProof") -> Commands:
    """Yield the batch path, what is hashed again where openssl has the hash, and the signatures."""
    yield from _anchor(proof)
    anchor = proof.anchor
    if anchor is None:
        return
    if anchor.digest == "sm3":
        for name, digest in ((anchor.header, anchor.block_hash), *anchor.parts):
            yield f"openssl dgst -sm3 -r {name} | grep {digest}"
    for seal in anchor.seals:
        form = " -rawin -digest sm3 -pkeyopt distid:1234567812345678" if seal.sm2 else ""
        yield (
            f"openssl pkeyutl -verify -pubin -inkey {seal.key} -in {seal.hash}"
            f" -sigfile {seal.value}{form}"
        )


def _ots(proof: "KitProof") -> Commands:
    """Yield the path as one pipe of its steps, and what the header has in the same places."""
    ots = proof.ots
    if ots is None or ots.header is None or ots.block_hash is None or ots.root is None:
        return
    root = ots.root.hex()
    shown = r"od -An -v -tx1 | tr -d ' \n'"
    known = all(name in _STEPS for name, _ in ots.steps)
    if proof.covered is not None and known and sum(len(one) for _, one in ots.steps) <= _PIPED:
        steps = [f"openssl dgst -{ots.algorithm} -binary {proof.covered}"]
        steps += [_STEPS[name](_octal(operand)) for name, operand in ots.steps]
        yield " | ".join((*steps, shown)) + f" | grep {root}"
    yield rf"od -An -v -tx1 -j36 -N32 {ots.header} | tr -d ' \n' | grep {root}"
    hashed = "openssl dgst -sha256 -binary"
    yield f"{hashed} {ots.header} | {hashed} | {shown} | grep {ots.block_hash[::-1].hex()}"
    if ots.listed is not None:
        yield f"grep -o {ots.block_hash.hex()} {ots.listed}"


def _octal(octets: bytes) -> str:
    return "".join(rf"\{octet:03o}" for octet in octets)


_PIPED = 8192
"""Octets of operands that stand in one command: a shell takes lines of 128 kB."""
_STEPS: Mapping[str, Callable[[str], str]] = {
    "append": lambda operand: f"(cat; printf '{operand}')",
    "prepend": lambda operand: f"(printf '{operand}'; cat)",
    **{
        name: lambda _, name=name: f"openssl dgst -{name} -binary"  # type: ignore[misc]
        for name in ("sha1", "ripemd160", "sha256")
    },
}
"""Operations of OpenTimestamps that common tools repeat, as parts of a pipe."""


def _receipt(proof: "KitProof") -> Commands:
    if proof.covered is not None and proof.digest:
        computed = f"$(openssl dgst -{proof.digest} -r {proof.covered} | cut -d' ' -f1)"
        yield f'grep -i -o "{computed}" {proof.name}'


def _nothing(_: "KitProof") -> Commands:
    return iter(())


_TOKEN = KitRow(_token, kitwords.TOKEN)

ROWS: Mapping[tuple[ProofKind, str], KitRow] = MappingProxyType(
    {
        (ProofKind.SIGNATURE, "cms"): KitRow(_cms, kitwords.CMS),
        (ProofKind.SIGNATURE, "sm2"): KitRow(_sm2, kitwords.SM2),
        (ProofKind.SIGNATURE, "ed25519"): KitRow(_ed25519, kitwords.ED25519),
        (ProofKind.SIGNATURE, "seal"): KitRow(_seal, kitwords.SEAL),
        (ProofKind.TIMESTAMP, "tst"): _TOKEN,
        (ProofKind.TIMESTAMP, "tsr"): _TOKEN,
        (ProofKind.TIMESTAMP, "sm2"): KitRow(_sm2, kitwords.SM2),
        (ProofKind.TIMESTAMP, "ed25519"): KitRow(_ed25519, kitwords.ED25519),
        (ProofKind.ANCHOR, "evm-receipt/1"): KitRow(_anchor, kitwords.ANCHOR),
        (ProofKind.ANCHOR, "fisco2/1"): KitRow(_fisco, kitwords.FISCO),
        (ProofKind.ANCHOR, "fisco3/1"): KitRow(_fisco, kitwords.FISCO),
        (ProofKind.ANCHOR, "platform-chain/1"): KitRow(_nothing, kitwords.WORD),
        (ProofKind.ANCHOR, "ots/1"): KitRow(_ots, kitwords.OTS),
        **{
            (ProofKind.RECEIPT, form): KitRow(_receipt, kitwords.RECEIPT)
            for form in (DECLARED, *FORMS)
        },
    }
)
"""Kind and method (`KitProof.method`) to the row."""

OTHER = KitRow(_nothing, kitwords.OTHER)
"""What is said of a form that has no row, or could not be read."""
