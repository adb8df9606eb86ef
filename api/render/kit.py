"""README.txt of a kit: for an expert, Chinese then English, then the commands for both.

It says what this kit is, how each check is repeated with public tools, and what those tools leave
unchecked. Lines that begin `$ ` are run as they stand, in the folder of the kit, without a network;
lines that begin `online$ ` ask a node of the expert's own choice.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from api.render.kithead import kit_head
from api.render.kitrows import OTHER, ROWS, KitRow, plain_id, sm2_value
from api.render.kitwithin import FAMILIES, within_commands, within_notes
from api.render.kitwords import ISSUED
from api.render.visible import quoted, visible
from api.render.words import WORDS

if TYPE_CHECKING:
    from ingest.kit.values import KitAnchor, KitOts, KitPath, KitPlan, KitProof, KitRevocation

__all__ = ["RUN", "render_readme"]

RUN = "    $ "
"""How a line begins that can be run as it stands."""
_ONLINE = "    online$ "
_RULE = "=" * 72

_ABSENT = "无法重复：原件未提交 cannot be repeated: the original was not submitted"
_NO_COMMAND = (
    "无可运行的命令 no command: 缺所证明的数据或受信任的路径，或者形式未支持"
    " (data or trusted path missing, or the form is not supported)"
)
_NO_PATH = "签名证书没有通往受信任一端的路径 no path from the signer to a trusted end"


def render_readme(plan: "KitPlan", report: Mapping[str, Any]) -> str:
    """Return README.txt for a kit with this plan and report."""
    lines = (
        *kit_head(plan, report, 0),
        *_bounds(plan, 0),
        _RULE,
        *kit_head(plan, report, 1),
        *_bounds(plan, 1),
        _RULE,
        *_files(plan, report),
        *_proofs(plan),
        *_paths(plan),
        *_revocation(plan),
    )
    return "\n".join(lines) + "\n"


def _bounds(plan: "KitPlan", lang: int) -> Iterator[str]:
    """Say what the tools check and leave unchecked, for the sorts of proof that are here."""
    yield ""
    yield ("各类命令核验什么，不核验什么：", "What the commands check, and what they do not:")[lang]
    families = dict.fromkeys(one.within.family for one in plan.proofs if one.within is not None)
    inside = [FAMILIES[one] for one in families if one in FAMILIES]
    sorts = [*(_row(proof).words for proof in plan.proofs), *inside, ISSUED]
    for words in dict.fromkeys(sorts):
        yield f"- {words.repeats[lang]}"
        yield f"  {words.unchecked[lang]}"
    yield (
        "- 证据所载内容是否属实，不在任何一项检查之内。",
        "- That what the evidence says is so is part of no check at all.",
    )[lang]


def _row(proof: "KitProof") -> KitRow:
    return ROWS.get((proof.kind, proof.method), OTHER)


def _files(plan: "KitPlan", report: Mapping[str, Any]) -> Iterator[str]:
    yield "1 全部文件 Every file"
    yield f"{RUN}sha256sum -c SHA256SUMS"
    digest = report["judgement"]["policy_digest"]
    yield f"{RUN}openssl dgst -sha256 -r policy/policy.json | grep {digest}"
    yield ""
    yield "2 原件摘要与案件行所载相同 Originals have the digests that the case line states"
    for one in plan.originals:
        yield f"  {one.name}  {one.evidence_id}  {quoted(one.title)} {quoted(one.file_name)}"
        for algorithm, stated in one.declared:
            yield f"{RUN}openssl dgst -{algorithm} -r {one.name} | grep {stated}"
    for name, title in plan.missing:
        yield f"  未提交原件 not here: {name} {quoted(title)}"


def _proofs(plan: "KitPlan") -> Iterator[str]:
    yield ""
    yield "3 证明 Proofs"
    for proof in plan.proofs:
        told = f"{proof.words['zh']} {proof.words['en']}" if proof.words else "—"
        kind = " ".join(WORDS[proof.kind.value])
        yield f"  {proof.name}  {kind}  {proof.id} → {proof.over}  [{told}]"
        commands = list(_row(proof).commands(proof))
        yield from (f"{RUN}{command}" for command in (*commands, *within_commands(proof)))
        notes = *_notes(proof, repeated=bool(commands)), *within_notes(proof)
        yield from (f"    {note}" for note in notes)
        if proof.anchor is not None:
            yield from _node(proof.anchor)
        if proof.ots is not None:
            yield from _block(proof.ots, proof)


def _notes(proof: "KitProof", *, repeated: bool) -> Iterator[str]:
    """Say of a proof what no command repeats."""
    if proof.covered is None and proof.within is None and proof.over.startswith("item:"):
        yield _ABSENT
    elif not repeated:
        yield _NO_COMMAND
    if any(signer.path is None for signer in proof.signers):
        yield _NO_PATH


def _node(anchor: "KitAnchor") -> Iterator[str]:
    """Say what is asked of any node of the chain, and with what its answer is compared."""
    block = f"0x{anchor.block_hash}"
    number = "" if anchor.chain_id is None else f" ({anchor.chain_id})"
    yield f"    链 chain {visible(anchor.chain)}{number}, contract {anchor.contract}"
    yield f"    区块散列 block hash = {anchor.digest}({anchor.header}) = {block}"
    yield (
        f"    交易序号 transaction {anchor.tx_index}, 日志 log {anchor.log_index}, "
        f"批次根 root {anchor.root or '—'}"
    )
    yield f"    登记 registered: {anchor.profile or '—'}  区块头 pinned: {anchor.pinned or '—'}"
    for method, parameter in anchor.calls:
        body = f'{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{parameter}}}'
        yield f"{_ONLINE}curl -s -H 'content-type: application/json' --data '{body}' \"$NODE\""


def _block(ots: "KitOts", proof: "KitProof") -> Iterator[str]:
    """Say what is asked of a Bitcoin node or explorer, and with what its answer is compared."""
    notary = ots.notary if ots.height is None else f"{ots.notary} {ots.height}"
    yield f"    链 chain {visible(ots.chain or '—')}, 见证 attested by {notary}"
    if ots.block_hash is None:
        return
    yield f"    区块散列 block hash = {ots.block_hash.hex()}"
    yield f"    登记 registered: {ots.profile or '—'}  所列区块头 listed: {ots.listed or '—'}"
    yield f"{_ONLINE}bitcoin-cli getblockhash {ots.height}"
    if proof.covered is not None:
        yield f"{_ONLINE}ots verify -f {proof.covered} {proof.name}"


def _paths(plan: "KitPlan") -> Iterator[str]:
    """Say how the paths of the signers are built, at the first and the last time asked."""
    times: dict[KitPath, list[int]] = {}
    for proof in plan.proofs:
        for signer in proof.signers:
            if signer.path is not None:
                times.setdefault(signer.path, []).append(int(proof.at.timestamp()))
    yield ""
    yield "4 证书路径 Certificate paths"
    for path, asked in times.items():
        yield f"  {' ← '.join(visible(one) for one in path.subjects)}"
        for at in dict.fromkeys((min(asked), max(asked))):
            yield from (f"{RUN}{command}" for command in _path(path, at))


def _path(path: "KitPath", at: int) -> Iterator[str]:
    """Yield the commands for one path; one of SM2 keys link by link, each with the user id."""
    base = f"openssl verify -partial_chain -attime {at}"
    if plain_id(path.sm2_id) and path.sm2_z and not path.sm2_raw:
        for certificate, issuer in path.links:
            given = f"-vfyopt distid:{path.sm2_id}"
            yield f"{base} {given} -trusted {issuer} {certificate}"
    elif not path.sm2_id:
        yield f"{base} -trusted {path.end} -untrusted {path.bundle} {path.leaf}"


def _revocation(plan: "KitPlan") -> Iterator[str]:
    yield ""
    yield "5 吊销信息 Revocation data"
    for one in plan.revocation:
        yield f"  {one.name} → {one.certificate} ({one.serial}){_mark(one)}"
        yield from (f"{RUN}{command}" for command in _REVOCATION[one.form](one))


def _mark(one: "KitRevocation") -> str:
    if one.status == "revoked" and one.revoked_at is not None:
        return f"  [已吊销 revoked {one.revoked_at:%Y-%m-%d}，见报告]"
    return "" if one.status == "good" else "  [状态未知 unknown，见报告]"


def _crl(one: "KitRevocation") -> Iterator[str]:
    # openssl crl and ocsp may end with zero where a signature is wrong: the word decides.
    if one.value is None or one.tbs is None:
        yield f"openssl crl -inform DER -in {one.name} -noout -CAfile {one.issuer} 2>&1 | grep OK"
    elif plain_id(one.path.sm2_id) and one.path.sm2_z:
        yield from sm2_value(one.issuer, one.path.sm2_id, one.value, one.tbs)
    shown, serial = f"openssl crl -inform DER -in {one.name} -noout -text", one.serial
    if one.status == "revoked":
        yield f"{shown} | grep -A 4 'Serial Number: {serial}$'"
    else:
        yield f"! {shown} | grep -q 'Serial Number: {serial}$'"


def _ocsp(one: "KitRevocation") -> Iterator[str]:
    asked = (
        f"openssl ocsp -respin {one.name} -{one.digest} -issuer {one.issuer}"
        f" -cert {one.certificate}"
        f" -verify_other {one.path.bundle} -CAfile {one.path.end} -partial_chain -no_nonce"
    )
    yield f"{asked} 2>&1 | grep 'verify OK'"
    yield f"{asked} 2>&1 | grep -A 3 ': {one.status}$'"


_REVOCATION = {"crl": _crl, "ocsp": _ocsp}
