"""How far a command is, is told where there is no terminal too."""

import pytest

from api.cli.progress import progress_lines


@pytest.mark.parametrize(("every_s", "lines"), [(0, ["sending 1 / 2", "sending 2 / 2"]), (60, [])])
def test_without_a_terminal_a_line_tells_now_and_then(
    capsys: pytest.CaptureFixture[str], every_s: float, lines: list[str]
) -> None:
    with progress_lines("sending", every_s) as tell:
        tell(1, 2)
        tell(2, 2)
    captured = capsys.readouterr()
    assert (captured.err.splitlines(), captured.out) == (lines, "")
