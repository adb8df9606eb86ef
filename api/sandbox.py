"""The sandbox's outside world: clients, keys, trust, a time-stamping authority. All of it is 虚构.

Its people, platforms, lenders and authorities are those of `fixtures` (extra `[sandbox]`), whose
keys anybody can compute: nothing of it is of worth, and production refuses all of it. What keeps
one sandbox's visitors from another's, the secrets, is drawn at the first start and kept in
`data_dir/sandbox.json`, readable by its owner alone.
"""

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cryptography import x509
from joserfc.jwk import ECKey, KeySet

from api.identity.clients import digest_of
from api.permissions import Role
from api.samples import UNDESIGNATED
from api.settings import Settings
from ingest.service import CourtKey
from ingest.store.clients import Client

if TYPE_CHECKING:
    from fixtures.world import World

__all__ = [
    "SandboxSecrets", "SandboxWorld", "keep_secrets", "sandbox_world", "standing_decisions",
    "trust_of_profile",
]  # fmt: skip

_FILE = "sandbox.json"
_ENVIRONMENT = "sandbox"
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_PLATFORM = "sandbox-platform"
_DESIGNATION = {
    "from": "2025-11-01", "to": None, "cause": "*",
    "source": "虚构：仅供沙箱演示的指定管辖 fictional, for this sandbox alone",
}  # fmt: skip
"""Since 2025-11-01 a court hears such cases by designation (docs/operator.md, Rule data)."""


class SandboxSecrets(NamedTuple):
    """What was drawn at the first start."""

    token: str
    """Signs access tokens and sessions."""
    column_key: str
    """32 octets in hex, for columns of personal data."""
    clients: Mapping[str, str]
    """Client id to secret."""
    platform_key: Mapping[str, Any]
    """A private key (RFC 7517) of the first platform's client, for private_key_jwt."""


class SandboxWorld(NamedTuple):
    """Everything of the outside that a sandbox has."""

    trust: Mapping[str, bytes]
    """The files of a trust directory."""
    court_key: CourtKey
    clients: tuple[Client, ...]
    decisions: tuple[bytes, ...]
    """What the court decided beforehand of lenders, products, platforms and clauses: signed."""
    tsa_url: str
    secrets: SandboxSecrets
    profiles: Mapping[str, Mapping[str, bytes]]
    """Trust directories of the other profiles of the court, by name."""


class _Seat(NamedTuple):
    """A client before it has keys."""

    id: str
    role: Role
    party: str
    name: str


@contextmanager
def sandbox_world(settings: Settings) -> Iterator[SandboxWorld]:
    """Give the outside world; its time-stamping authority answers as long as it is held.

    Where `tsa_url` is set that authority is asked, and none is started here.

    Raises:
        ModuleNotFoundError: the extra `[sandbox]` is not installed.
    """
    from fixtures.tsa import serve  # noqa: PLC0415 - extra [sandbox]
    from fixtures.world import world  # noqa: PLC0415

    lived = world()
    seats = _seats(lived, settings.court)
    drawn = keep_secrets(settings.data_dir / _FILE, [seat.id for seat in seats])
    with ExitStack() as stack:
        _, authority = lived.tsas
        address = settings.tsa_url or stack.enter_context(
            serve(authority, lambda: datetime.now(UTC).replace(microsecond=0))
        )
        yield SandboxWorld(
            trust_of_profile(designated=True), _court_key(lived), _clients(seats, drawn),
            standing_decisions(), address, drawn,
            {UNDESIGNATED: trust_of_profile(designated=False)},
        )  # fmt: skip


