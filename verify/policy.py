"""Policy as data: dated algorithm table, tolerances, levels; versioned and digested into reports.

The shipped default is the floor: a policy file may tighten any number of it and loosen none
(judgement 1). Every number carries its source. There is no level IGNORE.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256

from anchors.limits import LIMITS, Limits
from verify.canonical import canonical_json
from verify.findings import Level

__all__ = [
    "DEFAULT_LAG",
    "DEFAULT_POLICY",
    "LIMITS_OF_POLICY",
    "AlgorithmRule",
    "Policy",
    "Tolerances",
]


@dataclass(frozen=True, slots=True)
class AlgorithmRule:
    """Until when one algorithm is strong (EN 319 102-1 clause 5.2.8; judgement 3)."""

    name: str
    """A digest name, or a key family: rsa (of either padding), ecdsa, ed25519, sm2."""
    until: datetime | None
    """First instant at which it is no longer strong; None = open."""
    source: str
    """Where the date comes from."""
    min_bits: int = 0
    """Smallest modulus or curve size the row speaks of."""
    never: bool = False
    """Never strong, whatever the time."""

    def as_json(self) -> dict[str, object]:
        """Return the rule as a policy file has it."""
        return {
            "alg": self.name,
            "min_bits": self.min_bits,
            "until": "never" if self.never else self.until and self.until.isoformat(),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Clock and freshness tolerances."""

    clock: timedelta = timedelta(hours=12)
    """Signer's own clock: local time written as UTC is common."""
    future: timedelta = timedelta(minutes=5)
    """How far a genTime may lie after the validation time."""
    accuracy: timedelta = timedelta(seconds=1)
    """Accuracy of a token that states none (RFC 3161 2.4.2)."""
    freshness: timedelta = timedelta(0)
    """How much older than the proven time revocation data may be."""
    filing: timedelta = timedelta(days=1)
    """How far the filing date stated may lie from the court's receipt."""


LIMITS_OF_POLICY = ("path_candidates", "path_length", "revocation_depth")
"""The limits that a policy may lower: those which the judgement reads from it.

The others bound what is read before any policy is asked, or by decoders that know of none.
"""


_ALGORITHMS = (
    AlgorithmRule("md5", None, "RFC 6151; ETSI TS 119 312 lists it nowhere", never=True),
    AlgorithmRule("sha1", datetime(2017, 1, 1, tzinfo=UTC), "SHAttered, 2017; NIST SP 800-131A"),
    AlgorithmRule("sha256", None, "ETSI TS 119 312"),
    AlgorithmRule("sha384", None, "ETSI TS 119 312"),
    AlgorithmRule("sha512", None, "ETSI TS 119 312"),
    AlgorithmRule("sha3-256", None, "ETSI TS 119 312"),
    AlgorithmRule("sha3-512", None, "ETSI TS 119 312"),
    AlgorithmRule("sm3", None, "GB/T 32905-2016"),
    AlgorithmRule("rsa", None, "NIST SP 800-57 part 1: 112 bits from 2048", min_bits=2049),
    AlgorithmRule(
        "rsa", datetime(2031, 1, 1, tzinfo=UTC), "NIST SP 800-131A: 2030-12-31", min_bits=2048
    ),
    AlgorithmRule("ecdsa", None, "ETSI TS 119 312", min_bits=256),
    AlgorithmRule("ed25519", None, "RFC 8032", min_bits=255),
    AlgorithmRule("sm2", None, "GB/T 32918-2016", min_bits=256),
)


DEFAULT_LAG = timedelta(hours=24)
"""Default of judgement 5 for every event; no legal number."""
_LAGS = dict.fromkeys(("identity", "contract", "disbursement", "repayment"), DEFAULT_LAG)


@dataclass(frozen=True)
class Policy:
    """One policy: what is strong until when, which clocks may differ, which levels are raised."""

    id: str
    version: str
    algorithms: tuple[AlgorithmRule, ...] = _ALGORITHMS
    tolerances: Tolerances = Tolerances()
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Finding code to a level stricter than the table's."""
    limits: Limits = LIMITS
    lags: Mapping[str, timedelta] = field(default_factory=lambda: dict(_LAGS))
    """Event kind to how long after the event its proof may be made (judgement 5)."""

    @cached_property
    def octets(self) -> bytes:
        """The policy as it is kept."""
        return canonical_json(self.as_json())

    @cached_property
    def digest(self) -> str:
        """Of these octets: it names the policy."""
        return sha256(self.octets).hexdigest()

    def as_json(self) -> dict[str, object]:
        """Return the policy as its file has it, every number filled in."""
        return {
            "id": self.id,
            "version": self.version,
            "checks": {code: {"level": level.value} for code, level in self.levels.items()},
            "crypto": [rule.as_json() for rule in self.algorithms],
            "tolerances": {
                f"{one.name}_s": int(getattr(self.tolerances, one.name).total_seconds())
                for one in fields(self.tolerances)
            },
            "lags": {event: int(lag.total_seconds()) // 3600 for event, lag in self.lags.items()},
            "limits": {name: getattr(self.limits, name) for name in LIMITS_OF_POLICY},
        }

    def strong_until(self, name: str, *, bits: int = 0) -> datetime | bool:
        """Return the first instant an algorithm is no longer strong, or True or False for ever.

        An unknown name, or a key smaller than every row of its family, is never strong.
        """
        rows = [row for row in self.algorithms if row.name == name and row.min_bits <= bits]
        if not rows:
            return False
        row = max(rows, key=lambda row: row.min_bits)
        if row.never:
            return False
        return True if row.until is None else row.until

    def strong(self, name: str, at: datetime, *, bits: int = 0) -> bool:
        """Whether the algorithm is strong at `at`."""
        until = self.strong_until(name, bits=bits)
        return at < until if isinstance(until, datetime) else until


DEFAULT_POLICY = Policy(id="evidence-default", version="1")
"""The shipped policy: the floor of every other."""
