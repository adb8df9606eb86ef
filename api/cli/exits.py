"""Exit codes from results (formats, Command line): the first present of 5, 2, 1, 4, 3, 0."""

__all__ = ["EXIT_INCONSISTENT", "EXIT_OK", "EXIT_UNDECIDED", "EXIT_USAGE", "exit_of", "worst_exit"]

EXIT_OK = 0
EXIT_INCONSISTENT = 1
EXIT_USAGE = 2
EXIT_UNDECIDED = 4

_ORDER = (5, 2, EXIT_INCONSISTENT, EXIT_UNDECIDED, 3, EXIT_OK)


def exit_of(*, refused: bool, inconsistent: int, undecided: int) -> int:
    """Return the exit code of a package from what its items came to."""
    if refused or inconsistent:
        return EXIT_INCONSISTENT
    return EXIT_UNDECIDED if undecided else EXIT_OK


def worst_exit(codes: list[int]) -> int:
    """Return the first present of the order; 0 of none."""
    return next((code for code in _ORDER if code in codes), EXIT_OK)