def _seats(lived: "World", court: str) -> tuple[_Seat, ...]:
    """Return who may speak: the world's platforms and lenders, and the court's own."""
    suffixes = [one.id.removeprefix("plat-") for one in lived.platforms]
    platforms = [
        _Seat(f"{_PLATFORM}-{suffix}" if number else _PLATFORM, Role.PLATFORM, one.id, one.name)
        for number, (suffix, one) in enumerate(zip(suffixes, lived.platforms, strict=True))
    ]
    lenders = [
        _Seat(f"sandbox-lender-{number}" if number > 1 else "sandbox-lender", Role.LENDER,
              one.credit_code, one.name)
        for number, one in enumerate(lived.lenders, 1)
    ]  # fmt: skip
    people = {
        Role.JUDGE: "虚构法官", Role.CLERK: "虚构书记员", Role.PIPELINE: "虚构办案系统",
        Role.OPERATOR: "虚构运维人员",
    }  # fmt: skip
    own = [_Seat(f"sandbox-{role}", role, court, name) for role, name in people.items()]
    return (*platforms, *lenders, *own)


def _clients(seats: tuple[_Seat, ...], drawn: SandboxSecrets) -> tuple[Client, ...]:
    public = ECKey.import_key(dict(drawn.platform_key)).as_dict(private=False)
    keys = {_PLATFORM: KeySet([ECKey.import_key(public)]).as_dict(private=False)}
    return tuple(
        Client(
            seat.id, _ENVIRONMENT, seat.role.value, seat.party, seat.name, _SINCE,
            keys=keys.get(seat.id, {"keys": ()}), secret=digest_of(drawn.clients[seat.id]),
        )
        for seat in seats
    )  # fmt: skip


def trust_of_profile(*, designated: bool) -> Mapping[str, bytes]:
    """Return the trust directory of a court profile, with the designation of the court or none."""
    from fixtures.trust import trust_directory  # noqa: PLC0415 - extra [sandbox]
    from fixtures.world import AUDIENCE, world  # noqa: PLC0415

    designations = [_DESIGNATION] if designated else []
    directory = trust_directory(world())
    path = f"courts/{AUDIENCE}.json"
    directory.add_record(path, {**directory.record(path), "designations": designations})
    return directory.files()


def _court_key(lived: "World") -> CourtKey:
    from ingest.cms import PrivateKey  # noqa: PLC0415 - as the world's keys

    key = lived.court.key.private
    assert isinstance(key, PrivateKey)
    return CourtKey(key, x509.load_der_x509_certificate(lived.court.certificate))


def standing_decisions() -> tuple[bytes, ...]:
    """Return what the court decided beforehand, each decision once.

    Two platforms of one lender share what is decided of it.
    """
    from fixtures.cases import make_sender  # noqa: PLC0415 - extra [sandbox]
    from fixtures.scenarios import drafting  # noqa: PLC0415
    from fixtures.world import world  # noqa: PLC0415

    lived = world()
    pairs = product(range(len(lived.lenders)), range(len(lived.platforms)))
    senders = [make_sender(lived, lender, platform, 1) for lender, platform in pairs]
    made = [
        one.signed(lived.court) for sender in senders for one in drafting.standing_decisions(sender)
    ]
    return tuple(dict.fromkeys(made))


def keep_secrets(path: Path, clients: list[str]) -> SandboxSecrets:
    """Return the secrets of a sandbox, drawn where they are not there yet.

    Two that start at once end up with the same: the file appears whole, and once.
    """
    if not path.exists():
        _write_once(path, _drawn(clients))
    stored = json.loads(path.read_text("utf-8"))
    missing = [one for one in clients if one not in stored["clients"]]
    if missing:
        raise ValueError(f"{path}: of another version, no secret of {missing[0]}; remove it")
    return SandboxSecrets(**{name: stored[name] for name in SandboxSecrets._fields})


def _drawn(clients: list[str]) -> dict[str, object]:
    key = ECKey.generate_key("P-256", {"kid": _PLATFORM, "alg": "ES256", "use": "sig"})
    return {
        "token": secrets.token_urlsafe(32),
        "column_key": secrets.token_hex(32),
        "clients": {name: secrets.token_urlsafe(32) for name in clients},
        "platform_key": key.as_dict(private=True),
    }


def _write_once(path: Path, value: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its secrets are the sandbox's
    finally:
        draft.unlink()
