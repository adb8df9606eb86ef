"""`evidence clients`: the registry of clients takes effect at once, whoever serves."""

import typer

from api.cli.exits import refuse
from api.cli.stores import open_stores
from api.identity.clients import ClientFileError, read_clients, register
from api.settings import Settings
from api.wiring import now

__all__ = ["run_clients"]


def run_clients(settings: Settings) -> int:
    """Register who the file names, end who it names no more, and say what changed."""
    if settings.clients is None or settings.environment == "sandbox":
        raise refuse("没有客户端登记文件 no file of clients is set; a sandbox has its own")
    try:
        clients = read_clients(settings.clients, settings.environment)
    except ClientFileError as error:
        raise refuse(f"客户端登记文件不可用 clients: {error}") from error
    with open_stores(settings) as stores, stores.database.write() as connection:
        changes = register(connection, settings.environment, clients, now())
    for words, ids in (
        ("新增 new", changes.new), ("变更 changed", changes.changed), ("终止 ended", changes.ended),
    ):  # fmt: skip
        for one in ids:
            typer.echo(f"{words}: {one}")
    if not any(changes):
        typer.echo("无变化 nothing changed")
    return 0
