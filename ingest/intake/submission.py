"""What a request says beside its body: who sends, under which key, how a sandbox is to judge."""

from datetime import datetime
from typing import NamedTuple

from ingest.store.idempotency import IdempotencyKey

__all__ = ["Sandboxed", "Sender", "Submission"]


class Sender(NamedTuple):
    """Who sends, as it has shown."""

    party: str
    """Platform id, or the credit code of an applicant."""
    is_platform: bool


class Sandboxed(NamedTuple):
    """What only a sandbox lets a submission choose."""

    stated_at: datetime | None = None
    """When it is judged as received."""
    court_profile: str = ""

    @property
    def settings(self) -> dict[str, object]:
        """As a package's row keeps it."""
        return {"court_profile": self.court_profile} if self.court_profile else {}


class Submission(NamedTuple):
    """One request to take something in."""

    environment: str
    sender: Sender
    route: str
    key: str
    """The Idempotency-Key."""
    promised: str | None = None
    """SHA-256 of the body by its Content-Digest."""
    sandboxed: Sandboxed = Sandboxed()

    @property
    def idempotency(self) -> IdempotencyKey:
        """What the key is unique in."""
        return IdempotencyKey(self.environment, self.sender.party, self.route, self.key)
