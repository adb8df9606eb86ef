"""The command line: what is printed, what is written, and how it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import demo
from api.cli.main import app
from api.cli.output import json_chunks
from fixtures.forge import Forged, forge
from ingest.facts import write_index
from verify.canonical import canonical_json

AT = "2025-06-10T03:00:00Z"
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments])

    return run


@pytest.fixture(name="good", scope="module")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    return forge("honest_plain", tmp_path_factory.mktemp("good"))


@pytest.fixture(name="bad", scope="module")
def _bad(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    return forge("signature_wrong", tmp_path_factory.mktemp("bad"))


def _check(run: Run, forged: Forged, *more: object) -> Result:
    return run("check", forged.path, "--trust", forged.trust, "--at", AT, "--jobs", 1, *more)


def test_an_inconsistent_item_ends_with_1(run: Run, bad: Forged) -> None:
    assert _check(run, bad).exit_code == 1


def test_without_trust_a_deposited_package_is_refused_and_it_says_so(
    run: Run, good: Forged
) -> None:
    result = run("check", good.path, "--at", AT, "--json")
    printed = json.loads(result.stdout)
    codes = [one["code"] for one in printed["package"]["findings"]]
    assert (result.exit_code, printed["package"]["result"]) == (1, "refused")
    assert codes[:2] == ["trust.absent", "platform.unknown"]


def test_json_has_the_published_shape(run: Run, good: Forged) -> None:
    printed = json.loads(_check(run, good, "--json").stdout)
    assert sorted(printed) == ["batch", "package", "reports", "shards_rotten", "v"]
    assert sorted(printed["reports"][0]) == [
        "articles",
        "case_key",
        "coverage",
        "debt",
        "does_not_prove",
        "elements",
        "items",
        "judgement",
        "open_questions",
        "proves",
        "shared",
        "software",
        "v",
        "verdict",
        "verdict_id",
    ]


def test_two_processes_print_the_same_bytes_as_one(run: Run, good: Forged) -> None:
    one = _check(run, good, "--json").stdout
    two = run("check", good.path, "--trust", good.trust, "--at", AT, "--jobs", 2, "--json").stdout
    assert one == two


def test_reports_and_facts_are_left_in_the_folder(run: Run, bad: Forged, tmp_path: Path) -> None:
    _check(run, bad, "-o", tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    reports = ["report.html", "report.json", "report.txt"]
    assert names == ["cases", "facts", "handoff", "judgement.json", *reports]


def test_stored_facts_judged_again_give_the_same_bytes(
    run: Run, bad: Forged, tmp_path: Path
) -> None:
    first = _check(run, bad, "-o", tmp_path / "out", "--json").stdout
    facts = tmp_path / "out" / "facts"
    again = run("replay", facts, "--trust", bad.trust, "--at", AT, "--json").stdout
    assert first == again


def test_facts_with_a_shard_missing_are_refused(run: Run, good: Forged, tmp_path: Path) -> None:
    _check(run, good, "-o", tmp_path / "out")
    facts = tmp_path / "out" / "facts"
    (facts / "shard-000000.json").unlink()
    assert run("replay", facts, "--trust", good.trust, "--at", AT).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--at", "yesterday"),
        ("--at", "2025-06-10T03:00:00"),
        ("--trust", "/no/such/place"),
        ("--policy", "/no/such/file"),
        ("--lang", "fr"),
        ("--jobs", "0"),
    ],
)
def test_what_cannot_be_used_ends_with_2(
    run: Run, good: Forged, arguments: tuple[str, str]
) -> None:
    assert run("check", good.path, *arguments).exit_code == 2


def test_a_refused_trust_directory_ends_with_2(run: Run, good: Forged, tmp_path: Path) -> None:
    (tmp_path / "trust.json").write_text("{}")
    result = run("check", good.path, "--trust", tmp_path, "--at", AT)
    assert (result.exit_code, "trust list refused" in result.output) == (2, True)


def test_a_loosening_policy_ends_with_2(run: Run, good: Forged, tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text('{"id": "x", "version": "1", "crypto": [{"alg": "md5"}]}')
    assert _check(run, good, "--policy", policy).exit_code == 2


def test_the_english_report_says_it_is_no_court_s(run: Run, good: Forged) -> None:
    assert _check(run, good, "--lang", "en").stdout.startswith("Not issued by a court")


def test_the_chinese_report_says_it_is_no_court_s(run: Run, good: Forged) -> None:
    printed = _check(run, good).stdout
    assert printed.startswith("非法院出具")
    assert "供举证、质证参考，不是鉴定意见" in printed


def _verify(run: Run, forged: Forged, *more: object) -> tuple[Result, dict[str, object]]:
    arguments: list[object] = ["verify", forged.path, "--at", AT, "--json", *more]
    for place in forged.certs:
        arguments += ["--certs", place] if any(place.iterdir()) else []
    result = run(*arguments)
    return result, json.loads(result.stdout)


def test_verify_prints_one_line_with_the_published_keys(run: Run, tmp_path: Path) -> None:
    forged = forge("token_good_rsa", tmp_path)
    result, line = _verify(run, forged, "--trust", forged.trust, "--data", forged.data)
    assert sorted(line) == [
        "facts",
        "file",
        "findings",
        "kind",
        "result",
        "status",
        "sub_indication",
    ]
    assert (result.exit_code, line["status"], line["result"]) == (0, "PASSED", "consistent")


def test_verify_takes_a_digest_for_the_data(run: Run, tmp_path: Path) -> None:
    forged = forge("token_good_p256", tmp_path)
    result, line = _verify(run, forged, "--trust", forged.trust, "--digest", "sha256:" + "00" * 32)
    assert (result.exit_code, line["result"]) == (1, "inconsistent")


def test_verify_without_trust_trusts_nothing_and_says_what_is_intact(
    run: Run, tmp_path: Path
) -> None:
    forged = forge("cms_detached_good", tmp_path)
    result, line = _verify(run, forged, "--data", forged.data)
    assert (result.exit_code, line["status"]) == (4, "INDETERMINATE")
    assert line["facts"]["signature_intact"] is True  # type: ignore[index]


def test_verify_knows_a_package(run: Run, good: Forged) -> None:
    result = run("verify", good.path, "--trust", good.trust, "--at", AT, "--json")
    line = json.loads(result.stdout)
    assert (line["kind"], line["status"], result.exit_code) == ("package", "PASSED", 0)


def test_the_worst_of_several_files_decides(run: Run, good: Forged, tmp_path: Path) -> None:
    noise = tmp_path / "noise"
    noise.write_bytes(b"noise")
    result = run("verify", good.path, noise, "--trust", good.trust, "--at", AT, "--json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (4, 2)


def test_an_empty_folder_ends_with_2_and_says_so(run: Run, tmp_path: Path) -> None:
    result = run("verify", tmp_path, "--at", AT, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no files in folder" in result.stderr


@pytest.mark.parametrize("option", ["--data", "--digest"])
def test_covered_data_with_a_package_ends_with_2_and_says_so(
    run: Run, good: Forged, tmp_path: Path, option: str
) -> None:
    data = tmp_path / "data"
    data.write_bytes(b"data")
    given = {"--data": str(data), "--digest": "sha256:" + "00" * 32}[option]
    result = run("verify", good.path, option, given, "--trust", good.trust, "--at", AT, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "are not for a package" in result.stderr


@pytest.mark.parametrize(
    "digest",
    [
        "sha256:abcd",
        "sha256:" + "0" * 66,
        "sha256:" + "g" * 64,
        "sha256:",
        "sha256",
        "",
        "rot13:abcd",
        ":" + "0" * 64,
        "sm3:" + "0" * 40,
    ],
)
def test_a_digest_that_is_none_ends_with_2(run: Run, tmp_path: Path, digest: str) -> None:
    (tmp_path / "object").write_bytes(b"x")
    result = run("verify", tmp_path / "object", "--digest", digest, "--at", AT)
    assert (result.exit_code, "--digest" in result.stderr) == (2, True)


def test_a_digest_may_be_in_capitals(run: Run, tmp_path: Path) -> None:
    forged = forge("token_good_p256", tmp_path)
    _, line = _verify(run, forged, "--trust", forged.trust, "--digest", "SHA256:" + "AB" * 32)
    assert line["result"] == "inconsistent"


@pytest.mark.parametrize("place", ["file/out", "out/cases", "out/facts"])
def test_a_folder_that_cannot_be_made_ends_with_2(
    run: Run, good: Forged, tmp_path: Path, place: str
) -> None:
    blocked = tmp_path / place
    (tmp_path / "out").mkdir()
    in_the_way = blocked if blocked.parent.is_dir() else blocked.parent
    in_the_way.write_bytes(b"in the way")
    out = blocked.parent if place.startswith("out") else blocked
    result = _check(run, good, "-o", out)
    assert (result.exit_code, "cannot read or write" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", [("demo", "-o"), ("fixtures",)])
def test_demo_and_fixtures_end_with_2_where_they_cannot_write(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    result = run(*command, tmp_path / "file" / "out")
    assert (result.exit_code, "cannot read or write" in result.stderr) == (2, True)


@pytest.mark.parametrize("text", ['{"shard": 5}', "5", "[5, 5]", "{"])
def test_facts_of_another_shape_end_with_2(
    run: Run, good: Forged, tmp_path: Path, text: str
) -> None:
    _check(run, good, "-o", tmp_path)
    (tmp_path / "facts" / "shard-000000.json").write_text(text)
    result = run("replay", tmp_path / "facts", "--trust", good.trust, "--at", AT)
    assert (result.exit_code, "facts refused" in result.stderr) == (2, True)


def test_facts_named_after_another_shard_are_refused(
    run: Run, good: Forged, tmp_path: Path
) -> None:
    _check(run, good, "-o", tmp_path)
    shard = tmp_path / "facts" / "shard-000000.json"
    text = shard.read_text("utf-8")
    shard.write_text(text.replace('"name":"000000"', '"name":"../../out"'), "utf-8")
    write_index(tmp_path / "facts")
    result = run("replay", tmp_path / "facts", "--trust", good.trust, "--at", AT)
    assert (result.exit_code, "another shard" in result.stderr) == (2, True)


def test_edited_facts_are_refused(run: Run, bad: Forged, tmp_path: Path) -> None:
    _check(run, bad, "-o", tmp_path)
    shard = tmp_path / "facts" / "shard-000000.json"
    shard.write_text(shard.read_text("utf-8").replace("voucher", "vouched"), "utf-8")
    result = run("replay", tmp_path / "facts", "--trust", bad.trust, "--at", AT)
    assert (result.exit_code, "differs from the index" in result.stderr) == (2, True)


def test_a_case_key_that_no_package_can_have_is_refused(
    run: Run, good: Forged, tmp_path: Path
) -> None:
    _check(run, good, "-o", tmp_path)
    shard = tmp_path / "facts" / "shard-000000.json"
    shard.write_text(shard.read_text("utf-8").replace("case-000000", "../../out"), "utf-8")
    write_index(tmp_path / "facts")
    result = run("replay", tmp_path / "facts", "--trust", good.trust, "--at", AT)
    assert (result.exit_code, "case key" in result.stderr) == (2, True)


def test_pages_of_an_earlier_run_are_gone_even_where_the_package_is_refused(
    run: Run, good: Forged, tmp_path: Path
) -> None:
    _check(run, good, "-o", tmp_path)
    (tmp_path / "cases" / "notes.txt").write_text("not ours")
    result = run("check", good.path, "--at", AT, "-o", tmp_path)
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "cases").iterdir()] == ["notes.txt"]


def test_replay_leaves_no_page_of_an_earlier_run(run: Run, good: Forged, tmp_path: Path) -> None:
    _check(run, good, "-o", tmp_path)
    (tmp_path / "cases" / "EARLIER-1.html").write_text("earlier")
    (tmp_path / "cases" / "EARLIER-1.json").write_text("{}")
    run("replay", tmp_path / "facts", "--trust", good.trust, "--at", AT, "-o", tmp_path)
    assert [path.name for path in (tmp_path / "cases").glob("EARLIER*")] == []


def test_text_of_a_sender_does_not_change_the_shape_of_the_json() -> None:
    batch = {"v": 1, "package": {"batch_ref": '\x00reports\x00"'}, "batch": {}, "shards_rotten": []}
    reports = [{"case_key": "a", "b": 1}, {"case_key": "c"}]
    written = b"".join(json_chunks(batch, map(canonical_json, reports)))
    assert written == canonical_json({**batch, "reports": reports})


def test_reports_are_written_one_by_one() -> None:
    def reports() -> Iterator[bytes]:
        yield b"{}"
        raise AssertionError

    chunks = json_chunks({"v": 1}, reports())
    assert b"".join(next(chunks) for _ in range(4)) == b'{"reports":[{}'


def test_the_demo_fails_where_its_faults_were_not_found(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "PACKAGES", [demo.PACKAGES[0]._replace(faults={})])
    result = run("demo", "-o", tmp_path)
    assert (result.exit_code, "faults were not found" in result.stderr) == (5, True)


def test_a_fault_of_ours_is_one_line_and_exit_5(tmp_path: Path) -> None:
    code = (
        "import sys; from api.cli import check, main\n"
        "def broken(*a, **k): raise RuntimeError('broken')\n"
        "check.run_package = broken\n"
        f"sys.argv = ['evidence', 'check', {str(tmp_path)!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (5, False)


def test_a_name_that_is_no_utf_8_is_written_with_escapes(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / os.fsdecode(b"\xff.bin")).write_bytes(b"x")
    arguments = ["evidence", "verify", str(tmp_path), "--json"]
    code = f"import sys; sys.argv = {arguments!r}; from api.cli import main; main()"
    subprocess.run([sys.executable, "-c", code], check=False)
    assert json.loads(capfdbinary.readouterr().out)["file"].endswith("\\xff.bin")


@pytest.mark.parametrize("option", ["--trust", "--policy"])
def test_a_pipe_as_an_option_is_not_waited_for(
    run: Run, good: Forged, tmp_path: Path, option: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert run("check", good.path, option, pipe).exit_code == 2


def test_a_time_out_of_range_ends_with_2(run: Run, good: Forged) -> None:
    assert run("check", good.path, "--at", "0001-01-01T00:00:00+23:59").exit_code == 2
