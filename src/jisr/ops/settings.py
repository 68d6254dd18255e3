"""Settings of one node: `jisr.toml`, over which the environment wins.

    JISR_PARTY=MA   JISR_PEER__PORT=8443   JISR_PARTNERS='{"FR": {"url": "https://..."}}'

A key that is not known is refused, in the file and in the environment: a misspelt limit must
not silently be no limit.  Secrets are no settings: passphrases come from a file or a prompt.
"""

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from jisr.core.act import PartyId, read_party
from jisr.core.errors import Lang, Malformed, Unavailable
from jisr.framework.expiry import REVIEW_DAYS
from jisr.ops import reasons, why

PREFIX: Final = "JISR_"
# Read elsewhere, so not refused here: where the settings are, who acts, and the passphrases.
OTHER_VARIABLES: Final = frozenset(
    {
        "JISR_OFFICER",
        "JISR_OFFICER_PASSPHRASE",
        "JISR_PASSPHRASE",
        "JISR_ROOT_PASSPHRASE",
        "JISR_SETTINGS",
    }
)
SETTINGS_BYTES_MAX: Final = 256 * 1024
REVIEW_DAYS_MAX: Final = 3650
KEPT_DAYS_MAX: Final = 36_600  # A hundred years, as in a framework.
_PORT_MAX: Final = 65535
DAY_MINUTES: Final = 24 * 60
REPLY_MINUTES: Final = 30  # A sixteenth of the shortest deadline that any procedure has.


def _party(value: str) -> PartyId:
    try:
        return read_party(value, "party")
    except Malformed as error:
        raise ValueError(why.Wrong.NO_PARTY) from error


def _https(value: str) -> str:
    if not value.startswith("https://"):
        raise ValueError(why.Wrong.HTTPS_ONLY)
    return value.rstrip("/")


def _loopback(value: str) -> str:
    """Refuse an address others can reach: the site speaks plain HTTP behind a gateway."""
    if value != "localhost" and not ipaddress.ip_address(value).is_loopback:
        raise ValueError(why.Wrong.LOOPBACK_ONLY)
    return value


def without_password(value: str) -> str:
    """Refuse a password: libpq reads it from ~/.pgpass, which others cannot open."""
    if re.search(r"password\s*=|://[^@/]*:[^@/]*@", value):
        raise ValueError(why.Wrong.PGPASS_INSTEAD)
    return value


Dsn = Annotated[str, AfterValidator(without_password)]
Party = Annotated[str, AfterValidator(_party)]
Procedure = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Port = Annotated[int, Field(ge=0, le=_PORT_MAX)]  # 0: any free port, for tests and the demo.


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PeerSettings(_Section):
    """The partners' door."""

    host: str = Field(default="127.0.0.1", description="Address to listen on, for partners.")
    port: Port = Field(default=8443, description="TCP port of the partners' door (mutual TLS).")


class SiteSettings(_Section):
    """The officers' door."""

    host: Annotated[str, AfterValidator(_loopback)] = Field(
        default="127.0.0.1", description="Loopback address of the site."
    )
    port: Port = Field(default=8080, description="TCP port of the site (HTTP).")
    url: str = Field(default="", description="Address people use, if a gateway is in front.")


class PartnerSettings(_Section):
    """How one partner is reached; who it is, the record says."""

    url: Annotated[str, AfterValidator(_https)] = Field(
        description="Address of the partner's door, https."
    )


class RetentionSettings(_Section):
    """What this node decides about keeping; the framework and the partner may be stricter."""

    review: Annotated[int, Field(ge=1, le=REVIEW_DAYS_MAX)] = Field(
        default=REVIEW_DAYS, description="Days before its end from which what is kept is listed."
    )
    days: Mapping[Procedure, Annotated[int, Field(ge=1, le=KEPT_DAYS_MAX)]] = Field(
        default_factory=dict,
        description="The most days after the sending that content is kept here, by procedure.",
    )


