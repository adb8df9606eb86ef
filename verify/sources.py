"""Where every number of the shipped policy comes from, in Chinese and English (judgement 3, 5).

A row for each field of a policy file that holds a number; an algorithm's date carries its source
in its own row of the table (`verify.policy.AlgorithmRule.source`), a standard cited alike in both
languages. Beside the source stands what reads the number, so that none looks as if it did more.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["SOURCES", "Source"]


class Source(NamedTuple):
    """Why a number has its value, and what reads it."""

    zh: str
    en: str
    reads_zh: str
    """What reads it, Chinese."""
    reads_en: str
    """The same in English."""


_DAY = (
    "规则未定具体时限，取一日（核验规则 5）",
    "no legal number; one day (judgement 5)",
    "可证明的时间是否晚于事件；无先写规则的链上，存证内容是否后来才写入",
    "whether an item is proved late; whether a chain without first write held it only later",
)

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "tolerances.clock_s": Source(
            "签名人自己的时钟：把本地时间写成 UTC 很常见，最多差 12 小时（核验规则 3）",
            "the signer's own clock: local time written as UTC is common, 12 hours at most "
            "(judgement 3)",
            "自称签名时间与可证明时间的先后",
            "a claimed signing time against what is proven",
        ),
        "tolerances.future_s": Source(
            "网络时钟之间的误差；RFC 3161 2.4.2 未定上限，取 5 分钟（核验规则 3）",
            "how far synchronised clocks differ; RFC 3161 2.4.2 sets no bound (judgement 3)",
            "时间戳晚于核验时间多少即不采信",
            "how far a token's time may lie after the validation time",
        ),
        "tolerances.accuracy_s": Source(
            "时间戳未写精度时取 1 秒（RFC 3161 2.4.2 以秒计；ETSI EN 319 421 要求 1 秒以内）",
            "one second where a token states none (RFC 3161 2.4.2 counts in seconds; "
            "ETSI EN 319 421 asks for one second or better)",
            "时间戳所证明的最迟时间",
            "the upper bound that a token proves",
        ),
        "tolerances.freshness_s": Source(
            "吊销信息须不早于所证明的时间（ETSI EN 319 102-1 5.2.5；核验规则 3）",
            "revocation data no older than the proven time (ETSI EN 319 102-1 5.2.5; judgement 3)",
            "证书在可证明时间未被吊销的判断",
            "whether a certificate is shown not revoked at the proven time",
        ),
        "tolerances.filing_s": Source(
            "规则未定具体时限，取一日：申请日与收到之间可隔一个周转日（核验规则 6）",
            "no legal number; one day, for what is filed in the evening (judgement 6)",
            "所填申请日期与本院收到时间的比对",
            "the filing date stated against the court's receipt",
        ),
        "lags.identity": Source(*_DAY),
        "lags.contract": Source(*_DAY),
        "lags.disbursement": Source(*_DAY),
        "lags.repayment": Source(*_DAY),
        "limits.path_length": Source(
            "实际证书链为 2 至 4 张，取 10 张",
            "real paths have 2 to 4 certificates; ten leaves room",
            "证书路径的构造",
            "building certificate paths",
        ),
        "limits.path_candidates": Source(
            "交叉签发会使路径成倍增加，取 64 条",
            "cross-signing makes paths multiply; 64 are tried",
            "证书路径的构造",
            "building certificate paths",
        ),
        "limits.revocation_depth": Source(
            "逐级查问：间接 CRL 的签发者、其签发机构的 CRL 签发者，另留一级",
            "a CRL issuer, its issuer's CRL issuer, and one to spare",
            "吊销信息签名人自身状态的查问层数",
            "how deep signers of revocation data are asked about in turn",
        ),
    }
)
"""Field of a policy file to where its number comes from."""
