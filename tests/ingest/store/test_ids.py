import re

from ingest.store.ids import new_id


def test_an_id_has_its_kind_and_26_characters_of_base32() -> None:
    assert re.fullmatch(r"pkg-[a-z2-7]{26}", new_id("pkg"))


def test_no_two_ids_are_alike() -> None:
    assert len({new_id("pkg") for _ in range(1000)}) == 1000
