"""Settings: defaults < file (TOML, `--config`) < environment (`EVIDENCE_…`).

Without any setting at all it is the sandbox on this machine. Production names everything it needs
itself and refuses what only a sandbox may have (`check_production` in `api.production`).
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import TomlConfigSettingsSource

__all__ = ["BlobSettings", "JobSettings", "QuotaSettings", "Settings", "load_settings"]

Seconds = Annotated[float, Field(gt=0, le=86_400)]


class JobSettings(BaseModel):
    """Times of the background work."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workers: int | None = Field(
        default=None, ge=0, le=256, description="of `serve` itself; absent is one a core"
    )
    heartbeat_s: Seconds = 5
    lease_s: Seconds = 30
    reaper_s: Seconds = 10
    poll_s: Seconds = 0.1
    nice: int = Field(default=10, ge=0, le=19)


class BlobSettings(BaseModel):
    """Where blobs are: a folder below `data_dir`, or an S3 bucket."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(default="", description="s3://bucket/prefix; empty is data_dir/blobs")
    endpoint: str | None = Field(default=None, description="of an S3 server that is not AWS")
    region: str = "us-east-1"
    access_key: SecretStr | None = None
    secret_key: SecretStr | None = None
    encryption: Literal["none", "AES256", "aws:kms"] = "none"


class QuotaSettings(BaseModel):
    """What one sender may have at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    open_uploads: int = Field(default=20, ge=1)
    octets_a_day: int = Field(default=200 << 30, ge=1)
    packages_a_day: int = Field(default=20_000, ge=1)


class Settings(BaseSettings):
    """Everything that is set."""

    model_config = SettingsConfigDict(
        env_prefix="EVIDENCE_", env_nested_delimiter="__", extra="forbid", frozen=True,
        secrets_dir=None,
    )  # fmt: skip

    environment: Literal["production", "sandbox"] = "sandbox"
    court: str = "gzinternetcourt"
    data_dir: Path = Path("evidence-data")
    database: str = Field(default="", description="sqlite:/// or postgresql://; empty is data_dir")
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)
    http_processes: int | None = Field(
        default=None, ge=1, le=64, description="that answer; absent: two, on one core one"
    )
    behind_proxy: bool = Field(default=False, description="TLS ends at a proxy before us")
    public_url: str = Field(default="", description="as clients see us; audience of assertions")
    metrics_on_loopback: bool | None = Field(
        default=None,
        description="metrics without a token for who is on this machine; absent: without a proxy",
    )
    blobs: BlobSettings = BlobSettings()
    jobs: JobSettings = JobSettings()
    quotas: QuotaSettings = QuotaSettings()
    trust: Path | None = None
    policy: Path | None = None
    courts: Path | None = None
    clients: Path | None = Field(default=None, description="TOML: who may speak to us")
    sources: Path | None = Field(
        default=None, description="TOML: nodes of chains, lists of revoked certificates"
    )
    court_key: Path | None = None
    court_certificate: Path | None = None
    tsa_url: str = ""
    token_secret: SecretStr | None = Field(default=None, description="signs access tokens")
    column_keys: dict[str, SecretStr] = Field(
        default_factory=dict, description="id to 32 octets in hex; the first seals"
    )
    upload_term_s: float = Field(default=timedelta(days=3).total_seconds(), gt=0)
    wait_term_s: float = Field(default=timedelta(days=7).total_seconds(), gt=0)
    sandbox_term_s: float = Field(default=timedelta(days=14).total_seconds(), gt=0)
    retention_days: float | None = Field(
        default=None, gt=0, description="production: how long a package is kept; null without end"
    )

    @property
    def database_address(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.data_dir.absolute() / 'evidence.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file; the file is named by `load_settings`."""
        return (env_settings, init_settings)


def load_settings(config: Path | None = None, **given: object) -> Settings:
    """Return the settings of a file, the environment and what a command line gave.

    Raises:
        pydantic.ValidationError: a setting is unknown or cannot be used.
        OSError: the file cannot be read.
        tomllib.TOMLDecodeError: the file is no TOML.
    """
    stated: dict[str, object] = {}
    if config is not None:
        stated = dict(TomlConfigSettingsSource(Settings, toml_file=config)())
    found = Settings(**stated)  # type: ignore[arg-type]
    return found.model_copy(update=given) if given else found
