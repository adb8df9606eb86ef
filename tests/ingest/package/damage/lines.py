"""Faults of shards: lines, references, locators, proofs."""

from collections.abc import Callable

from tests.ingest.package.damage.fault import Fault, drafted, edit, unpacked
from tests.ingest.package.forging import Draft, encode

CASES = "data/000000/cases.jsonl"
PROOFS = "data/000000/proofs.bin"


def _row(code: str, key: str, place: int = 0, **values: object) -> Fault:
    """Return a fault of one evidence row or proof of the first case."""
    return drafted(code, lambda draft: draft.row(key, place).update(values))


def _case(code: str, **values: object) -> Fault:
    return drafted(code, lambda draft: draft.case().update(values))


def _lines(change: Callable[[bytes], bytes]) -> Fault:
    def damage(draft: Draft) -> None:
        draft.raw[CASES] = change(encode(draft.cases["000000"]))

    return drafted("package.lines_malformed", damage)


def _file(code: str, path: str, data: bytes = b"x") -> Fault:
    return drafted(code, lambda draft: draft.files.update({path: data}))


def _cycle(draft: Draft) -> None:
    draft.row("proofs", 0)["over"] = "signature:voucher-sig"
    draft.row("proofs", 1)["over"] = "signature:contract-sig"


def _other_line(draft: Draft) -> None:
    """Let the first case name an original of the second."""
    draft.row("evidence")["path"] = "data/000000/evidence/001/01.txt"


def _shared_id_twice(draft: Draft) -> None:
    draft.shared.append(draft.shared[0])


FAULTS: dict[str, Fault] = {
    "cases_rotten": unpacked("package.shard_rotten", edit(CASES, b"HT0", b"HT9")),
    "proofs_rotten": unpacked("package.shard_rotten", edit(PROOFS, b"\x05", b"\x06")),
    "shared_rotten": unpacked(
        "package.shard_rotten", edit("data/shared/shared.jsonl", b"licence", b"licenze")
    ),
    "single_proof_rotten": unpacked(
        "package.proof_rotten", edit("data/shared/proofs/one.p7s", b"CMS", b"CMX")
    ),
    "shard_without_cases": _file("package.lines_missing", "data/000001/proofs.bin"),
    "lines_with_bom": _lines(lambda raw: b"\xef\xbb\xbf" + raw),
    "lines_with_crlf": _lines(lambda raw: raw.replace(b"\n", b"\r\n")),
    "lines_with_empty_line": _lines(lambda raw: raw.replace(b"\n", b"\n\n", 1)),
    "lines_without_last_lf": _lines(lambda raw: raw[:-1]),
    "evidence_id_twice": _row("package.id_twice", "evidence", 1, id="contract"),
    "proof_id_twice": _row("package.id_twice", "proofs", 1, id="contract-sig"),
    "shared_id_twice": drafted("package.id_twice", _shared_id_twice),
    "case_key_twice": drafted(
        "package.case_key_twice", lambda draft: draft.case(1).update(case_key="CASE-000000-000")
    ),
    "case_key_twice_across_shards": drafted(
        "package.case_key_twice",
        lambda draft: draft.case(1).update(case_key="Case-000001-000"),
        shards=2,
    ),
    "over_nothing": _row("package.over_unresolved", "proofs", over="item:nothing"),
    "over_no_proof": _row("package.over_unresolved", "proofs", over="signature:nothing"),
    "over_item_of_other_line": _row("package.over_unresolved", "proofs", over="item:licence-file"),
    "over_itself": _row("package.over_cycle", "proofs", over="signature:contract-sig"),
    "over_in_cycle": drafted("package.over_cycle", _cycle),
    "shared_id_unknown": _case("package.shared_unresolved", shared=["nothing"]),
    "statement_unknown": drafted(
        "package.shared_unresolved",
        lambda draft: draft.head.update(application={"statements": {"5(8)": "nothing"}}),
    ),
    "evidence_path_absent": _row(
        "package.file_absent", "evidence", path="data/000000/evidence/000/09.txt"
    ),
    "proof_path_absent": _row(
        "package.file_absent", "proofs", path="data/000000/proofs/x", offset=None, length=None
    ),
    "evidence_path_is_proof": _row("package.evidence_misplaced", "evidence", path=PROOFS),
    "evidence_path_of_other_line": drafted("package.evidence_misplaced", _other_line),
    "evidence_path_in_shared": _row(
        "package.evidence_misplaced", "evidence", path="data/shared/evidence/licence.txt"
    ),
    "evidence_path_traversal": _row(
        "package.evidence_misplaced", "evidence", path="../../etc/passwd"
    ),
    "proof_path_is_evidence": _row(
        "package.proof_misplaced", "proofs", path="data/000000/evidence/000/01.txt"
    ),
    "proof_path_in_other_shard": _row(
        "package.proof_misplaced", "proofs", path="data/shared/proofs.bin"
    ),
    "slice_of_single_proof": drafted(
        "package.proof_misplaced",
        lambda draft: draft.shared[0]["proofs"][0].update(offset=0, length=1),
    ),
    "locator_overlap": _row("package.locator_overlap", "proofs", 1, offset=9, length=11),
    "locator_gap": _row("package.locator_gap", "proofs", 1, offset=11, length=9),
    "locator_gap_at_end": _file("package.locator_gap", PROOFS, bytes(41)),
    "locator_out_of_range": _file("package.locator_out_of_range", PROOFS, bytes(39)),
    "file_no_line_names": _file("package.member_unclaimed", "data/000000/evidence/000/03.txt"),
    "proof_no_line_names": _file("package.member_unclaimed", "data/000000/proofs/x"),
    "file_beside_evidence": _file("package.member_unclaimed", "data/000000/notes.txt"),
    "shared_file_no_line_names": _file("package.member_unclaimed", "data/shared/evidence/x"),
}
