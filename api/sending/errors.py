"""Why a package could not be sent.

SendingError            the root
├── UnusableError       what was given cannot be used: a path, a key, an address, a secret
├── RefusedError        the service says no, with a problem
├── BegunError          an earlier sending of it was cut, and nobody asked to go on with it
└── UnreachableError    the service could not be reached, patiently
"""

from evidence_client.models import Problem, TokenRefusal
from evidence_client.types import Unset

__all__ = ["BegunError", "RefusedError", "SendingError", "UnreachableError", "UnusableError"]


class SendingError(Exception):
    """A package could not be sent; the message says why."""


class UnusableError(SendingError):
    """What was given cannot be used."""


class BegunError(SendingError):
    """An upload of this package is open."""


class UnreachableError(SendingError):
    """The service could not be reached, however often it was tried."""


class RefusedError(SendingError):
    """The service says no."""

    def __init__(self, status: int, problem: object) -> None:
        super().__init__("\n".join(_told(status, problem)))
        self.status = status
        self.code = problem.code if isinstance(problem, Problem | TokenRefusal) else ""


def _told(status: int, problem: object) -> list[str]:
    if isinstance(problem, TokenRefusal):
        return [f"{status:d} {problem.code} {problem.error}: {problem.error_description}"]
    if not isinstance(problem, Problem):
        return [f"{status:d}"]
    lines = [f"{status:d} {problem.code} {problem.title} {problem.title_en}"]
    lines += [problem.detail] if isinstance(problem.detail, str) else []
    faults = [] if isinstance(problem.errors, Unset) else problem.errors
    return lines + [f"  {one.pointer}: {one.detail}" for one in faults]
