from hypothesis import given
from hypothesis import strategies as st

from verify.path import HelperSet

MEMBERS = st.lists(st.binary(max_size=4), max_size=5)


@given(members=MEMBERS)
def test_the_key_of_a_set_does_not_depend_on_order(members: list[bytes]) -> None:
    assert HelperSet.of(crls=members) == HelperSet.of(crls=members[::-1])


@given(one=MEMBERS, other=MEMBERS)
def test_a_union_is_the_set_of_all_members(one: list[bytes], other: list[bytes]) -> None:
    union = HelperSet.of(ocsps=one).union(HelperSet.of(ocsps=other))
    assert HelperSet.of(ocsps=one + other) == union


def test_a_member_counts_once() -> None:
    assert HelperSet.of(crls=[b"a", b"a"]).crls == (b"a",)


def test_the_same_bytes_as_another_kind_are_another_set() -> None:
    assert HelperSet.of(crls=[b"a"]).key != HelperSet.of(ocsps=[b"a"]).key


def test_a_union_with_nothing_is_the_set_itself() -> None:
    helpers = HelperSet.of(certificates=[b"a"])
    assert helpers.union(HelperSet.EMPTY) is helpers
    assert HelperSet.EMPTY.union(helpers) is helpers
