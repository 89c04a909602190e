"""A key is changed without signing anybody out, and a retired one opens nothing."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from backend.commands import keys
from backend.core.problem import Unauthenticated
from backend.identity.model import Principal, Role
from backend.identity.signing_keys import add_key, read_keys
from backend.identity.tokens import LONGEST_TTL_S, Tokens, key_id
from tests.fakes import MovableClock

MAYA = Principal("maya", Role.ON_CALL, session_id="mayas-session")
A_DAY = timedelta(days=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # The commands read the machine's clock.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "jwt"
    add_key(folder, LONG_AGO)
    monkeypatch.setenv("EVENLIGHT_JWT_KEY_DIR", str(folder))
    return folder


@pytest.fixture
def tokens(folder: Path) -> Tokens:
    return Tokens.from_folder(folder, MovableClock())


def kids(folder: Path) -> list[str]:
    return [key_id(key.pem) for key in read_keys(folder)]


def test_after_a_rotation_the_old_key_verifies_and_the_new_one_signs(folder: Path, tokens: Tokens) -> None:
    before, _ = tokens.issue(MAYA)
    add_key(folder, LONG_AGO + A_DAY)
    after, _ = tokens.issue(MAYA)
    assert tokens.verify(before) == tokens.verify(after) == MAYA
    assert [key["kid"] for key in tokens.published()] == kids(folder)
    assert tokens.keys.signing[0] == kids(folder)[-1]


def test_another_process_verifies_what_a_new_key_signed(folder: Path, tokens: Tokens) -> None:
    other_process = Tokens.from_folder(folder, MovableClock())
    add_key(folder, LONG_AGO + A_DAY)
    assert other_process.verify(tokens.issue(MAYA)[0]) == MAYA


def test_a_retired_key_opens_nothing(folder: Path, tokens: Tokens) -> None:
    token, _ = tokens.issue(MAYA)
    add_key(folder, LONG_AGO + A_DAY)
    assert keys.main(["retire", kids(folder)[0], "--now"]) == 0
    with pytest.raises(Unauthenticated):
        tokens.verify(token)


def test_the_published_keys_hold_nothing_private(tokens: Tokens) -> None:
    [published] = tokens.published()
    assert published.keys() == {"kid", "kty", "crv", "x", "y", "alg", "use"}


def test_a_broken_key_or_a_folder_that_is_gone_signs_nobody_out(folder: Path, tokens: Tokens) -> None:
    token, _ = tokens.issue(MAYA)
    (folder / "20300101T000000Z.pem").write_text("not a key")
    with capture_logs() as lines:
        assert tokens.verify(token) == MAYA
    folder.rename(folder.with_name("elsewhere"))
    assert tokens.verify(token) == MAYA
    assert {line["event"] for line in lines} == {"signing_keys_unreadable"}


def test_without_a_key_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no signing key"):
        Tokens.from_folder(tmp_path, MovableClock())


def test_a_key_that_would_not_sign_is_not_made(folder: Path) -> None:
    for at in (LONG_AGO, LONG_AGO - A_DAY):
        with pytest.raises(ValueError, match="already holds a key as new"):
            add_key(folder, at)
    assert len(kids(folder)) == 1


def test_the_command_makes_a_key_for_its_owner_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [first] = kids(folder)
    add_key(folder, datetime.now(UTC) - timedelta(seconds=LONGEST_TTL_S))
    assert keys.main(["rotate"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == kids(folder)
    assert kids(folder)[0] == first
    assert stat.S_IMODE(read_keys(folder)[-1].path.stat().st_mode) == 0o600


def test_the_command_keeps_a_key_whose_tokens_still_hold(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [old] = kids(folder)
    newer = datetime.now(UTC) - timedelta(seconds=LONGEST_TTL_S - 60)
    add_key(folder, newer)
    assert keys.main(["retire", old]) == 1
    assert f"Tokens of {old} hold until" in capsys.readouterr().err
    assert len(kids(folder)) == 2


@pytest.mark.parametrize("which", ["the one that signs", "unknown"])
def test_the_command_retires_neither_the_key_that_signs_nor_one_that_is_not_there(
    folder: Path, which: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [signs] = kids(folder)
    kid = signs if which == "the one that signs" else "0" * 16
    assert keys.main(["retire", kid, "--now"]) == 1
    assert kid in capsys.readouterr().err
    assert kids(folder) == [signs]
