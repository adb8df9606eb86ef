"""Reports as they come out of JSON: one good, one with each kind of fault, one hostile."""

from typing import Any

AT = "2026-04-17T01:32:06Z"

JUDGEMENT: dict[str, Any] = {
    "package_id": "PKG-2026-0037",
    "no": 1,
    "cause": "first",
    "sender": "cli",
    "environment": "sandbox",
    "platform_id": "platform-a",
    "package_digest": "e0ce1a7f3f76d7bfda0ffdae6e0226aa63b3009c4c4a770c321876aecad0a6c1",
    "case_digest": "11" * 32,
    "facts_digest": "22" * 32,
    "policy_id": "evidence-default",
    "policy_version": "1",
    "policy_digest": "33" * 32,
    "rules": None,
    "trust_digest": "44" * 32,
    "trust_sequence": 41,
    "decisions": [],
    "at": AT,
}

HEAD: dict[str, Any] = {
    "package_id": "PKG-2026-0037",
    "platform_id": "platform-a",
    "lender": {"uscc": "91440101MA5XXXXX0K", "name": "广州示例小额贷款有限公司"},
    "applicant": {
        "uscc": "91440101MA5XXXXX0K",
        "name": "广州示例小额贷款有限公司",
        "role": "lender",
    },
    "product_code": "EDAI-01",
    "batch_ref": "粤网金批〔2026〕0037 号",
    "stage": "诉前",
    "filing_date": "2026-04-16",
    "created_at": "2026-04-16T09:00:00+08:00",
    "environment": "sandbox",
    "audience": "gzinternetcourt",
}

SIGNATURE_PASSED: dict[str, Any] = {
    "id": "p1",
    "kind": "signature",
    "form": "cms",
    "over": "item:e06",
    "status": "PASSED",
    "words": {"zh": "签名有效", "en": "Signature valid"},
    "proven_time": "2026-03-01T02:12:34Z",
    "signer": "CN=广州示例小额贷款有限公司,O=示例小贷,C=CN",
    "paths": [["CN=广州示例小额贷款有限公司,C=CN", "CN=示例 CA RSA,C=CN", "CN=示例根 RSA,C=CN"]],
    "ledger": None,
    "algorithms": ["sha256", "rsa-2048"],
    "findings": [],
}

TIMESTAMP_PASSED: dict[str, Any] = {
    "id": "p2",
    "kind": "timestamp",
    "form": "tst",
    "over": "item:e06",
    "status": "PASSED",
    "words": {"zh": "时间戳有效", "en": "Timestamp valid"},
    "proven_time": "2026-03-01T02:12:34Z",
    "signer": "CN=示例时间戳服务,C=CN",
    "paths": [["CN=示例时间戳服务,C=CN", "CN=示例时间戳根,C=CN"]],
    "ledger": None,
    "algorithms": ["sha256", "rsa-2048"],
    "findings": [],
}

CONTRACT: dict[str, Any] = {
    "id": "e06",
    "category": 6,
    "event": "contract",
    "title": "借款合同",
    "file_name": "借款合同.pdf",
    "size": 286_400,
    "origin": "native",
    "result": "consistent",
    "words": {"zh": "核验一致", "en": "Consistent"},
    "deposit_status": "DEPOSITED",
    "proven_time": "2026-03-01T02:12:34Z",
    "claimed_time": "2026-03-01T10:12:31+08:00",
    "proofs": [SIGNATURE_PASSED, TIMESTAMP_PASSED],
    "findings": [],
}

MISMATCHED: dict[str, Any] = {
    "id": "e08",
    "category": 8,
    "event": "disbursement",
    "title": "放款回单",
    "file_name": "放款回单.pdf",
    "size": 91_200,
    "origin": "scanned",
    "result": "inconsistent",
    "words": {"zh": "核验不一致", "en": "Inconsistent"},
    "deposit_status": "DEPOSITED",
    "proven_time": AT,
    "claimed_time": "2026-03-01T10:20:41+08:00",
    "proofs": [
        {
            "id": "p3",
            "kind": "timestamp",
            "form": "tst",
            "over": "item:e08",
            "status": "FAILED",
            "words": {
                "zh": "该证明与所交文件不对应（文件改动或证明错附）",
                "en": "The proof does not belong to the file sent",
            },
            "proven_time": None,
            "signer": "CN=示例时间戳服务,C=CN",
            "paths": [["CN=示例时间戳服务,C=CN", "CN=示例时间戳根,C=CN"]],
            "ledger": None,
            "algorithms": ["sha256", "ecdsa-p256"],
            "findings": [
                {
                    "code": "timestamp.imprint_mismatch",
                    "status": "FAILED",
                    "subject": "p3",
                    "rule": "RFC 3161 2.4.2",
                    "observed": "sha256:" + "ab" * 32,
                    "expected": "sha256:" + "cd" * 32,
                }
            ],
        }
    ],
    "findings": [
        {
            "code": "integrity.neighbour_file",
            "status": "FAILED",
            "subject": "e08",
            "rule": "formats package 7",
            "observed": "e09",
            "expected": None,
        }
    ],
}

