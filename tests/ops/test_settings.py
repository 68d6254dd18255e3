"""One node's settings: the file, the environment over it, and nothing unknown."""

from pathlib import Path

import pytest

from jisr.core.errors import Malformed, Unavailable
from jisr.ops.settings import (
    PartnerSettings,
    PeerSettings,
    RetentionSettings,
    Settings,
    SiteSettings,
    load_settings,
)
from tests.ops.kit import failing

FULL = """
party = "MA"
data_dir = "data"
language = "ar"
packs_dir = "/srv/packs"

[peer]
host = "0.0.0.0"
port = 9443

[site]
port = 9080

[partners.FR]
url = "https://fr.example:8443/"

[partners.BE-IBZ]
url = "https://be.example:8443"
"""


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    path = tmp_path / "jisr.toml"
    path.write_text(FULL)
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_a_file_is_read(toml: Path) -> None:
    settings = load_settings(toml)
    assert settings.party == "MA"
    assert settings.language == "ar"
    assert (settings.peer.host, settings.peer.port) == ("0.0.0.0", 9443)
    assert (settings.site.host, settings.site.port) == ("127.0.0.1", 9080)
    assert settings.partners["BE-IBZ"].url == "https://be.example:8443"
    assert settings.partners["FR"].url == "https://fr.example:8443"


def test_relative_paths_start_from_the_file(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    settings = load_settings(toml)
    assert settings.data_dir == toml.parent / "data"
    assert settings.packs_dir == Path("/srv/packs")
    assert settings.control_path == toml.parent / "data" / "control.sock"
    assert settings.keystore_path == toml.parent / "data" / "node.keys"


def test_a_few_lines_are_enough(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path / "j.toml", 'party = "FR"\ndata_dir = "d"\n'))
    assert settings.peer.port == 8443
    assert settings.partners == {}
    assert settings.packs_dir is None


def test_a_node_in_postgresql_names_two_databases(tmp_path: Path) -> None:
    lines = 'party = "FR"\ndata_dir = "d"\nstore = "postgresql"\n'
    dsns = 'dsn = "dbname=jisr"\nkeys_dsn = "postgresql://keys.example/jisr"\n'
    settings = load_settings(write(tmp_path / "j.toml", lines + dsns))
    assert (settings.store, settings.dsn) == ("postgresql", "dbname=jisr")


def test_the_environment_wins_over_the_file(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JISR_LANGUAGE", "en")
    monkeypatch.setenv("JISR_PEER__PORT", "0")
    monkeypatch.setenv("JISR_PARTNERS", '{"FR": {"url": "https://other.example"}}')
    monkeypatch.setenv("JISR_PASSPHRASE", "read elsewhere")
    settings = load_settings(toml)
    assert settings.language == "en"
    assert (settings.peer.host, settings.peer.port) == ("0.0.0.0", 0)
    assert settings.partners["FR"].url == "https://other.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JISR_PORT", "1"),
        ("JISR_PEER__PROT", "1"),
        ("JISR_PEER__PORT", "many"),
        ("JISR_PARTNERS", "not json"),
        ("JISR_LIMITS__ATTACHMENT_BYTES", "99999999999999"),
    ],
)
def test_a_variable_that_is_not_known_or_not_possible_is_refused(
    toml: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with failing(Malformed, "ops.setting-wrong"):
        load_settings(toml)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ('data_dir = "d"', "party"),
        ('party = "MA"', "data_dir"),
        ('party = "ma"\ndata_dir = "d"', "party"),
        ('party = "MA"\ndata_dir = "d"\nlangauge = "fr"', "langauge"),
        ('party = "MA"\ndata_dir = "d"\nlanguage = "es"', "language"),
        ('party = "MA"\ndata_dir = "d"\nstore = "mysql"', "store"),
        ('party = "MA"\ndata_dir = "d"\nstore = "postgresql"\ndsn = "dbname=a"', ""),
        ('party = "MA"\ndata_dir = "d"\ndsn = "dbname=a"\nkeys_dsn = "dbname=b"', ""),
        ('party = "MA"\ndata_dir = "d"\ndsn = "dbname=a password=b"', "dsn"),
        ('party = "MA"\ndata_dir = "d"\nkeys_dsn = "postgresql://a:b@c/d"', "keys_dsn"),
        ('party = "MA"\ndata_dir = "d"\n[peer]\nprot = 1', "peer.prot"),
        ('party = "MA"\ndata_dir = "d"\n[peer]\nport = 70000', "peer.port"),
        ('party = "MA"\ndata_dir = "d"\n[site]\nhost = "0.0.0.0"', "site.host"),
        ('party = "MA"\ndata_dir = "d"\n[retention]\nreview = 0', "retention.review"),
        ('party = "MA"\ndata_dir = "d"\n[retention.days]\nalert = 0', "retention.days.alert"),
        ('party = "MA"\ndata_dir = "d"\n[retention.days]\nA = 1', "retention.days.A.[key]"),
        ('party = "MA"\ndata_dir = "d"\n[partners.MA]\nurl = "https://x"', ""),
        ('party = "MA"\ndata_dir = "d"\n[partners.FR]\nurl = "http://x"', "partners.FR.url"),
    ],
)
def test_a_setting_that_is_not_known_or_not_possible_is_named(
    tmp_path: Path, text: str, setting: str
) -> None:
    with failing(Malformed, "ops.setting-wrong") as caught:
        load_settings(write(tmp_path / "jisr.toml", text))
    assert caught.value.facts["setting"] == setting


@pytest.mark.parametrize("raw", [b"party =", b"\xff\xfe", b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "jisr.toml"
    path.write_bytes(raw)
    with failing(Malformed, "ops.settings-form"):
        load_settings(path)


def test_a_file_that_is_not_there_or_too_long_is_named(tmp_path: Path) -> None:
    with failing(Unavailable, "ops.no-settings"):
        load_settings(tmp_path / "none.toml")
    with failing(Unavailable, "ops.path-not-readable"):
        load_settings(tmp_path)
    with failing(Malformed, "ops.file-too-large"):
        load_settings(write(tmp_path / "jisr.toml", "#" * 300_000))


def test_every_setting_says_what_it_is() -> None:
    models = [Settings, PeerSettings, SiteSettings, PartnerSettings, RetentionSettings]
    for model in models:
        for name, field in model.model_fields.items():
            assert field.description, name
