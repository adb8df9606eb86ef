"""What arrived is read as far as it names itself, whatever it is."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.intake.apart import run_apart
from ingest.intake.arrival import TagParcel, look_at_archive, many_members, open_tags
from ingest.intake.errors import ApartError
from tests.services.packages import (
    archive_of,
    digest_of,
    files_of,
    good_package,
    members_of,
    tags_of,
    with_member,
)


def _path(folder: Path, octets: bytes) -> Path:
    path = folder / "package"
    path.write_bytes(octets)
    return path


def test_a_good_package_names_itself(tmp_path: Path) -> None:
    path = _path(tmp_path, good_package())
    found = look_at_archive(path)
    assert found.head is not None
    assert (found.digest, found.findings, found.real) == (digest_of(good_package()), (), ())
    assert found.stated == json.loads(members_of(good_package())["package.json"])
    assert not many_members(path)


def test_it_is_looked_at_in_another_process_alike(tmp_path: Path) -> None:
    path = _path(tmp_path, good_package())
    assert run_apart(look_at_archive, path, milliseconds=60_000) == look_at_archive(path)
    with pytest.raises(ApartError, match="FileNotFoundError"):
        run_apart(look_at_archive, tmp_path / "none", milliseconds=60_000)


def test_a_head_that_the_tag_manifest_does_not_cover_names_nothing(tmp_path: Path) -> None:
    members = members_of(good_package())
    head = members["package.json"].replace(b"sandbox", b"Sandbox")
    for changed in ({"package.json": head}, {"tagmanifest-sha256.txt": b""}):
        found = look_at_archive(_path(tmp_path, archive_of({**members, **changed})))
        assert (found.head, bool(found.findings)) == (None, True)


def test_a_real_persons_number_is_found_in_the_case_lines(tmp_path: Path) -> None:
    lines = members_of(good_package())["data/000000/cases.jsonl"]
    value = json.loads(lines)
    value["elements"]["d_id_no"] = "11010519491231002X"
    changed = with_member(
        good_package(), "data/000000/cases.jsonl", json.dumps(value).encode() + b"\n"
    )
    assert look_at_archive(_path(tmp_path, changed)).real == ("data/000000/cases.jsonl:1#d_id_no",)


def test_tag_files_alone_say_what_is_to_come(tmp_path: Path) -> None:
    with open_tags(_path(tmp_path, tags_of(good_package()))) as found:
        assert isinstance(found, TagParcel)
        assert list(found.digests) == sorted(files_of(good_package()))
        members = members_of(good_package())
        for name in found.names:
            assert b"".join(bytes(one) for one in found.pieces(name)) == members[name]


@settings(max_examples=60)
@given(at=st.integers(0, len(good_package()) - 1), octet=st.integers(0, 255))
def test_no_octet_anywhere_makes_it_raise(
    tmp_path_factory: pytest.TempPathFactory, at: int, octet: int
) -> None:
    changed = bytearray(good_package())
    changed[at] = octet
    path = tmp_path_factory.mktemp("changed") / "package"
    path.write_bytes(changed)
    found = look_at_archive(path)
    assert found.head is not None or found.findings