UNDECIDED: dict[str, Any] = {
    "id": "e04",
    "category": 4,
    "event": "identity",
    "title": "活体比对结果",
    "file_name": "比对结果.json",
    "size": 2_048,
    "origin": "native",
    "result": "unverifiable",
    "words": {"zh": "暂时无法核验", "en": "Unverifiable for now"},
    "deposit_status": "PENDING",
    "proven_time": AT,
    "claimed_time": "2026-03-01T10:11:02+08:00",
    "proofs": [
        {
            "id": "p4",
            "kind": "signature",
            "form": "cms",
            "over": "item:e04",
            "status": "INDETERMINATE",
            "words": {"zh": "签名未能判定", "en": "Signature undecided"},
            "proven_time": AT,
            "signer": "CN=比对服务,C=CN",
            "paths": [["CN=比对服务,C=CN"]],
            "ledger": None,
            "algorithms": ["sha256", "ecdsa-p256"],
            "findings": [
                {
                    "code": "revocation.absent",
                    "status": "INDETERMINATE",
                    "subject": "p4",
                    "rule": "RFC 5280 6.3",
                    "observed": None,
                    "expected": None,
                },
                {
                    "code": "path.root_unknown",
                    "status": "INDETERMINATE",
                    "subject": "p4",
                    "rule": "RFC 5280 6.1",
                    "observed": "CN=比对服务根,C=CN",
                    "expected": None,
                },
            ],
        }
    ],
    "findings": [],
}

UNPROVEN: dict[str, Any] = {
    "id": "e09",
    "category": 9,
    "event": "repayment",
    "title": "还款及欠款明细",
    "file_name": "还款明细.xlsx",
    "size": 18_432,
    "origin": "native",
    "result": "unproven",
    "words": {"zh": "无证明", "en": "No proof"},
    "deposit_status": "NOT_DEPOSITED",
    "proven_time": AT,
    "claimed_time": None,
    "proofs": [],
    "findings": [],
}

ANCHOR_PASSED: dict[str, Any] = {
    "id": "p5",
    "kind": "anchor",
    "form": "evm-receipt/1",
    "over": "item:e06",
    "status": "PASSED",
    "words": {"zh": "上链核验一致", "en": "anchored on the chain as stated"},
    "proven_time": "2025-05-31T13:04:00Z",
    "signer": None,
    "paths": [],
    "ledger": {
        "chain": "evm-court",
        "operator": "虚构司法链联盟",
        "height": 5_259_915,
        "block": "ab" * 32,
        "block_time": "2025-05-31T13:03:00Z",
        "tolerance_s": 60,
        "transaction": 0,
    },
    "algorithms": ["sha256", "rfc9162-sha256"],
    "findings": [],
}

LICENCE: dict[str, Any] = {
    **CONTRACT,
    "id": "licence",
    "category": 1,
    "event": "other",
    "title": "营业执照",
    "file_name": "营业执照.pdf",
    "claimed_time": None,
    "proofs": [{**SIGNATURE_PASSED, "over": "item:licence"}],
}

PROVES = [
    {
        "zh": "借款合同等 1 份文件与其签名、时间戳所指的数据逐字节一致",
        "en": "1 file is byte for byte the data its signature and timestamp were made over",
    },
    {
        "zh": "借款合同最迟于 2026-03-01 10:12:34 已存在（可信时间戳）",
        "en": "The contract existed no later than 2026-03-01 10:12:34 (trusted timestamp)",
    },
]

DOES_NOT_PROVE = [
    {
        "zh": "不判断合同效力、利率是否合法、欠款金额是否正确",
        "en": "Whether the contract is valid, its rate lawful, the sum owed right",
    },
    {
        "zh": "不判断签署人是否本人操作",
        "en": "Whether the person named performed the signing",
    },
    {"zh": "自述时间未经第三方证明", "en": "Claimed times, which no third party proves"},
]

_COMMON: dict[str, Any] = {
    "v": 1,
    "judgement": JUDGEMENT,
    "verdict": None,
    "articles": None,
    "coverage": None,
    "debt": None,
    "open_questions": None,
    "proves": PROVES,
    "does_not_prove": DOES_NOT_PROVE,
    "software": {"name": "evidence-gateway", "version": "0.1.0"},
}

GOOD: dict[str, Any] = {
    **_COMMON,
    "verdict_id": "v1-" + "55" * 32,
    "case_key": "LN-0001",
    "items": [CONTRACT],
    "shared": [LICENCE],
}

FAULTY: dict[str, Any] = {
    **_COMMON,
    "verdict_id": "v1-" + "66" * 32,
    "case_key": "LN-0002",
    "items": [UNDECIDED, CONTRACT, MISMATCHED, UNPROVEN],
    "shared": [LICENCE],
}

HOSTILE_TITLE = "✓核验一致\u202e</q><script>alert(1)</script>"

HOSTILE: dict[str, Any] = {
    **_COMMON,
    "verdict_id": "v1-" + "77" * 32,
    "case_key": "LN-0003",
    "items": [
        {
            **MISMATCHED,
            "title": HOSTILE_TITLE,
            "file_name": "合同\u200b.pdf」 核验一致 「",
            "claimed_time": "2026-03-01 ✓ 时间戳有效",
        }
    ],
    "shared": [],
}
