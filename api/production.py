"""What production refuses, all of it told at once: nothing starts half safe.

Refused are secrets that are absent, short or everybody's, keys and roots of the sandbox, plain HTTP
that leaves this machine, and stores that cannot work together. What is only unwise, `evidence
doctor` says.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding

from api.identity.clients import ClientFileError, read_clients
from api.outside import OutsideError, column_keys_of, court_key_of
from api.settings import Settings
from ingest.service import CourtKey
from ingest.sources.denied import denied_in
from ingest.trust import load_trust
from verify.errors import TrustError
from verify.trust import TrustStore
from verify.trustfile import NO_TRUST

__all__ = ["ProductionRefusedError", "Refusal", "check_production", "refusals_of"]

_LEAST_SECRET = 32
_LEAST_DISTINCT = 10
"""Characters, or octets, that differ: of 32 random ones fewer do not come up in a lifetime."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Refusal(NamedTuple):
    """One reason not to start."""

    setting: str
    zh: str
    en: str


class ProductionRefusedError(Exception):
    """These settings do not run in production."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(f"{one.setting}: {one.en}" for one in refusals))
        self.refusals = refusals


def check_production(settings: Settings) -> None:
    """Let production settings pass, and anything of a sandbox.

    Raises:
        ProductionRefusedError: with everything that is wrong.
    """
    found = refusals_of(settings) if settings.environment == "production" else ()
    if found:
        raise ProductionRefusedError(found)


def refusals_of(settings: Settings) -> tuple[Refusal, ...]:
    """Return every reason why production does not start with these settings."""
    return tuple(refusal for check in _CHECKS for refusal in check(settings))


def _token_secret(settings: Settings) -> Iterator[Refusal]:
    secret = settings.token_secret
    if secret is None:
        yield Refusal("token_secret", "未设置访问令牌签名密钥", "is not set")
    elif not _is_random(secret.get_secret_value()):
        yield Refusal(
            "token_secret", f"密钥过短或者过于简单，至少 {_LEAST_SECRET} 个随机字符",
            f"too short or too plain: {_LEAST_SECRET} random characters at least",
        )  # fmt: skip


def _is_random(value: str | bytes) -> bool:
    return len(value) >= _LEAST_SECRET and len(set(value)) >= _LEAST_DISTINCT


def _column_keys(settings: Settings) -> Iterator[Refusal]:
    try:
        keys = column_keys_of(settings)
    except OutsideError:
        yield Refusal("column_keys", "密钥不是十六进制", "a key is not in hex")
        return
    if not keys:
        yield Refusal("column_keys", "未设置个人信息加密密钥", "no key for personal data is set")
    for name, key in keys.items():
        if len(key) != _LEAST_SECRET or not _is_random(key):
            yield Refusal(
                f"column_keys.{name}", "须为 32 个随机字节", "32 random octets are called for"
            )


def _court_key(settings: Settings) -> Iterator[Refusal]:
    try:
        held = court_key_of(settings)
    except OutsideError as error:
        yield Refusal("court_key", "法院签名密钥或者证书不可用", str(error))
        return
    if held.key.public_key() != held.certificate.public_key():
        yield Refusal("court_certificate", "证书与密钥不匹配", "is not of the court's key")
    yield from _denied("court_certificate", _store_of(held))
    assert settings.court_key is not None
    if settings.court_key.stat().st_mode & 0o077:
        yield Refusal(
            "court_key", "密钥文件可被他人读取，应为 0600", "others may read the file: make it 0600"
        )


def _store_of(held: CourtKey) -> TrustStore:
    certificates = (held.certificate, *held.path)
    return replace(
        NO_TRUST, intermediates=tuple(one.public_bytes(Encoding.DER) for one in certificates)
    )


def _denied(setting: str, store: TrustStore) -> Iterator[Refusal]:
    for subject in denied_in(store):
        yield Refusal(
            setting, f"沙箱密钥，任何人都持有：{subject}",
            f"a key of the sandbox, which anybody has: {subject}",
        )  # fmt: skip


def _trust(settings: Settings) -> Iterator[Refusal]:
    if settings.trust is None:
        yield Refusal("trust", "未设置信任清单", "no trust directory is set")
        return
    try:
        store = load_trust([settings.trust])
    except (TrustError, OSError) as error:
        yield Refusal("trust", f"信任清单不可用：{error}", f"refused: {error}")
        return
    if store.environment != "production":
        yield Refusal(
            "trust", f"信任清单属于 {store.environment}，不是 production",
            f"is of {store.environment}, not of production",
        )  # fmt: skip
    if store.audience not in (None, settings.court):
        yield Refusal(
            "trust", f"信任清单属于 {store.audience}", f"is of the court {store.audience}"
        )
    yield from _denied("trust", store)


def _clients(settings: Settings) -> Iterator[Refusal]:
    if settings.clients is None:
        yield Refusal("clients", "未设置客户端登记文件", "no file of clients is set")
        return
    try:
        read_clients(settings.clients, settings.environment)
    except ClientFileError as error:
        yield Refusal("clients", f"客户端登记文件不可用：{error}", f"refused: {error}")


def _listening(settings: Settings) -> Iterator[Refusal]:
    if settings.host not in _LOOPBACK and not settings.behind_proxy:
        yield Refusal(
            "host", "明文 HTTP 不得离开本机：请监听 127.0.0.1，或者声明 behind_proxy",
            "plain HTTP would leave this machine: listen on 127.0.0.1, or declare behind_proxy",
        )  # fmt: skip
    if not settings.public_url:
        yield Refusal("public_url", "未设置对外地址", "the address that clients use is not set")
    elif not _is_guarded(settings.public_url):
        yield Refusal("public_url", "对外地址须为 https", "clients have to come by https")


def _is_guarded(address: str) -> bool:
    """Whether what is said to an address can be read by nobody in between."""
    parts = urlsplit(address)
    on_this_machine = parts.hostname is not None and parts.hostname in _LOOPBACK
    return parts.scheme == "https" or (parts.scheme == "http" and on_this_machine)


def _stores(settings: Settings) -> Iterator[Refusal]:
    bucket = settings.blobs.url
    if not bucket:
        return
    if not settings.database or settings.database.startswith("sqlite"):
        yield Refusal(
            "blobs.url", "S3 供多台机器共用，须配 postgresql:// 数据库",
            "a bucket is shared by machines, SQLite is not: set a postgresql:// database",
        )  # fmt: skip
    if settings.blobs.access_key is None or settings.blobs.secret_key is None:
        yield Refusal("blobs", "未设置 S3 访问密钥", "access_key and secret_key are not set")
    if settings.blobs.endpoint and not _is_guarded(settings.blobs.endpoint):
        yield Refusal("blobs.endpoint", "S3 地址须为 https", "originals would pass in the clear")


def _authority(settings: Settings) -> Iterator[Refusal]:
    if settings.tsa_url and not _is_guarded(settings.tsa_url):
        yield Refusal("tsa_url", "时间戳服务地址须为 https", "has to be https")


_CHECKS: tuple[Callable[[Settings], Iterator[Refusal]], ...] = (
    _token_secret, _column_keys, _court_key, _trust, _clients, _listening, _stores, _authority,
)  # fmt: skip
