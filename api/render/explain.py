"""What a finding code means, in both languages: the row of the code table, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from typing import Literal

from api.render.edition import Edition
from verify.codes.table import CODES
from verify.findings import CheckStatus, CodeRow, Effect, Level, Role, Scope, Side
from verify.telling import cure_of
from verify.words import Words

__all__ = ["AREAS", "ExplainLang", "area_of", "code_json", "render_code", "render_codes"]

ExplainLang = Literal["zh", "en", "both"]
"""Both is what a finding code is looked up for: the two texts side by side."""

_PART = {"zh": slice(0, 1), "en": slice(1, 2), "both": slice(0, 2)}

AREAS = {
    "admission": ("准入审查", "Admission"),
    "anchor": ("链上锚定", "Anchors"),
    "art2": ("第二条 适用范围", "Art. 2: scope"),
    "art4_1": ("第四条（一） 在互联网上签订和履行", "Art. 4 (1): signed and performed online"),
    "art4_2": ("第四条（二） 与广州的联系", "Art. 4 (2): connection"),
    "art4_3": ("第四条（三） 标的额", "Art. 4 (3): amount"),
    "art5_1": ("第五条（一） 身份认证", "Art. 5 (1): identification"),
    "art5_2": ("第五条（二） 防篡改技术手段", "Art. 5 (2): integrity"),
    "art5_3": ("第五条（三） 电子送达约定", "Art. 5 (3): e-service"),
    "art5_4": ("第五条（四） 催收", "Art. 5 (4): collection"),
    "art5_5": ("第五条（五） 事实与争议", "Art. 5 (5): facts and dispute"),
    "art5_6": ("第五条（六） 产品合规化审查", "Art. 5 (6): product review"),
    "art5_7": ("第五条（七） 同意撤回", "Art. 5 (7): withdrawal"),
    "art5_8": ("第五条（八） 同意在线执行", "Art. 5 (8): online enforcement"),
    "art6": ("第六条 提交方式", "Art. 6: ways in"),
    "art7": ("第七条 证据内容", "Art. 7: contents of the evidence"),
    "art7_1": ("第七条（一） 贷款人主体资格", "Art. 7 (1): lender"),
    "art7_10": ("第七条（十） 其他证据", "Art. 7 (10): other evidence"),
    "art7_2": ("第七条（二） 借款人主体资格", "Art. 7 (2): borrower"),
    "art7_3": ("第七条（三） 代理人授权", "Art. 7 (3): agent"),
    "art7_4": ("第七条（四） 身份认证证据", "Art. 7 (4): evidence of identification"),
    "art7_5": ("第七条（五） 线上贷款全流程", "Art. 7 (5): online process"),
    "art7_6": ("第七条（六） 合同成立", "Art. 7 (6): contract"),
    "art7_7": ("第七条（七） 存证证明", "Art. 7 (7): deposit"),
    "art7_8": ("第七条（八） 发放贷款", "Art. 7 (8): disbursement"),
    "art7_9": ("第七条（九） 还款及欠款明细", "Art. 7 (9): repayments and arrears"),
    "art8": ("第八条 阶段", "Art. 8: stage"),
    "art9": ("第九条 去向", "Art. 9: routing"),
    "asic": ("签名容器 ASiC", "Signature containers (ASiC)"),
    "asn1": ("编码", "Encoding"),
    "certificate": ("证书", "Certificates"),
    "cms": ("签名文件的结构", "CMS structure"),
    "contradiction": ("曾有的不一致", "Earlier contradictions"),
    "corroboration": ("相互印证", "Corroboration"),
    "cost": ("利率提示", "Notes on the rate"),
    "coverage": ("时间覆盖", "Coverage"),
    "debt": ("欠款复算", "Debt"),
    "decision": ("人工认定", "Decisions"),
    "document": ("文件文字", "Text of documents"),
    "element": ("要素列表", "Element list"),
    "embedded": ("文件内的签名", "Signatures inside documents"),
    "eseal": ("电子印章", "Electronic seals"),
    "foreign": ("存证平台的证据链", "Chains of evidence of platforms"),
    "integrity": ("完整性", "Integrity"),
    "json": ("JSON 数据", "JSON"),
    "memory": ("与其他案件、以往证据包的比对", "Other cases and earlier packages"),
    "object": ("单个文件", "Single objects"),
    "ofd": ("OFD 文件", "OFD documents"),
    "ots": ("OpenTimestamps 证明", "OpenTimestamps proofs"),
    "package": ("证据包", "Packages"),
    "pdf": ("PDF 文件", "PDF documents"),
    "platform": ("存证平台", "Platforms"),
    "proof": ("证明", "Proofs"),
    "receipt": ("存证回执", "Receipts"),
    "revocation": ("吊销数据", "Revocation data"),
    "rule12": ("在线诉讼规则第十二条", "Online Litigation Rules 12"),
    "rule13": ("在线诉讼规则第十三条", "Online Litigation Rules 13"),
    "rule17": ("在线诉讼规则第十七条", "Online Litigation Rules 17"),
    "rule18": ("在线诉讼规则第十八条", "Online Litigation Rules 18"),
    "sheet": ("工作簿", "Workbooks"),
    "signature": ("签名", "Signatures"),
    "timestamp": ("时间戳", "Timestamps"),
    "trust": ("信任清单", "Trust list"),
}
"""The first part of a code, as a heading."""

_STATUSES = {
    CheckStatus.PASSED: ("仅作说明，不影响结果", "told only"),
    CheckStatus.FAILED: ("未通过", "failed"),
    CheckStatus.INDETERMINATE: ("无法核验", "could not be checked"),
    CheckStatus.HUMAN: ("待人工核对", "a person has to look"),
    CheckStatus.NOT_APPLICABLE: ("不适用", "not applicable"),
}
_LEVELS = {
    Level.FAIL: ("影响结果", "counts"),
    Level.WARN: ("仅提示，策略可提高", "told; a policy may raise it"),
    Level.INFORM: ("仅告知，策略可提高", "informs; a policy may raise it"),
}
_SIDES = {
    Side.SENDER: ("提交人", "the sender"),
    Side.COURT: ("核验方（不计入提交人）", "the verifying side: not the sender's defect"),
    Side.WORLD: ("外部来源", "an outside source"),
}


_ASKS: Mapping[StrEnum, tuple[str, str]] = {
    Scope.COURT: ("本院", "the court"),
    Scope.PLATFORM: ("平台", "the platform"),
    Scope.LENDER: ("贷款人", "the lender"),
    Scope.PRODUCT: ("产品", "the product"),
    Scope.CLAUSE: ("条款文字", "the wording of the clause"),
    Scope.BATCH: ("批次", "the batch"),
    Scope.CASE: ("本案", "the case"),
    Effect.BLOCKING: ("须先认定", "blocking"),
    Effect.ADVISORY: ("供参考", "advisory"),
    Role.JUDGE: ("法官", "a judge"),
    Role.CLERK: ("书记员", "a clerk"),
    Role.OPERATOR: ("运行人员", "an operator"),
}
"""How far an answer reaches, what it does, and who gives it."""


def area_of(code: str) -> str:
    """Return the area of a code."""
    return code.partition(".")[0]


def code_json(row: CodeRow) -> dict[str, object]:
    """Return a row as `--json` prints it."""
    return {
        "code": row.code,
        "statuses": [one.value for one in row.statuses],
        "sub_indication": row.sub_indication.value if row.sub_indication else None,
        "rule": row.rule,
        "level": row.level.value,
        "side": row.side.value,
        "retry": row.retry,
        "contradiction": row.contradiction,
        "asks": None if row.asks is None else row.asks._asdict(),
        "meaning": {"zh": row.zh, "en": row.en},
        "cure": None if (cure := _cure(row)) is None else cure.as_json(),
    }


def _cure(row: CodeRow) -> Words | None:
    """Return what cures it; of a contradiction nothing does."""
    return cure_of(row, row.statuses[0])


def render_code(row: CodeRow, lang: ExplainLang = "both") -> Iterator[str]:
    """Yield everything that is fixed about one code, Chinese before English."""
    yield f"{row.code}\n"
    for texts in ((row.zh, row.en), *_lines(row)):
        yield from (f"    {text}\n" for text in texts[_PART[lang]])


def _lines(row: CodeRow) -> Iterator[tuple[str, str]]:
    """Yield each line after the meaning, in both languages."""
    rules = (Edition(CODES, "zh").rules(row.rule), Edition(CODES, "en").rules(row.rule))
    yield _line("依据", "rule", "；".join(rules[0]), "; ".join(rules[1]))
    for status in row.statuses:
        zh, en = _STATUSES[status]
        yield _line("状态", "status", f"{status} {zh}", f"{status} {en}")
    if row.sub_indication is not None:
        sub = row.sub_indication.value
        yield _line("细分", "sub-indication", f"{sub}（EN 319 102-1）", f"{sub} (EN 319 102-1)")
    yield _line("级别", "level", *(f"{row.level} {text}" for text in _LEVELS[row.level]))
    yield _line("责任方", "side", *_SIDES[row.side])
    if row.contradiction:
        yield _line(
            "后果", "effect", "未通过即数据不一致", "where FAILED, the item is inconsistent"
        )
    if row.asks is not None:
        zh, en = ("·".join(_ASKS[one][part] for one in row.asks) for part in (0, 1))
        yield _line("待认定", "asks", zh, en)
    retry = ("可能", "yes") if row.retry else ("不会", "no")
    yield _line("自行消除", "may pass by itself", *retry)
    yield _line("补正", "cure", *(_cure(row) or ("无", "none")))


def render_codes(rows: Iterable[CodeRow], lang: ExplainLang = "both") -> Iterator[str]:
    """Yield every code with its meaning, by area."""
    ordered = sorted(rows, key=lambda row: row.code)
    for area, group in groupby(ordered, key=lambda row: area_of(row.code)):
        yield " · ".join(AREAS.get(area, (area, area))[_PART[lang]]) + "\n"
        for row in group:
            yield f"  {row.code}\n"
            yield from (f"      {text}\n" for text in (row.zh, row.en)[_PART[lang]])


def _line(label_zh: str, label_en: str, zh: str, en: str) -> tuple[str, str]:
    return f"{label_zh}: {zh}", f"{label_en}: {en}"
