"""What is printed once the service listens: of a sandbox, how it may be tried."""

from api.outside import Outside
from api.settings import Settings

__all__ = ["welcome"]


def welcome(settings: Settings, outside: Outside, address: str) -> str:
    """Return what is printed at the start."""
    if settings.environment == "production":
        return f"证据网关 Evidence Gateway: {address}\n"
    named = {client.id: (client.role, outside.secrets[client.id]) for client in outside.clients}
    rows = [f"  {role:<9} {name:<24} {secret}" for name, (role, secret) in named.items()]
    first, (_, secret) = next(iter(named.items()))
    lines = (
        f"证据网关沙箱 Evidence Gateway, sandbox: {address}",
        f"数据目录 data: {settings.data_dir.absolute()}",
        f"登录 sign in: {address}/login   提交 send: {address}/upload",
        "身份与密钥，仅用于本沙箱 clients and secrets, of this sandbox alone:",
        *rows,
        "取访问令牌 to get an access token:",
        f"  curl -u {first}:{secret} -d grant_type=client_credentials {address}/v1/token",
    )
    return "".join(f"{line}\n" for line in lines)
