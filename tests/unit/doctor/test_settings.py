"""What the settings of a deployment tell, with no service running."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from backend.doctor.model import Verdict
from backend.doctor.settings import check_settings
from backend.identity.signing_keys import add_key
from backend.settings import Settings

TODAY = datetime(2026, 11, 23, tzinfo=UTC)
FAR = "mongodb://db.example.org:27017/?replicaSet=rs0"


@pytest.fixture
def deployment(tmp_path: Path) -> Callable[..., Settings]:
    """A deployment with nothing wrong, but for what a test changes."""
    for name in ("refresh.key", "master.key", "alarm.url", "beat.url"):
        (tmp_path / name).write_bytes(b"k" * 96)
        (tmp_path / name).chmod(0o600)
    add_key(tmp_path / "jwt", TODAY - timedelta(days=30))

    def made(**changes: Any) -> Settings:
        usual: dict[str, Any] = {
            "env": "production", "trusted_proxies": 1, "var": tmp_path, "jwt_key_dir": tmp_path / "jwt",
            "refresh_key_file": tmp_path / "refresh.key", "master_key_file": tmp_path / "master.key",
            "alarm_url_file": tmp_path / "alarm.url", "heartbeat_url_file": tmp_path / "beat.url",
        }  # fmt: skip
        return Settings(**(usual | changes))

    return made


def verdicts(settings: Settings, at: datetime = TODAY) -> dict[str, Verdict]:
    return {finding.about: finding.verdict for finding in check_settings(settings, at)}


def test_a_sound_deployment_has_only_the_note_about_its_key_file(deployment: Callable[..., Settings]) -> None:
    found = verdicts(deployment())
    assert found.pop("master key") is Verdict.NOTE
    assert set(found.values()) == {Verdict.OK}


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"env": "development"}, "environment"),
        ({"rate_limits": False}, "rate limits"),
        ({"alarm_url_file": None}, "alarm"),
        ({"heartbeat_url_file": None}, "alarm"),
        ({"drill_times": "off"}, "drills"),
        ({"mongodb_uri": FAR}, "database address"),
        ({"mongodb_uri": f"{FAR}&tls=true"}, "database address"),  # no login
        ({"mongodb_uri": f"{FAR}&tls=false"}, "database address"),
        ({"mongodb_uri": "mongodb://127.0.0.1:1,db.example.org:1/"}, "database address"),
        ({"bot_url": "http://bot.example.org:5005"}, "bot address"),
        ({"bot_url": "http://8.8.8.8:5005"}, "bot address"),
        ({"refresh_key_file": Path("/nowhere/refresh.key")}, "key file refresh.key"),
        ({"jwt_key_dir": Path("/nowhere/jwt")}, "signing keys"),
        ({"alarm_url_file": Path("/nowhere/alarm.url")}, "key file alarm.url"),
        ({"oidc_client_secret_file": Path("/nowhere/oidc")}, "key file oidc"),
        ({"public_url": "http://chat.example.org"}, "public address"),
    ],
)
def test_what_is_unsafe_is_found(
    deployment: Callable[..., Settings], changes: dict[str, Any], about: str
) -> None:
    assert verdicts(deployment(**changes))[about] is Verdict.UNSAFE


@pytest.mark.parametrize(
    "changes",
    [
        {"mongodb_uri": "mongodb://user:secret@db.example.org:27017/?replicaSet=rs0&tls=true"},
        {"mongodb_uri": "mongodb+srv://user:secret@cluster.example.org/"},
        {"mongodb_uri": "mongodb://[::1]:27017,localhost:27018/"},
        {"bot_url": "https://bot.example.org"},
        {"bot_url": "http://bot:5005"},
        {"bot_url": "http://10.0.0.7:5005"},
    ],
)
def test_what_is_safe_is_not_called_unsafe(
    deployment: Callable[..., Settings], changes: dict[str, Any]
) -> None:
    assert Verdict.UNSAFE not in verdicts(deployment(**changes)).values()


@pytest.mark.parametrize("host", ["mongo", "10.0.0.9"])
def test_a_database_in_a_network_of_its_own_is_worth_a_note(
    deployment: Callable[..., Settings], host: str
) -> None:
    found = verdicts(deployment(mongodb_uri=f"mongodb://{host}:27017/?replicaSet=rs0"))
    assert found["database address"] is Verdict.NOTE


def test_a_key_that_others_may_read_is_unsafe(deployment: Callable[..., Settings]) -> None:
    settings = deployment()
    settings.master_key_path.chmod(0o640)
    assert verdicts(settings)["key file master.key"] is Verdict.UNSAFE


def test_a_folder_where_others_may_add_a_signing_key_is_unsafe(
    deployment: Callable[..., Settings], tmp_path: Path
) -> None:
    folders = {f"key folder {path}": path for path in (tmp_path, tmp_path / "jwt")}
    assert {verdicts(deployment())[about] for about in folders} == {Verdict.OK}
    for about, path in folders.items():
        path.chmod(0o720)
        assert verdicts(deployment())[about] is Verdict.UNSAFE
    for path in folders.values():
        path.chmod(0o1777)
    # A sticky bit keeps others from replacing a file; a signing key of their own they would add.
    assert [verdicts(deployment())[about] for about in folders] == [Verdict.OK, Verdict.UNSAFE]


def test_an_old_signing_key_is_worth_a_note(deployment: Callable[..., Settings]) -> None:
    assert verdicts(deployment(), TODAY + timedelta(days=200))["signing keys"] is Verdict.NOTE


def test_a_disk_that_is_nearly_full_is_unsafe(
    deployment: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        total: int
        used: int
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 95, 5))
    assert verdicts(deployment())["disk"] is Verdict.UNSAFE


def test_whatever_is_unsafe_comes_with_a_way_to_mend_it(deployment: Callable[..., Settings]) -> None:
    wrong = deployment(env="development", rate_limits=False, mongodb_uri=FAR, bot_url="http://8.8.8.8")
    unsafe = [found for found in check_settings(wrong, TODAY) if found.verdict is Verdict.UNSAFE]
    assert len(unsafe) == 5
    assert all(found.mend for found in unsafe)


def test_no_finding_tells_a_password(deployment: Callable[..., Settings]) -> None:
    uri = "mongodb://user:open-sesame@db.example.org:27017/"
    assert "open-sesame" not in repr(list(check_settings(deployment(mongodb_uri=uri), TODAY)))
