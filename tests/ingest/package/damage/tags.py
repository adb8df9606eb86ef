"""Faults of tag files, manifests and the closed world."""

from pathlib import Path

from tests.ingest.package.damage.fault import (
    Fault,
    append,
    delete,
    drafted,
    edit,
    unpacked,
)
from tests.ingest.package.forging import Draft

ONE = "data/000000/evidence/000/01.txt"


def _repeat_line(package: Path) -> None:
    manifest = package / "manifest-sha256.txt"
    line = manifest.read_text().splitlines(keepends=True)[0]
    manifest.write_text(line + manifest.read_text())


def _swap_sm3_lines(package: Path) -> None:
    """Give two originals each other's SM3."""
    manifest = package / "manifest-sm3.txt"
    lines = manifest.read_text().splitlines()
    first, second = (n for n, line in enumerate(lines) if "evidence/000/" in line)
    digests = lines[first][:64], lines[second][:64]
    lines[first] = digests[1] + lines[first][64:]
    lines[second] = digests[0] + lines[second][64:]
    manifest.write_text("\n".join(lines) + "\n")


def _drop_line(package: Path) -> None:
    """Drop the first line of the SM3 manifest."""
    manifest = package / "manifest-sm3.txt"
    manifest.write_text("".join(manifest.read_text().splitlines(keepends=True)[1:]))


def _upper_case_file(draft: Draft) -> None:
    draft.files["data/000000/evidence/000/A.txt"] = b""


def _dotted_file(draft: Draft) -> None:
    draft.files["data/000000/evidence/000/./a"] = b""


def _long_path(draft: Draft) -> None:
    draft.files["data/000000/evidence/000/" + "a" * 200] = b""


FAULTS: dict[str, Fault] = {
    "bag_info_missing": unpacked("package.tag_file_missing", delete("bag-info.txt")),
    "package_json_missing": unpacked("package.tag_file_missing", delete("package.json")),
    "listed_tag_file_missing": unpacked(
        "package.tag_file_missing", delete("bag-info.txt"), sealed=False
    ),
    "tag_file_not_in_tagmanifest": unpacked(
        "package.tag_file_unlisted", append("notes.txt", b"x"), sealed=False
    ),
    "tag_file_changed": unpacked(
        "package.tag_file_differs", append("bag-info.txt", b"Note: x\n"), sealed=False
    ),
    "manifest_changed": unpacked(
        "package.tag_file_differs",
        edit("manifest-sha256.txt", b"  data/000000/c", b"   data/000000/c"),
        sealed=False,
    ),
    "two_tagmanifests": unpacked(
        "package.tagmanifest_second", append("tagmanifest-md5.txt", b""), sealed=False
    ),
    "tagmanifest_malformed": unpacked(
        "package.manifest_malformed", append("tagmanifest-sha256.txt", b"x\n"), sealed=False
    ),
    "tag_file_aliased": unpacked("package.path_alias", append("Package.json", b"{}")),
    "manifest_in_upper_case": unpacked(
        "package.manifest_algorithm_unknown", append("manifest-SHA256.txt", b"")
    ),
    "fetch_txt": unpacked("package.fetch_present", append("fetch.txt", b"http://x - data/y\n")),
    "bagit_version": unpacked("package.bagit_malformed", edit("bagit.txt", b"1.0", b"0.97")),
    "bag_info_no_label": unpacked(
        "package.bag_info_malformed", append("bag-info.txt", b"no label\n")
    ),
    "bag_info_not_utf8": unpacked(
        "package.bag_info_malformed", append("bag-info.txt", b"Note: \xff\n")
    ),
    "bag_info_environment_missing": unpacked(
        "package.label_missing", edit("bag-info.txt", b"Environment", b"Elsewhere")
    ),
    "bag_info_environment_twice": unpacked(
        "package.label_twice", append("bag-info.txt", b"environment: production\n")
    ),
    "bag_info_environment_differs": unpacked(
        "package.label_differs", edit("bag-info.txt", b"sandbox", b"production")
    ),
    "payload_oxum_differs": unpacked(
        "package.label_differs", edit("bag-info.txt", b"Payload-Oxum: ", b"Payload-Oxum: 1")
    ),
    "profile_downgrade": drafted(
        "package.profile_unsupported",
        lambda draft: draft.head.update(profile="evidence-package/0"),
    ),
    "counts_cases_differ": drafted(
        "package.counts_differ", lambda draft: draft.counts.update(cases=3)
    ),
    "counts_items_differ": drafted(
        "package.counts_differ", lambda draft: draft.counts.update(items=3)
    ),
    "counts_bytes_differ": unpacked(
        "package.counts_differ", edit("package.json", b'"bytes":', b'"bytes":1')
    ),
    "manifest_of_sha224": unpacked(
        "package.manifest_algorithm_unknown", append("manifest-sha224.txt", b"")
    ),
    "manifest_line_in_upper_case": unpacked(
        "package.manifest_malformed", append("manifest-sha256.txt", b"A" * 64 + b"  data/x\n")
    ),
    "manifest_line_with_asterisk": unpacked(
        "package.manifest_malformed",
        edit("manifest-sha256.txt", b" data/000000/c", b"*data/000000/c"),
    ),
    "manifest_line_without_end": unpacked(
        "package.manifest_malformed", append("manifest-sha256.txt", b"0" * 700)
    ),
    "manifest_line_twice": unpacked("package.manifest_line_twice", _repeat_line),
    "manifest_sm3_disagrees": unpacked(
        "package.manifests_disagree", _swap_sm3_lines, manifests=("sha256", "sm3")
    ),
    "manifest_sm3_disagrees_on_lines": unpacked(
        "package.manifests_disagree",
        lambda package: (package / "manifest-sm3.txt").write_text(
            "".join(
                "0" * 64 + line[64:] if "cases.jsonl" in line else line
                for line in (package / "manifest-sm3.txt").read_text().splitlines(keepends=True)
            )
        ),
        manifests=("sha256", "sm3"),
    ),
    "file_not_in_manifest": unpacked(
        "package.member_unlisted", append("data/000000/evidence/000/03.txt", b"x")
    ),
    "file_not_in_second_manifest": unpacked(
        "package.member_unlisted",
        _drop_line,
        manifests=("sha256", "sm3"),
    ),
    "file_missing": unpacked("package.member_missing", delete(ONE)),
    "file_outside_shards": drafted(
        "package.member_misplaced", lambda draft: draft.files.update({"data/loose.txt": b""})
    ),
    "file_in_upper_case": drafted("package.path_not_native", _upper_case_file),
    "file_with_dot_segment": drafted("package.path_not_native", _dotted_file),
    "file_with_long_path": drafted("package.path_not_native", _long_path),
}
