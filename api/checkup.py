"""What `evidence doctor` looks at: every part the service stands on, each in a sentence.

Nothing is altered but a small blob, which is removed again, and one token that is asked for.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.outside import Outside, OutsideError, open_outside
from api.production import refusals_of
from api.settings import Settings
from api.wiring import service_over
from ingest.errors import IngestError
from ingest.service import Service
from ingest.store.gauges import read_gauges
from ingest.store.migrate import TARGET, version_of
from verify.asn1.tst import decode_token
from verify.crypto.sm2 import has_sm2
from verify.errors import TrustError

__all__ = ["Sign", "Told", "examine"]

_DRIFT = timedelta(seconds=2)
_SOON = timedelta(days=30)
_LITTLE_ROOM = 0.1


class Sign(StrEnum):
    """How a part stands."""

    WELL = "well"
    UNWISE = "unwise"
    """It runs, and somebody should look at it."""
    ILL = "ill"


class Told(NamedTuple):
    """What was found of one part."""

    part: str
    sign: Sign
    text: str


def examine(settings: Settings) -> Iterator[Told]:
    """Yield what is found, part after part; what one lacks stops no other."""
    yield from _settings(settings)
    yield _sm2()
    try:
        with open_outside(settings) as outside, service_over(settings, outside) as service:
            yield from _parts(service, outside)
    except ModuleNotFoundError as error:
        yield Told("settings", Sign.ILL, f"缺少组件 missing extra: {error.name}")
    except (OutsideError, IngestError, OSError) as error:
        yield Told("settings", Sign.ILL, str(error))


def _settings(settings: Settings) -> Iterator[Told]:
    if settings.environment == "sandbox":
        yield Told("settings", Sign.WELL, "沙箱，不得用于真实案件 a sandbox, for no real case")
        return
    refused = refusals_of(settings)
    for one in refused:
        yield Told("settings", Sign.ILL, f"{one.setting}: {one.zh} {one.en}")
    if not refused:
        yield Told("settings", Sign.WELL, "生产环境设置齐备 fit for production")


def _sm2() -> Told:
    if not has_sm2():
        return Told("libcrypto", Sign.ILL, "没有可用的 SM2：国密签名将无法核验 no SM2 here")
    return Told("libcrypto", Sign.WELL, "SM2 已通过自检 known answers of SM2 hold")


def _parts(service: Service, outside: Outside) -> Iterator[Told]:
    for part, check in _PARTS.items():
        try:
            for sign, sentence in check(service, outside):
                yield Told(part, sign, sentence)
        except SQLAlchemyError as error:  # its message may quote a statement
            yield Told(part, Sign.ILL, f"数据库不可用 the database is gone: {type(error).__name__}")
        except (IngestError, TrustError, OSError) as error:
            yield Told(part, Sign.ILL, f"{type(error).__name__}: {error}")


_Found = Iterator[tuple[Sign, str]]


def _database(service: Service, _outside: Outside) -> _Found:
    database = service.database
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    version = version_of(database)
    if version == TARGET:
        yield Sign.WELL, f"{kind}, 版本 version {version}"
    else:
        yield Sign.ILL, f"{kind}, 版本 version {version or '-'}: evidence migrate → {TARGET}"


def _clock(service: Service, _outside: Outside) -> _Found:
    if service.database.is_sqlite:
        yield Sign.WELL, "数据库在本机，同一时钟 the database is of this machine and clock"
        return
    before = service.clock()
    with service.database.read() as connection:
        stated = connection.execute(
            text("SELECT extract(epoch FROM clock_timestamp())")
        ).scalar_one()
    drift = datetime.fromtimestamp(float(stated), UTC) - before
    sign = Sign.WELL if abs(drift) < _DRIFT else Sign.UNWISE
    yield sign, f"与数据库时钟相差 apart from the database: {drift.total_seconds():+.3f} s"


def _blobs(service: Service, _outside: Outside) -> _Found:
    service.blobs.check()
    yield Sign.WELL, f"可写可读 written and read back. {service.blobs.encryption()}"
    room = shutil.disk_usage(service.folder)
    share = room.free / room.total
    sign = Sign.WELL if share >= _LITTLE_ROOM else Sign.UNWISE
    yield sign, f"本机剩余空间 room on this machine: {room.free >> 30} GiB ({share:.0%})"


def _trust(service: Service, outside: Outside) -> _Found:
    try:
        store = service.trust.current()
    except TrustError:
        sign = Sign.UNWISE if outside.trust else Sign.ILL
        yield (
            sign,
            "尚无信任清单版本，serve 启动时采用 no version yet: serve adopts it at its start",
        )
        return
    yield Sign.WELL, f"版本 version {store.sequence}, sha256 {store.digest}"


def _keys(service: Service, outside: Outside) -> _Found:
    certificate = service.court_key.certificate
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    at = service.clock()
    valid = begins <= at < ends
    sign = Sign.ILL if not valid else Sign.UNWISE if ends - at < _SOON else Sign.WELL
    yield sign, f"法院证书有效期 the court's certificate: {begins:%Y-%m-%d} – {ends:%Y-%m-%d}"
    names = ", ".join(outside.column_keys)
    yield Sign.WELL, f"个人信息列以 AES-256-GCM 加密 columns of personal data, keys: {names}"


def _authority(service: Service, _outside: Outside) -> _Found:
    if service.stamper is None:
        yield Sign.UNWISE, "未设置时间戳服务，回执不带时间戳 none: receipts stay without a token"
        return
    token = decode_token(service.stamper.stamp(b"evidence doctor"))
    drift = token.info.gen_time - service.clock()
    sign = Sign.WELL if abs(drift) < _DRIFT else Sign.UNWISE
    yield sign, f"时间戳有效，与其时钟相差 a token holds, apart: {drift.total_seconds():+.1f} s"


def _engine(service: Service, _outside: Outside) -> _Found:
    with service.database.read() as connection:
        gauges = read_gauges(connection, service.environment, service.clock())
    open_ = sum(number for (_, state), number in gauges.attempts.items() if state == "ready")
    failed = sum(number for (_, state), number in gauges.attempts.items() if state == "failed")
    sign = Sign.UNWISE if failed or (open_ and not gauges.workers) else Sign.WELL
    yield sign, f"核验进程 workers {gauges.workers}, 待办 ready {open_}, 失败 failed {failed}"


_PARTS: dict[str, Callable[[Service, Outside], _Found]] = {
    "database": _database, "clock": _clock, "blobs": _blobs, "trust": _trust, "keys": _keys,
    "authority": _authority, "engine": _engine,
}  # fmt: skip
