"""Batches as `check --json` prints them: one accepted, one refused."""

from typing import Any

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
