"""The table of commands: a row for every form, and no command from a sender's text."""

from api.render.kitrows import ROWS, plain_id
from verify.model import ProofKind


def test_a_row_says_what_is_checked_and_what_is_not_in_both_languages() -> None:
    texts = [text for row in ROWS.values() for part in row.words for text in part]
    assert [text for text in texts if not text] == []


def test_every_kind_of_proof_has_a_row() -> None:
    assert {kind for kind, _ in ROWS} == set(ProofKind)


def test_an_id_that_a_shell_would_read_is_not_put_in_a_command() -> None:
    ids = ("", "1234567812345678", "a b", "$(id)", "'", "虚构")
    assert [one for one in ids if plain_id(one)] == ["1234567812345678"]
