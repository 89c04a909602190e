import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from backend.launch.problem import CannotStart
from backend.launch.secrets import ensure_secrets
from backend.settings import Settings


def test_the_first_start_makes_both_keys_for_the_owner_only(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    ensure_secrets(settings)
    signing_key = load_pem_private_key(settings.jwt_key_path.read_bytes(), None)
    assert isinstance(signing_key, EllipticCurvePrivateKey)
    assert isinstance(signing_key.curve, SECP256R1)
    assert len(settings.master_key_path.read_bytes()) == 96
    for path in (settings.jwt_key_path, settings.master_key_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_the_second_start_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    ensure_secrets(settings)
    before = settings.jwt_key_path.read_bytes(), settings.master_key_path.read_bytes()
    ensure_secrets(settings)
    assert (settings.jwt_key_path.read_bytes(), settings.master_key_path.read_bytes()) == before


def test_production_makes_no_keys(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"jwt\.pem is missing\. Mend: .*EVENLIGHT_JWT_KEY_FILE"):
        ensure_secrets(Settings(var=tmp_path, env="production"))
    assert list(tmp_path.iterdir()) == []


def test_production_takes_keys_that_are_given(tmp_path: Path) -> None:
    signing_key, master_key = tmp_path / "a", tmp_path / "b"
    for path in (signing_key, master_key):
        path.write_bytes(b"given")
    ensure_secrets(
        Settings(var=tmp_path, env="production", jwt_key_file=signing_key, master_key_file=master_key)
    )
    assert signing_key.read_bytes() == master_key.read_bytes() == b"given"
    assert set(tmp_path.iterdir()) == {signing_key, master_key}


def test_data_whose_key_is_lost_is_not_given_a_new_one(tmp_path: Path) -> None:
    data_dir = tmp_path / "mongo"
    data_dir.mkdir()
    (data_dir / "WiredTiger").touch()
    with pytest.raises(CannotStart, match=r"master\.key is missing; it sealed the data"):
        ensure_secrets(Settings(var=tmp_path), data_dir)
    assert not (tmp_path / "secrets").exists()
