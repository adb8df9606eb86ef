"""Batches as `check --json` prints them: one accepted, one refused."""

from typing import Any

from tests.api.render.data.answers import asked, issue
from tests.api.render.data.reports import AT, HEAD

_JUDGEMENT: dict[str, Any] = {
    "sender": "cli",
    "environment": "sandbox",
    "policy_id": "evidence-default",
    "policy_version": "1",
    "policy_digest": "33" * 32,
    "trust_digest": "44" * 32,
    "trust_sequence": 41,
    "at": AT,
}

_SOFTWARE = {"name": "evidence-gateway", "version": "0.1.0"}

ACCEPTED: dict[str, Any] = {
    "v": 1,
    "package": {
        "result": "accepted",
        "package_id": "PKG-2026-0037",
        "package_digest": "e0" * 32,
        "sealed_by": "CN=示例存证平台,C=CN",
        "sealed_at": "2026-04-16T01:00:00Z",
        "findings": [],
        "head": HEAD,
    },
    "batch": {
        "counts": {
            "cases": 2,
            "items": 5,
            "consistent": 2,
            "inconsistent": 1,
            "unverifiable": 1,
            "unproven": 1,
        },
        "judgement": _JUDGEMENT,
        "software": _SOFTWARE,
    },
    "reports": [],
    "shards_rotten": [],
}

DAMAGED: dict[str, Any] = {**ACCEPTED, "shards_rotten": ["000001"]}

REFUSED: dict[str, Any] = {
    "v": 1,
    "package": {
        "result": "refused",
        "package_id": None,
        "package_digest": None,
        "sealed_by": None,
        "sealed_at": None,
        "findings": [
            {
                "code": "package.signature_wrong",
                "status": "FAILED",
                "subject": "signature.p7s",
                "rule": "formats package 7",
                "observed": None,
                "expected": None,
            }
        ],
        "head": None,
    },
    "batch": {
        "counts": {
            "cases": 0,
            "items": 0,
            "consistent": 0,
            "inconsistent": 0,
            "unverifiable": 0,
            "unproven": 0,
        },
        "judgement": {**_JUDGEMENT, "trust_digest": None, "trust_sequence": None},
        "software": _SOFTWARE,
    },
    "reports": [],
    "shards_rotten": [],
}


def _batch_question(code: str, article: str, cases: int) -> dict[str, Any]:
    one = asked(article, issue(code))
    return {**one, "cases": cases, "examples": ["LN-1002", "LN-1004"]}


JUDGED: dict[str, Any] = {
    **ACCEPTED,
    "batch": {
        **ACCEPTED["batch"],
        "counts": {**ACCEPTED["batch"]["counts"], "cases": 2000, "items": 18000},
        "routes": {
            "HOLD": 1,
            "OUT_OF_JURISDICTION": 2,
            "AWAITING_DECISION": 320,
            "NON_LITIGATION_CANDIDATE": 12,
            "CORRECTION": 1160,
            "BATCH_ODR": 505,
        },
        "questions": [
            _batch_question("art5_5.facts_clear", "5(5)", 1998),
            _batch_question("rule17.platform", "规则17", 40),
            _batch_question("art5_3.clause_meaning", "5(3)", 320),
            {**_batch_question("art5_4.procedure", "5(4)", 2000), "decided": "met"},
        ],
        "papers": [
            {
                "documents": [
                    {
                        "kind": "decision",
                        "code": "art5_3.clause_meaning",
                        "words": {"zh": "认定电子送达条款", "en": "decide on the e-service clause"},
                        "scope": "clause",
                        "scope_key": "4f" * 32,
                    }
                ],
                "frees": 320,
                "words": {
                    "zh": "认定电子送达条款，320 件即可准入",
                    "en": "decide on the e-service clause: 320 cases can be admitted",
                },
            },
            {
                "documents": [
                    {
                        "kind": "document",
                        "code": "element.missing",
                        "words": {"zh": "贷款业务许可证明", "en": "the lending licence"},
                        "scope": "lender",
                        "scope_key": "91440101F00000018N",
                    },
                    {
                        "kind": "decision",
                        "code": "rule17.platform",
                        "words": {"zh": "认定存证平台资质", "en": "decide on the platform"},
                        "scope": "platform",
                        "scope_key": "platform-a",
                    },
                ],
                "frees": 1140,
                "words": {
                    "zh": "补交贷款业务许可证明并认定存证平台资质，1,140 件即可准入",
                    "en": "send the licence and decide on the platform: 1,140 can be admitted",
                },
            },
        ],
    },
}
"""A batch of 2,000 cases, judged."""
