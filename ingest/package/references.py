"""References within a shard: every one resolves, and every file is named (formats, package 1-3).

Ids are unique in a case; `over` resolves within its line, to nothing else, in no cycle; originals
lie under `evidence/` and the number of their line; locators tile `proofs.bin` exactly.
"""

from collections.abc import Iterable, Mapping, Sequence

from ingest.package.faults import Faults, quoted
from verify.model import Evidence, Locator, OverKind, Proof

__all__ = [
    "ShardPaths",
    "check_claims",
    "check_proofs",
    "check_rows",
    "check_tiling",
    "check_unique",
]


class ShardPaths:
    """The names a shard has, and the files its lines have named so far."""

    def __init__(self, name: str, present: Mapping[str, int]) -> None:
        self.folder = f"data/{name}/"
        self.lines = f"data/{name}/{'shared' if name == 'shared' else 'cases'}.jsonl"
        self.proofs = f"data/{name}/proofs.bin"
        self.single_proofs = f"data/{name}/proofs/"
        self.present = present
        self.named: set[str] = {self.lines, self.proofs}


def check_rows(
    key: str, rows: Sequence[Evidence], folder: str, paths: ShardPaths, faults: Faults
) -> None:
    """Check the evidence rows of one line, whose originals have to lie in `folder`."""
    check_unique(key, [row.id for row in rows], faults)
    for row in rows:
        path = row.path
        if path is None:
            continue
        if not path.startswith(folder):
            faults.fail("package.evidence_misplaced", f"{key}/{row.id}", quoted(path), folder)
        elif path not in paths.present:
            faults.fail("package.file_absent", f"{key}/{row.id}", quoted(path))
        paths.named.add(path)


def check_proofs(
    key: str, proofs: Sequence[Proof], rows: Sequence[Evidence], paths: ShardPaths, faults: Faults
) -> None:
    """Check the proofs of one line: where their bytes lie and what they cover."""
    check_unique(key, [proof.id for proof in proofs], faults)
    for proof in proofs:
        path, offset, _ = proof.locator
        single = path.startswith(paths.single_proofs) and offset is None
        if path != paths.proofs and not single:
            faults.fail("package.proof_misplaced", f"{key}/{proof.id}", quoted(path), paths.folder)
        elif path not in paths.present:
            faults.fail("package.file_absent", f"{key}/{proof.id}", quoted(path))
        paths.named.add(path)
    _check_over(key, proofs, {row.id for row in rows}, faults)


def check_unique(key: str, ids: list[str], faults: Faults) -> None:
    """Check that no id stands twice in what `key` names."""
    if len(set(ids)) != len(ids):
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            faults.fail("package.id_twice", f"{key}/{name}")


def _check_over(key: str, proofs: Sequence[Proof], items: set[str], faults: Faults) -> None:
    """Each proof covers one thing, so what covers proofs is a chain that has to end."""
    above = {
        proof.id: proof.over.id
        for proof in proofs
        if proof.over.kind in {OverKind.SIGNATURE, OverKind.RECEIPT}
    }
    known = {proof.id for proof in proofs}
    for proof in proofs:
        kind, target = proof.over
        wanted = items if kind is OverKind.ITEM else known
        if kind is OverKind.TAGMANIFEST or target not in wanted:
            observed = quoted(f"{kind.value}:{target}")
            faults.fail("package.over_unresolved", f"{key}/{proof.id}", observed)
    for name in _in_cycle(above):
        faults.fail("package.over_cycle", f"{key}/{name}", quoted(above[name]))


def _in_cycle(above: Mapping[str, str]) -> list[str]:
    """Return the ids from which following `above` never ends, by ending every chain once."""
    ends: dict[str, bool] = {}
    for start in above:
        chain: dict[str, None] = {}
        at = start
        while at in above and at not in ends and at not in chain:
            chain[at] = None
            at = above[at]
        endless = at in chain or ends.get(at, False)
        ends.update(dict.fromkeys(chain, endless))
    return [name for name, endless in ends.items() if endless]


def check_tiling(locators: Iterable[Locator], paths: ShardPaths, faults: Faults) -> None:
    """Prove that the distinct locators tile `proofs.bin`; one may serve several items."""
    size = paths.present.get(paths.proofs)
    if size is None:
        return
    slices = {
        (place.offset, place.length) if place.offset is not None and place.length else (0, size)
        for place in locators
        if place.path == paths.proofs
    }
    at = 0
    for offset, length in sorted(slices):
        stop = offset + (length or 0)
        if offset < at:
            faults.fail("package.locator_overlap", paths.proofs, f"{offset}+{length}", str(at))
        elif offset > at:
            faults.fail("package.locator_gap", paths.proofs, f"{at} to {offset}")
        at = max(at, stop)
    if at > size:
        faults.fail("package.locator_out_of_range", paths.proofs, str(at), str(size))
    elif at < size:
        faults.fail("package.locator_gap", paths.proofs, f"{at} to {size}")


def check_claims(paths: ShardPaths, faults: Faults) -> None:
    """Every file of the shard is named by its lines."""
    for path in sorted(paths.present.keys() - paths.named):
        faults.fail("package.member_unclaimed", quoted(path))
