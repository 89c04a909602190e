import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from backend.identity.signing_keys import add_key, read_keys
from backend.launch.problem import CannotStart
from backend.launch.secrets import ensure_secrets
from backend.settings import Settings
from tests.fakes import MONDAY_EVENING


def all_of(settings: Settings) -> dict[Path, bytes]:
    files = [path for path in (settings.var / "secrets").rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files}


def test_the_first_start_makes_every_key_for_the_owner_only(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    ensure_secrets(settings)
    [signing] = read_keys(settings.jwt_keys_path)
    key = load_pem_private_key(signing.pem.encode(), None)
    assert isinstance(key, EllipticCurvePrivateKey)
    assert isinstance(key.curve, SECP256R1)
    assert len(settings.master_key_path.read_bytes()) == 96
    assert len(settings.refresh_key_path.read_bytes()) == 32
    for path in (signing.path, settings.master_key_path, settings.refresh_key_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (tmp_path / "secrets", settings.jwt_keys_path):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_second_start_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    ensure_secrets(settings)
    before = all_of(settings)
    ensure_secrets(settings)
    assert len(before) == 3
    assert all_of(settings) == before


def test_the_one_signing_key_of_an_older_installation_is_taken_along(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    old = add_key(tmp_path / "secrets", MONDAY_EVENING).rename(tmp_path / "secrets" / "jwt.pem")
    pem = old.read_text()
    ensure_secrets(settings)
    ensure_secrets(settings)
    [kept] = read_keys(settings.jwt_keys_path)
    assert kept.pem == pem
    assert not old.exists()
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


def test_production_makes_no_keys(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"jwt is missing\. Mend: .*EVENLIGHT_JWT_KEY_DIR"):
        ensure_secrets(Settings(var=tmp_path, env="production"))
    assert list(tmp_path.iterdir()) == []


def test_production_takes_keys_that_are_given(tmp_path: Path) -> None:
    signing_key = add_key(tmp_path / "a", MONDAY_EVENING)
    refresh_key, master_key = tmp_path / "b", tmp_path / "c"
    for path in (refresh_key, master_key):
        path.write_bytes(b"given")
    settings = Settings(
        var=tmp_path / "var",
        env="production",
        jwt_key_dir=signing_key.parent,
        refresh_key_file=refresh_key,
        master_key_file=master_key,
    )
    ensure_secrets(settings)
    assert refresh_key.read_bytes() == master_key.read_bytes() == b"given"
    assert list(signing_key.parent.iterdir()) == [signing_key]
    assert not settings.var.exists()


def test_data_whose_key_is_lost_is_not_given_a_new_one(tmp_path: Path) -> None:
    data_dir = tmp_path / "mongo"
    data_dir.mkdir()
    (data_dir / "WiredTiger").touch()
    with pytest.raises(CannotStart, match=r"master\.key is missing; it sealed the data"):
        ensure_secrets(Settings(var=tmp_path), data_dir)
    assert not (tmp_path / "secrets").exists()
