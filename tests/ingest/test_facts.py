"""Facts are read back as they were written; what has another shape is refused by name."""

import json
from pathlib import Path

import pytest

from ingest.errors import FactsError
from ingest.facts import ShardFacts, decode_value, encode_value, read_facts, write_facts
from verify.findings import CheckStatus, Finding
from verify.model import (
    BundleShard,
    Change,
    ContentFacts,
    DigestSpec,
    DocumentFacts,
    InnerSignature,
    Locator,
    PackageFacts,
    ProofKind,
    SignedDocument,
)

FACTS = ShardFacts(
    BundleShard(
        "000000",
        (),
        (),
        {Locator("data/000000/proofs.bin", 0, 2): b"\0\xff"},
        {"data/a": {"sha256": "00" * 32}},
        {"data/a": 2},
        rotten_files=frozenset({"data/b"}),
        findings=(Finding("package.shard_rotten", CheckStatus.INDETERMINATE, "data/b"),),
    ),
    {
        "data/a": ContentFacts(2, {DigestSpec("sm3", b"z"): b"d"}, "text/plain"),
        "data/b": ContentFacts(
            3,
            {},
            "application/pdf",
            document=DocumentFacts("text", 1, 12, "00" * 32, {"d_name": False}, None),
            signed=(
                SignedDocument(
                    "pdf",
                    (
                        InnerSignature(
                            "pdf-1",
                            "签名",
                            ProofKind.SIGNATURE,
                            "cms",
                            b"0\x80",
                            9,
                            {DigestSpec("sha256"): b"d"},
                            True,
                            ("revision 1 of 2",),
                            Change.SIGNATURES,
                            (),
                            ("pdf-0",),
                            "2024-09-01T10:00:00+08:00",
                        ),
                    ),
                    (Finding("embedded.too_many", CheckStatus.INDETERMINATE, ""),),
                    (b"0",),
                    uncovered=("a",),
                    parts=2,
                ),
            ),
        ),
    },
)
GOOD = json.loads(json.dumps(encode_value(FACTS)))


def test_facts_come_back_as_they_were(tmp_path: Path) -> None:
    write_facts(tmp_path / "facts", FACTS)
    assert read_facts(tmp_path / "facts", ShardFacts) == FACTS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "5",
        "null",
        "[]",
        "[5, 5]",
        '{"shard": 5}',
        '{"container": "zip"}',
        "[" * 100_000,
        '{"container": 1.0}',
        '{"counts": NaN}',
        "\\ud800",
    ],
)
@pytest.mark.parametrize("kind", [ShardFacts, PackageFacts])
def test_facts_of_another_shape_are_refused_by_name(
    tmp_path: Path, text: str, kind: type[object]
) -> None:
    (tmp_path / "facts").write_text(text)
    with pytest.raises(FactsError, match=r"^facts: "):
        read_facts(tmp_path / "facts", kind)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 5),
        ("cases", {}),
        ("cases", "ab"),
        ("proofs", [["path"]]),
        ("proofs", 5),
        ("proofs", [[["path", 0, 1], 5]]),
        ("manifest", {"data/a": []}),
        ("manifest", {"data/a": "sha256"}),
        ("present", {"data/a": True}),
        ("rotten", 1),
        ("rotten_files", "data"),
        ("rotten_files", [[]]),
        ("rotten_files", [1]),
        ("findings", [{"code": "x"}]),
        ("findings", [["x", "GOOD", "y", None, None]]),
        ("mood", "good"),
    ],
)
def test_a_field_of_another_type_is_refused(tmp_path: Path, field: str, value: object) -> None:
    shard, *others = GOOD
    (tmp_path / "facts").write_text(json.dumps([{**shard, field: value}, *others]))
    with pytest.raises(FactsError, match=r"^facts: "):
        read_facts(tmp_path / "facts", ShardFacts)


def test_what_is_no_fact_is_not_written() -> None:
    with pytest.raises(TypeError, match="no fact: float"):
        encode_value({"amount": 1.5})


def test_an_absent_value_stays_absent() -> None:
    assert decode_value(str | None, None) is None
