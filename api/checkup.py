"""What `evidence doctor` looks at: every part the service stands on, each in a sentence.

Nothing is altered but a small blob, which is removed again, and one token that is asked for.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from api.outside import Outside, OutsideError, open_outside
from api.production import refusals_of
from api.settings import Settings
from api.wiring import blobs_of, now, service_over
from ingest.errors import IngestError
from ingest.service import Service
from ingest.store.database import Database
from ingest.store.gauges import read_gauges
from ingest.store.migrate import TARGET, version_of
from verify.asn1.tst import decode_token
from verify.crypto.sm2 import has_sm2
from verify.errors import TrustError

__all__ = ["Sign", "Told", "examine"]

_DRIFT = timedelta(seconds=2)
_SOON = timedelta(days=30)
_LITTLE_ROOM = 0.1
_LONG = timedelta(minutes=30)
"""A shard takes seconds and the largest package minutes: what runs longer may hang."""
_LACKING = (OutsideError, IngestError, TrustError, OSError, ModuleNotFoundError)
"""What a part that is not there, or not fit, raises."""


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


_Found = Iterator[tuple[Sign, str]]


def examine(settings: Settings) -> Iterator[Told]:
    """Yield what is found, part after part; what one lacks hides no other."""
    for part, look in _PARTS_OF_PROGRAM.items():
        yield from _told(part, partial(look, settings))
    if not settings.data_dir.is_dir():
        yield Told("data", Sign.ILL, f"{settings.data_dir}: 尚不存在 not there: evidence migrate")
        return
    for part, look in _PARTS_OF_MACHINE.items():
        yield from _told(part, partial(look, settings))
    if _missing_file(settings) is None:
        yield from _told_of_service(settings)


def _told_of_service(settings: Settings) -> Iterator[Told]:
    try:
        with open_outside(settings) as outside, service_over(settings, outside) as service:
            for part, check in _PARTS_OF_SERVICE.items():
                yield from _told(part, partial(check, service, outside))
    except _LACKING as error:
        yield Told("settings", Sign.ILL, str(error))


def _told(part: str, check: Callable[[], _Found]) -> Iterator[Told]:
    try:
        for sign, sentence in check():
            yield Told(part, sign, sentence)
    except SQLAlchemyError as error:  # its message may quote a statement
        yield Told(part, Sign.ILL, f"数据库不可用 the database is gone: {type(error).__name__}")
    except _LACKING as error:
        yield Told(part, Sign.ILL, str(error))


def _settings(settings: Settings) -> _Found:
    if settings.environment == "sandbox":
        yield Sign.WELL, "沙箱，不得用于真实案件 a sandbox, for no real case"
        return
    refused = refusals_of(settings)
    for one in refused:
        yield Sign.ILL, f"{one.setting}: {one.zh} {one.en}"
    if not refused:
        yield Sign.WELL, "生产环境设置齐备 fit for production"


def _libcrypto(_settings: Settings) -> _Found:
    if has_sm2():
        yield Sign.WELL, "SM2 已通过自检 known answers of SM2 hold"
    else:
        yield Sign.ILL, "没有可用的 SM2，国密签名将无法核验 no SM2 here: it stays unverifiable"


def _missing_file(settings: Settings) -> Path | None:
    """Return the file of SQLite where it is not there: whoever asked it would make it."""
    named = make_url(settings.database_address)
    path = Path(named.database or "")
    return path if named.get_backend_name() == "sqlite" and not path.is_file() else None


def _database(settings: Settings) -> _Found:
    missing = _missing_file(settings)
    if missing is not None:
        yield Sign.ILL, f"{missing}: 尚不存在 not there: evidence migrate"
        return
    with closing(Database(settings.database_address)) as database:
        kind, version = "SQLite" if database.is_sqlite else "PostgreSQL", version_of(database)
    if version == TARGET:
        yield Sign.WELL, f"{kind}, 版本 version {version}"
    else:
        yield Sign.ILL, f"{kind}, 版本 version {version or '-'}: evidence migrate → {TARGET}"


def _clock(settings: Settings) -> _Found:
    with closing(Database(settings.database_address)) as database:
        if database.is_sqlite:
            yield Sign.WELL, "数据库在本机，同一时钟 the database is of this machine and clock"
            return
        with database.read() as connection:
            asked = text("SELECT extract(epoch FROM clock_timestamp())")
            stated = datetime.fromtimestamp(float(connection.execute(asked).scalar_one()), UTC)
    yield _drift("与数据库时钟相差 apart from the database", stated - now())


def _drift(words: str, by: timedelta) -> tuple[Sign, str]:
    sign = Sign.WELL if abs(by) < _DRIFT else Sign.UNWISE
    return sign, f"{words}: {by.total_seconds():+.1f} s"


def _blobs(settings: Settings) -> _Found:
    blobs = blobs_of(settings)
    blobs.check()
    yield Sign.WELL, f"可写可读 written and read back; 加密 encryption: {blobs.encryption()}"
    room = shutil.disk_usage(settings.data_dir)
    share = room.free / room.total
    sign = Sign.WELL if share >= _LITTLE_ROOM else Sign.UNWISE
    yield sign, f"本机剩余空间 room on this machine: {room.free >> 30} GiB ({share:.0%})"


def _trust(service: Service, outside: Outside) -> _Found:
    try:
        store = service.trust.current()
    except TrustError:
        yield _without_trust(outside)
        return
    yield Sign.WELL, f"版本 version {store.sequence}, sha256 {store.digest}"


def _without_trust(outside: Outside) -> tuple[Sign, str]:
    sign = Sign.UNWISE if outside.trust else Sign.ILL
    return sign, "尚无信任清单版本，serve 启动时采用 no version yet: serve adopts one as it starts"


def _keys(service: Service, outside: Outside) -> _Found:
    certificate = service.court_key.certificate
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    at = service.clock()
    valid = begins <= at < ends
    sign = Sign.ILL if not valid else Sign.UNWISE if ends - at < _SOON else Sign.WELL
    yield sign, f"法院证书有效期 the court's certificate: {begins:%Y-%m-%d} – {ends:%Y-%m-%d}"
    names = ", ".join(outside.column_keys)
    yield Sign.WELL, f"个人信息列以 AES-256-GCM 加密 columns of personal data, keys: {names}"


def _authority(service: Service, outside: Outside) -> _Found:
    if service.stamper is None:
        yield Sign.UNWISE, "未设置时间戳服务，回执不带时间戳 none: receipts stay without a token"
        return
    try:
        service.trust.current()
    except TrustError:
        yield _without_trust(outside)
        return
    token = decode_token(service.stamper.stamp(b"evidence doctor"))
    yield _drift(
        "时间戳有效，与其时钟相差 a token holds, apart", token.info.gen_time - service.clock()
    )


def _engine(service: Service, _outside: Outside) -> _Found:
    with service.database.read() as connection:
        gauges = read_gauges(connection, service.environment, service.clock(), service.times.lease)
    counts = {
        wanted: sum(number for (_, state), number in gauges.attempts.items() if state == wanted)
        for wanted in ("ready", "failed")
    }
    idle = bool(counts["ready"]) and not gauges.workers
    sign = Sign.UNWISE if counts["failed"] or idle else Sign.WELL
    told = f"待办 ready {counts['ready']}, 失败 failed {counts['failed']}"
    yield sign, f"核验进程 workers {gauges.workers}, {told}"
    if gauges.oldest_running is not None:
        yield _running_for(service.clock() - gauges.oldest_running)


def _running_for(longest: timedelta) -> tuple[Sign, str]:
    told = f"运行最久的任务 the longest running attempt: {longest.total_seconds():.0f} s"
    if longest <= _LONG:
        return Sign.WELL, told
    hint = "可能挂起，请重启其进程 it may hang: start its worker anew"
    return Sign.UNWISE, f"{told}, 超过 over {_LONG.total_seconds():.0f} s; {hint}"


_PARTS_OF_PROGRAM: Mapping[str, Callable[[Settings], _Found]] = MappingProxyType({
    "settings": _settings, "libcrypto": _libcrypto,
})  # fmt: skip
_PARTS_OF_MACHINE: Mapping[str, Callable[[Settings], _Found]] = MappingProxyType({
    "database": _database, "clock": _clock, "blobs": _blobs,
})  # fmt: skip
_PARTS_OF_SERVICE: Mapping[str, Callable[[Service, Outside], _Found]] = MappingProxyType({
    "trust": _trust, "keys": _keys, "authority": _authority, "engine": _engine,
})  # fmt: skip
