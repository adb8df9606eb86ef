"""README.txt of a kit: for an expert, Chinese then English, then the commands for both.

It says what this kit is, how each check is repeated with public tools, and what those tools leave
unchecked. Lines that begin `$ ` are run as they stand, in the folder of the kit, without a network;
lines that begin `online$ ` ask a node of the expert's own choice.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from api.render.kitrows import OTHER, ROWS, KitRow, plain_id, sm2_value
from api.render.kitwords import ISSUED
from api.render.visible import quoted, visible

if TYPE_CHECKING:
    from ingest.kit.values import KitAnchor, KitPath, KitPlan, KitProof, KitRevocation

__all__ = ["RUN", "render_readme"]

RUN = "    $ "
"""How a line begins that can be run as it stands."""
_ONLINE = "    online$ "
_RULE = "=" * 72

_INTRODUCTION = (
    "电子数据技术核验 · 单案核验材料包",
    "非法院出具。供举证、质证参考，不是鉴定意见。",
    "",
    "本包含一件案件的原件、证明、证书、吊销信息、受信任根证书、区块头与链登记、事实、策略与报告，",
    "全部取自同一次核验所读的证据包。文件名均为本程序所编，「」内为提交人原文。",
    "须用 OpenSSL 3.0 以上与 coreutils。在本目录逐行运行以 $ 开头的命令：结果为零即相符。",
    "以 online$ 开头的须由您自选节点。报告为“核验一致”的，命令应全部成功；其余以报告所述为准。",
    "",
    "目录：originals 原件 · proofs 证明及其拆出的部分 · certificates 证书 · trust 受信任的一端 ·",
    "revocation 吊销信息 · anchors 区块头、链登记 · facts 事实 · policy 策略 · report 报告",
)
_INTRODUCTION_EN = (
    "Technical verification of electronic data: kit of one case",
    "Not issued by a court. For producing and examining evidence; no expert opinion.",
    "",
    "It holds originals, proofs, certificates, revocation data, trusted roots, block headers,",
    "chain profiles, facts, policy and report of one case, all of the package as it was read in",
    "one run. File names are this program's; what stands in 「」 is the sender's own text.",
    "OpenSSL 3.0 or later and coreutils are needed. Run the lines that begin with $ here: exit",
    "code zero is agreement. Lines that begin with online$ need a node of your own choice. Where",
    "the report says consistent every command should succeed; else the report says what fails.",
)


def render_readme(plan: "KitPlan", report: Mapping[str, Any]) -> str:
    """Return README.txt for a kit with this plan and report."""
    lines = (
        *_INTRODUCTION,
        *_inputs(report, 0),
        *_bounds(plan, 0),
        _RULE,
        *_INTRODUCTION_EN,
        *_inputs(report, 1),
        *_bounds(plan, 1),
        _RULE,
        *_files(plan, report),
        *_proofs(plan),
        *_paths(plan),
        *_revocation(plan),
    )
    return "\n".join(lines) + "\n"


def _inputs(report: Mapping[str, Any], lang: int) -> Iterator[str]:
    judgement, software = report["judgement"], report["software"]
    labels = (
        ("案件", "证据包", "核验时间", "核验策略", "信任库", "软件"),
        ("case", "package", "validation time", "policy", "trust store", "software"),
    )[lang]
    policy = f"{visible(judgement['policy_id'])} {visible(judgement['policy_version'])}"
    values = (
        report["case_key"],
        f"{judgement['package_id']} sha256:{judgement['package_digest']}",
        judgement["at"],
        f"{policy} sha256:{judgement['policy_digest']}",
        f"sha256:{judgement['trust_digest']}",
        f"{software['name']} {software['version']}",
    )
    yield ""
    yield from (f"{label}: {value}" for label, value in zip(labels, values, strict=True))


def _bounds(plan: "KitPlan", lang: int) -> Iterator[str]:
    """Say what the tools check and leave unchecked, for the sorts of proof that are here."""
    yield ""
    yield ("各类命令核验什么，不核验什么：", "What the commands check, and what they do not:")[lang]
    sorts = [*(_row(proof).words for proof in plan.proofs), ISSUED]
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
        yield f"  {proof.name}  {proof.id} → {proof.over}  [{told}]"
        commands = list(_row(proof).commands(proof))
        yield from (f"{RUN}{command}" for command in commands)
        if not commands:
            yield "    无可运行的命令 no command: 缺所证明的文件，或者形式未支持"
        if proof.anchor is not None:
            yield from _node(proof.anchor)


def _node(anchor: "KitAnchor") -> Iterator[str]:
    """Say what is asked of any node of the chain, and with what its answer is compared."""
    block = f"0x{anchor.block_hash}"
    yield f"    链 chain {visible(anchor.chain)} ({anchor.chain_id}), contract {anchor.contract}"
    yield f"    区块散列 block hash = keccak-256({anchor.header}) = {block}"
    yield (
        f"    交易序号 transaction {anchor.tx_index}, 日志 log {anchor.log_index}, "
        f"批次根 root {anchor.root or '—'}"
    )
    yield f"    登记 registered: {anchor.profile or '—'}  区块头 pinned: {anchor.pinned or '—'}"
    for method, parameter in (
        ("eth_getBlockByHash", f'["{block}",false]'),
        ("eth_getBlockReceipts", f'["{block}"]'),
    ):
        body = f'{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{parameter}}}'
        yield f"{_ONLINE}curl -s -H 'content-type: application/json' --data '{body}' \"$NODE\""


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
        yield f"  {one.name} → {one.certificate} ({one.serial})"
        yield from (f"{RUN}{command}" for command in _REVOCATION[one.form](one))


def _crl(one: "KitRevocation") -> Iterator[str]:
    # openssl crl and ocsp may end with zero where a signature is wrong: the word decides.
    if one.value is None or one.tbs is None:
        yield f"openssl crl -inform DER -in {one.name} -noout -CAfile {one.issuer} 2>&1 | grep OK"
    elif plain_id(one.path.sm2_id) and one.path.sm2_z:
        yield from sm2_value(one.issuer, one.path.sm2_id, one.value, one.tbs)
    listed = f"grep -A 4 'Serial Number: {one.serial}$' || echo 'not listed 未列入'"
    yield f"openssl crl -inform DER -in {one.name} -noout -text | {listed}"


def _ocsp(one: "KitRevocation") -> Iterator[str]:
    asked = (
        f"openssl ocsp -respin {one.name} -issuer {one.issuer} -cert {one.certificate}"
        f" -verify_other {one.path.bundle} -CAfile {one.path.end} -partial_chain -no_nonce"
    )
    yield f"{asked} 2>&1 | grep 'verify OK'"
    yield asked


_REVOCATION = {"crl": _crl, "ocsp": _ocsp}
