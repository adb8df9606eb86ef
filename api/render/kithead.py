"""How README.txt of a kit begins: what it is, how it is run, what is in it, what it was made under.

Chinese or English. A folder that this kit has not is not named.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from api.render.visible import visible

if TYPE_CHECKING:
    from ingest.kit.values import KitPlan

__all__ = ["kit_head"]

_INTRODUCTION: tuple[str, ...] = (
    "电子数据技术核验 · 单案核验材料包",
    "非法院出具。供举证、质证参考，不是鉴定意见。",
    "",
    "本包含一件案件的下列内容，全部取自同一次核验所读的证据包。文件名均为本程序所编，",
    "「」内为提交人原文。",
    "须用 OpenSSL 3.0 以上与 coreutils。在本目录逐行运行以 $ 开头的命令：退出码为零即相符。",
    "以 online$ 开头的须由您自选节点。报告为“核验一致”的，命令应全部成功；其余以报告所述为准。",
    "openssl 对 certificates/path-*.pem 提示“is not a CA cert”无碍：该文件首张即签名人证书。",
)
_INTRODUCTION_EN = (
    "Technical verification of electronic data: kit of one case",
    "Not issued by a court. For producing and examining evidence; no expert opinion.",
    "",
    "It holds what is listed below of one case, all of the package as it was read in one run.",
    "File names are this program's; what stands in 「」 is the sender's own text.",
    "OpenSSL 3.0 or later and coreutils are needed. Run the lines that begin with $ here: exit",
    "code zero is agreement. Lines that begin with online$ need a node of your own choice. Where",
    "the report says consistent every command should succeed; else the report says what fails.",
    'The warning "is not a CA cert" of openssl for certificates/path-*.pem is harmless: the',
    "first certificate in it is the signer's own.",
)
_FOLDERS = {
    "originals": "原件",
    "proofs": "证明及其拆出的部分",
    "certificates": "证书",
    "trust": "受信任的一端",
    "revocation": "吊销信息",
    "anchors": "区块头、链登记",
    "facts": "事实",
    "policy": "策略",
    "report": "报告",
}
_ALWAYS = {"facts", "policy", "report"}
_REVOKED = (
    "标有 [已吊销 revoked …] 的例外：命令列出该条目，退出码为零只表示确有此条，",
    "该条目与“证书未被吊销”相矛盾；签名在先还是在后，见报告。",
)
_REVOKED_EN = (
    "What is marked [已吊销 revoked …] is the exception: its command shows the entry, and exit",
    "code zero says that it is there. The entry contradicts that the certificate is good;",
    "whether the signature came before it the report says.",
)
_INSIDE = (
    "文件内部的签名（编号中有“/”的）例外：命令全部成功，只表示签名时的那部分内容由其所签；",
    "此后文件是否改动，见该签名之下所列与报告。所用的 cmp 属 diffutils，unzip 须另备。",
)
_INSIDE_EN = (
    'Signatures inside a document (with "/" in their id) are another exception: that their',
    "commands succeed says that they are over what was signed then. Whether the document was",
    "changed after that stands under each and in the report. cmp is of diffutils; unzip is",
    "needed too.",
)


def kit_head(plan: "KitPlan", report: Mapping[str, Any], lang: int) -> Iterator[str]:
    """Yield the first lines: `lang` is 0 for Chinese, 1 for English."""
    yield from (_INTRODUCTION, _INTRODUCTION_EN)[lang]
    if any(one.status == "revoked" for one in plan.revocation):
        yield from (_REVOKED, _REVOKED_EN)[lang]
    if any(one.within is not None for one in plan.proofs):
        yield from (_INSIDE, _INSIDE_EN)[lang]
    yield ""
    yield from _folders(plan, lang)
    yield ""
    yield from _inputs(report, lang)


def _folders(plan: "KitPlan", lang: int) -> Iterator[str]:
    """Name the folders that are here."""
    files = (*plan.files, *(one.name for one in plan.originals))
    present = _ALWAYS.union(name.split("/")[0] for name in files)
    here = [name for name in _FOLDERS if name in present]
    if lang:
        yield f"Folders: {', '.join(here)}"
    else:
        yield "目录：" + " · ".join(f"{name} {_FOLDERS[name]}" for name in here)


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
    yield from (f"{label}: {value}" for label, value in zip(labels, values, strict=True))
