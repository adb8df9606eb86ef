"""The table of commands: a row for every form, and no command from a sender's text."""

from datetime import UTC, datetime

import pytest

from api.render.kit import _mark, _ocsp
from api.render.kitrows import ROWS, plain_id
from api.render.words import WORDS
from ingest.kit.values import KitPath, KitRevocation
from verify.model import ProofKind


def test_a_row_says_what_is_checked_and_what_is_not_in_both_languages() -> None:
    texts = [text for row in ROWS.values() for part in row.words for text in part]
    assert [text for text in texts if not text] == []


def test_every_kind_of_proof_has_a_row() -> None:
    assert {kind for kind, _ in ROWS} == set(ProofKind)


def test_an_id_that_a_shell_would_read_is_not_put_in_a_command() -> None:
    ids = ("", "1234567812345678", "a b", "$(id)", "'", "虚构")
    assert [one for one in ids if plain_id(one)] == ["1234567812345678"]


@pytest.mark.parametrize("kind", list(ProofKind))
def test_a_kind_of_proof_is_called_what_the_report_calls_it(kind: ProofKind) -> None:
    named = [row.words.repeats[0] for (one, _), row in ROWS.items() if one is kind]
    assert any(text.startswith(f"{WORDS[kind.value][0]}：") for text in named)


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        ("good", ""),
        ("revoked", "  [已吊销 revoked 2025-02-01，见报告]"),
        ("unknown", "  [状态未知 unknown，见报告]"),
    ],
)
def test_an_ocsp_answer_is_to_say_what_the_verification_heard(status: str, mark: str) -> None:
    path = KitPath("c/1.pem", "c/p.pem", "t/1.pem", (), ())
    since = datetime(2025, 2, 1, tzinfo=UTC)
    one = KitRevocation("r/1.ocsp", "ocsp", "c/1.pem", "c/2.pem", "01", path, status, since, "sha1")
    assert (list(_ocsp(one))[-1].endswith(f"': {status}$'"), _mark(one)) == (True, mark)
