"""A run of the tests says whether it had a real node, and what to do where it had none."""

from pathlib import Path

from tests.anchors.clients.anvil import COMMAND, anvil_words, find_anvil


def test_the_absence_of_anvil_is_said_with_its_cure() -> None:
    assert anvil_words(None) == (f"NOT TESTED on a real node: anvil is not installed ({COMMAND})")


def test_the_anvil_that_is_used_is_named() -> None:
    assert anvil_words(Path("bin/anvil")) == "tested on a real node: bin/anvil"


def test_anvil_is_found_where_the_command_puts_it(tmp_path: Path) -> None:
    binary = tmp_path / "build/anvil/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil"
    binary.parent.mkdir(parents=True)
    binary.touch()
    assert find_anvil(tmp_path) == binary
