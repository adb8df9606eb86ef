"""Where the disk takes no more, the sender is told so; nothing is kept, and the service goes on."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anchors.limits import LIMITS
from tests.services.app import client_of, open_service
from tests.services.packages import archive_of, files_of, good_package, members_of, tags_of

_ROOM = LIMITS.read_buffer_octets


@contextmanager
def _little_room(octets: int = _ROOM) -> Iterator[None]:
    """Let the system refuse this process files that are larger (EFBIG)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_an_archive_without_room_is_refused_and_taken_later(tmp_path: Path) -> None:
    long = archive_of({**members_of(good_package()), "data/long": b"a" * 2 * _ROOM})
    headers = {"Content-Type": "application/zip", "Idempotency-Key": "key-1"}
    with open_service(tmp_path) as service:
        client = client_of(service)
        with _little_room():
            full = client.post("/v1/packages", content=long, headers=headers)
        assert (full.status_code, full.json()["code"]) == (507, "http.no_space")
        assert list(service.blobs.stages()) == []
        blobs = tmp_path / "blobs" / "sha256"
        assert [path for path in blobs.rglob("*") if path.is_file()] == []
        assert client.post("/v1/packages", content=long, headers=headers).status_code == 202


def test_a_part_without_room_is_still_missing(tmp_path: Path) -> None:
    package, headers = good_package(), {"Idempotency-Key": "key-1"}
    digest, octets = max(files_of(package).items(), key=lambda one: len(one[1]))
    with open_service(tmp_path) as service:
        client = client_of(service)
        upload = client.post(
            "/v1/uploads", content=tags_of(package),
            headers={**headers, "Content-Type": "application/zip"},
        ).json()  # fmt: skip
        path = upload["links"]["file"].replace("{sha256}", digest)
        with _little_room(len(octets) - 1):
            full = client.put(path, content=octets)
        assert (full.status_code, full.json()["code"]) == (507, "http.no_space")
        assert digest in client.get(upload["links"]["self"]).json()["missing"]
        assert client.put(path, content=octets).status_code == 204


def test_tag_files_and_lists_without_room_are_refused_alike(tmp_path: Path) -> None:
    headers = {"Idempotency-Key": "key-1", "Content-Type": "application/zip"}
    with open_service(tmp_path) as service:
        client = client_of(service)
        with _little_room():
            tags = client.post("/v1/uploads", content=b"a" * 2 * _ROOM, headers=headers)
            listed = client.post(
                "/v1/element-lists", headers={"Idempotency-Key": "key-2"},
                files={"list": ("list.xlsx", b"a" * 2 * _ROOM, "x/x")},
            )  # fmt: skip
        assert [one.json()["code"] for one in (tags, listed)] == ["http.no_space"] * 2
        assert list(service.folder.iterdir()) == []
