"""Settings for a command of the service: what cannot be used ends it with exit 2, all told."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tomllib import TOMLDecodeError
from types import FrameType

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.cli.exits import EXIT_INTERNAL, refuse
from api.logs import configure_logs
from api.outside import OutsideError
from api.production import ProductionRefusedError, check_production
from api.settings import Settings, load_settings
from ingest.errors import BackupError, IngestError
from verify.errors import TrustError

__all__ = ["begin_process", "read_settings", "refuse_version", "telling_faults"]


def begin_process(told: Callable[[int, FrameType | None], object]) -> None:
    """Log as the service does, let nobody read what is written, and be told when to stop."""
    configure_logs()
    os.umask(0o077)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def refuse_version() -> typer.Exit:
    """Say that the database is not of this program, and return what ends the command."""
    return refuse("数据库版本不符 the database is of another version: evidence migrate")


def read_settings(config: Path | None, **given: object) -> Settings:
    """Return the settings, whatever they are fit for; those that cannot be read end with exit 2."""
    try:
        return load_settings(config, **given)
    except ValidationError as error:
        told = (f"  {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise refuse("\n".join(("设置有误 settings refused:", *told))) from error
    except (OSError, TOMLDecodeError) as error:
        raise refuse(f"设置文件不可用 settings cannot be read: {error}") from error


@contextmanager
def telling_faults(settings: Settings) -> Iterator[None]:
    """Let what production may run with begin; what stops a service is told, never a traceback."""
    try:
        check_production(settings)
        yield
    except ProductionRefusedError as error:
        told = (f"  {one.setting}: {one.zh} {one.en}" for one in error.refusals)
        raise refuse("\n".join(("生产环境拒绝启动 production refuses:", *told))) from error
    except OutsideError as error:
        raise refuse(f"设置不可用 a setting cannot be used: {error}") from error
    except BackupError as error:
        raise refuse(f"备份不可用 a backup cannot be used: {error}") from error
    except ModuleNotFoundError as error:
        raise refuse(f"缺少组件 missing extra: {error.name}") from error
    except (SQLAlchemyError, IngestError, TrustError, OSError) as error:
        typer.echo(f"无法运行 cannot run: {type(error).__name__}: {_line(error)}", err=True)
        raise typer.Exit(EXIT_INTERNAL) from error


def _line(error: Exception) -> str:
    """Return the first line of a message: what follows may quote a statement and its values."""
    return str(error).partition("\n")[0]
