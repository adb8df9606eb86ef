"""Proven times are a least fixed point going backwards from the court's receipt."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from verify.existence import TimeClaim, TimeJudgement, prove_existence
from verify.findings import CheckStatus

RECEIVED = datetime(2025, 6, 10, tzinfo=UTC)


def _claim(octets: bytes, covers: bytes | None, hours: int, needs: int | None = None) -> TimeClaim:
    """A token for `hours` before receipt; with `needs`, worth something only if it is that old."""

    def judge(existed: datetime) -> TimeJudgement:
        if needs is not None and existed > RECEIVED - timedelta(hours=needs):
            return TimeJudgement(CheckStatus.INDETERMINATE, (), None)
        return TimeJudgement(CheckStatus.PASSED, (), RECEIVED - timedelta(hours=hours))

    return TimeClaim(octets, covers, judge)


def test_what_no_claim_covers_existed_by_the_receipt() -> None:
    existence, _ = prove_existence([], RECEIVED)
    assert existence.of(b"file") == RECEIVED
    assert existence.proved(b"file") is None


def test_a_passed_claim_lowers_what_it_covers_and_nothing_else() -> None:
    existence, _ = prove_existence([_claim(b"t", b"file", 5)], RECEIVED)
    assert existence.of(b"file") == RECEIVED - timedelta(hours=5)
    assert existence.of(b"t") == RECEIVED


def test_two_claims_that_need_each_other_prove_nothing() -> None:
    claims = [_claim(b"a", b"b", 9, needs=5), _claim(b"b", b"a", 9, needs=5)]
    existence, judgements = prove_existence(claims, RECEIVED)
    assert existence.proved(b"a") is None
    assert existence.proved(b"b") is None
    assert [j.status for j in judgements] == [CheckStatus.INDETERMINATE] * 2


def test_a_claim_that_needs_proof_of_itself_gets_it_from_another() -> None:
    claims = [_claim(b"old", b"file", 9, needs=5), _claim(b"new", b"old", 6)]
    existence, judgements = prove_existence(claims, RECEIVED)
    assert existence.of(b"file") == RECEIVED - timedelta(hours=9)
    assert judgements[0].status is CheckStatus.PASSED


def test_a_claim_that_matches_nothing_moves_nothing() -> None:
    existence, judgements = prove_existence([_claim(b"t", None, 5)], RECEIVED)
    assert existence.proved(b"file") is None
    assert judgements[0].status is CheckStatus.PASSED


_claims = st.lists(
    st.tuples(
        st.sampled_from([b"a", b"b", b"c", b"d"]),
        st.sampled_from([b"a", b"b", b"c", b"d", b"file"]),
        st.integers(0, 20),
        st.none() | st.integers(0, 20),
    ),
    max_size=8,
)


@given(_claims, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(rows: list[tuple], random: object) -> None:  # type: ignore[type-arg]
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    names = (b"a", b"b", b"c", b"d", b"file")
    first, _ = prove_existence([_claim(*row) for row in rows], RECEIVED)
    second, _ = prove_existence([_claim(*row) for row in shuffled], RECEIVED)
    assert [first.of(n) for n in names] == [second.of(n) for n in names]


@given(_claims, _claims)
def test_more_claims_never_make_a_bound_later(rows: list[tuple], more: list[tuple]) -> None:  # type: ignore[type-arg]
    names = (b"a", b"b", b"c", b"d", b"file")
    first, _ = prove_existence([_claim(*row) for row in rows], RECEIVED)
    second, _ = prove_existence([_claim(*row) for row in (*rows, *more)], RECEIVED)
    assert all(second.of(n) <= first.of(n) for n in names)
