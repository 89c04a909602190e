import os
import socket
from pathlib import Path

import pytest

from backend.launch import checks
from backend.launch.checks import answers, ensure_port_free, ensure_writable, only_one
from backend.launch.problem import CannotStart


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PORT_PATIENCE_S", 0.0)


def test_a_port_in_use_is_named_with_another_to_choose() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} is in use .* EVENLIGHT_PORT="):
            ensure_port_free("127.0.0.1", port, "EVENLIGHT_PORT")
    ensure_port_free("127.0.0.1", port, "EVENLIGHT_PORT")


def test_a_host_that_is_not_ours_is_named() -> None:
    with pytest.raises(CannotStart, match="is no address of this machine"):
        ensure_port_free("not-a-host.invalid", 8080, "EVENLIGHT_PORT")


def test_the_folder_of_data_is_created(tmp_path: Path) -> None:
    ensure_writable(tmp_path / "new" / "var")
    assert (tmp_path / "new" / "var" / "log").is_dir()


def test_a_folder_that_cannot_be_created_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match=r"cannot be written .* EVENLIGHT_VAR"):
        ensure_writable(tmp_path / "file" / "var")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_named(tmp_path: Path) -> None:
    ensure_writable(tmp_path)
    tmp_path.chmod(0o500)
    with pytest.raises(CannotStart, match="cannot be written"):
        ensure_writable(tmp_path)


def test_a_second_one_is_told_about_the_first(tmp_path: Path) -> None:
    refused = pytest.raises(CannotStart, match=rf"process {os.getpid()}\) uses")
    with only_one(tmp_path), refused, only_one(tmp_path):
        pytest.fail("two at once")
    with only_one(tmp_path):
        pass


def test_nobody_answers_on_a_free_port(free_port: int) -> None:
    assert not answers("127.0.0.1", free_port, "/")