class Settings(BaseSettings):
    """Everything an operator decides about one node."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        env_file=None,
    )

    party: Party = Field(description="The party this node serves: MA, FR, BE-IBZ.")
    data_dir: Path = Field(description="Where ledger, keys and sockets live; private to the node.")
    language: Lang = Field(default="fr", description="Language of command line and logs.")
    packs_dir: Path | None = Field(default=None, description="Where packs are read from.")
    policies: Path | None = Field(
        default=None, description="The ministry's own Cedar policies, beside those that come along."
    )
    passphrase_file: Path | None = Field(
        default=None, description="File (mode 0600) with the keystore's passphrase, for services."
    )
    reply_minutes: Annotated[int, Field(ge=0, le=DAY_MINUTES)] = Field(
        default=REPLY_MINUTES, description="Minutes between two ticks of replies; 0: at once."
    )
    store: Literal["sqlite", "postgresql"] = Field(
        default="sqlite", description="What ledger, keys and work are kept in."
    )
    dsn: Dsn = Field(default="", description="PostgreSQL: where ledger and work are.")
    keys_dsn: Dsn = Field(default="", description="PostgreSQL: where the keys of parts are.")
    peer: PeerSettings = Field(default_factory=PeerSettings, description="The partners' door.")
    site: SiteSettings = Field(default_factory=SiteSettings, description="The officers' door.")
    retention: RetentionSettings = Field(
        default_factory=RetentionSettings, description="How long content is kept here at most."
    )
    partners: Mapping[Party, PartnerSettings] = Field(
        default_factory=dict, description="How each partner is reached, by party."
    )

    @model_validator(mode="after")
    def _not_its_own_partner(self) -> Self:
        if self.party in self.partners:
            raise ValueError(why.Wrong.ITS_OWN_PARTNER)
        return self

    @model_validator(mode="after")
    def _where_the_stores_are(self) -> Self:
        if (self.store == "postgresql") != bool(self.dsn and self.keys_dsn):
            raise ValueError(why.Wrong.DSN_NEEDS_POSTGRESQL)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file, and read nothing else."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def control_path(self) -> Path:
        """The control socket."""
        return self.data_dir / "control.sock"

    @property
    def keystore_path(self) -> Path:
        """The node's keystore; the root key's lies elsewhere."""
        return self.data_dir / "node.keys"


def load_settings(path: Path) -> Settings:
    """Read a node's settings.

    Args:
        path: its `jisr.toml`; relative paths in the settings start from its directory.

    Raises:
        Unavailable: the file cannot be read.
        Malformed: not TOML, a key that is not known, or a value that cannot be; the facts name
            the first one.
    """
    unknown = _unknown_variables(os.environ)
    if unknown:
        raise Malformed(
            reasons.SETTING_WRONG,
            path="environment",
            setting=unknown[0],
            **why.setting_said({"type": "extra_forbidden"}),
        )
    try:
        settings = Settings(**_table(path))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Malformed(
            reasons.SETTING_WRONG,
            path=str(path),
            setting=".".join(str(step) for step in first["loc"]),
            **why.setting_said(first),
        ) from error
    except SettingsError as error:  # A variable that should hold JSON does not.
        raise Malformed(
            reasons.SETTING_WRONG,
            path="environment",
            setting="",
            **why.setting_said({"type": "json_invalid"}),
        ) from error
    base = path.resolve().parent
    places = {
        name: base / value.expanduser() for name, value in settings if isinstance(value, Path)
    }
    return settings.model_copy(update=places)


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            raw = file.read(SETTINGS_BYTES_MAX + 1)
    except FileNotFoundError as error:
        raise Unavailable(reasons.NO_SETTINGS, path=str(path)) from error
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_READABLE, path=str(path), **why.system_said(error)
        ) from error
    if len(raw) > SETTINGS_BYTES_MAX:
        raise Malformed(reasons.FILE_TOO_LARGE, path=str(path), limit=SETTINGS_BYTES_MAX)
    try:
        return tomllib.loads(raw.decode())
    except ValueError as error:  # Also what is not UTF-8.
        raise Malformed(reasons.SETTINGS_FORM, path=str(path), **why.place_of(error)) from error


def _unknown_variables(environ: Mapping[str, str]) -> list[str]:
    known = {name.upper() for name in Settings.model_fields}
    return sorted(
        name
        for name in environ
        if name.startswith(PREFIX)
        and name not in OTHER_VARIABLES
        and name.removeprefix(PREFIX).split("__")[0] not in known
    )
