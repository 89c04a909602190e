import pytest

from backend.launch.problem import CannotStart
from backend.launch.settings import read_settings


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MONGODB_URI", "BOT_URL", "PORT", "HOST", "VAR"):
        monkeypatch.delenv(f"EVENLIGHT_{name}", raising=False)


def test_without_settings_the_database_and_the_bot_are_ours() -> None:
    settings = read_settings()
    assert settings.embedded_database
    assert settings.own_bot
    assert settings.var.is_absolute()


def test_addresses_given_to_us_replace_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENLIGHT_MONGODB_URI", "mongodb://db/?replicaSet=rs0")
    monkeypatch.setenv("EVENLIGHT_BOT_URL", "http://bot:5005")
    settings = read_settings()
    assert not settings.embedded_database
    assert not settings.own_bot


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENLIGHT_MONGODB_URI", "")
    monkeypatch.setenv("EVENLIGHT_PORT", "")
    assert read_settings().embedded_database
    assert read_settings().port == 8080


@pytest.mark.parametrize("port", ["many", "0", "65536"])
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("EVENLIGHT_PORT", port)
    with pytest.raises(CannotStart, match=f"EVENLIGHT_PORT is set to '{port}'. Mend: "):
        read_settings()


@pytest.mark.parametrize(("host", "reached_at"), [("0.0.0.0", "127.0.0.1"), ("10.1.2.3", "10.1.2.3")])
def test_the_banner_names_an_address_that_works(
    monkeypatch: pytest.MonkeyPatch, host: str, reached_at: str
) -> None:
    monkeypatch.setenv("EVENLIGHT_HOST", host)
    assert read_settings().reachable_host == reached_at
