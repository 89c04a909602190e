"""The list of components says what is delivered, and the audit never takes silence for safety."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jose.backends.cryptography_backend import CryptographyECKey

from backend.identity.tokens import Keys

ROOT = Path(__file__).parents[3]
HASH = "sha256:" + "0" * 64
LOCK = f"made-up==1.0 \\\n    --hash={HASH}\n"


def script(name: str) -> ModuleType:
    spec = spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sbom, audit = script("sbom"), script("audit")


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "some.lock"
    path.write_text(LOCK)
    return path


@pytest.fixture
def asked_at(tmp_path: Path) -> Iterator[Callable[[dict[str, Any]], list[str]]]:
    """Return a function that starts a service with this answer, and returns the options that lead to it."""
    servers: list[HTTPServer] = []

    def start(answer: dict[str, Any]) -> list[str]:
        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Answering)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return to_port(tmp_path, server.server_port)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def to_port(tmp_path: Path, port: int) -> list[str]:
    return ["-s", "osv", "--osv-url", f"http://127.0.0.1:{port}", "--cache-dir", str(tmp_path / "cache")]


def flaw(*aliases: str) -> dict[str, Any]:
    events = [{"introduced": "0"}, {"fixed": "1.1"}]
    package = {"name": "made-up", "ecosystem": "PyPI"}
    affected = [{"package": package, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]
    return {"vulns": [{"id": "PYSEC-0000-1", "aliases": aliases, "summary": "made up", "affected": affected}]}


def test_a_known_vulnerability_fails_and_is_named_with_its_mend(
    lock: Path, asked_at: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(asked_at(flaw()), lock) == 1
    assert "made-up 1.0: PYSEC-0000-1 (no other name), mended in 1.1" in capsys.readouterr().out


def test_without_one_it_says_how_many_were_looked_up(
    lock: Path, asked_at: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(asked_at({}), lock) == 0
    assert capsys.readouterr().out.endswith("1 packages were audited: none is known.\n")


@pytest.mark.parametrize("name", audit.ACCEPTED)
def test_what_was_accepted_is_said_with_its_reason_and_does_not_fail(
    name: str, lock: Path, asked_at: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(asked_at(flaw(name)), lock) == 0
    assert f"accepted: {name}: {audit.ACCEPTED[name]}" in capsys.readouterr().out


def test_tokens_are_signed_by_cryptography_and_never_by_ecdsa(secret_files: Path) -> None:
    _, key = Keys(secret_files / "jwt").signing
    assert isinstance(key, CryptographyECKey)


def test_a_service_that_is_not_there_is_said_and_is_no_failure(
    lock: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = 1  # No service of ours can listen there.
    assert audit.main(to_port(tmp_path, closed), lock) == 0
    assert capsys.readouterr().out.endswith(f"{audit.NOT_ASKED}\n")


def test_a_service_that_knows_none_of_the_packages_has_audited_nothing() -> None:
    assert audit.told([{"name": "made-up", "skip_reason": "not found"}]) == (0, audit.NOT_ASKED)


def test_what_could_not_be_looked_up_is_named_beside_what_could() -> None:
    found = [
        {"name": "made-up", "skip_reason": "not found"},
        {"name": "other", "version": "2", "vulns": []},
    ]
    assert audit.told(found) == (0, "not audited: made-up\n1 packages were audited: none is known.")


def test_a_lock_without_hashes_is_refused_before_anybody_is_asked(lock: Path) -> None:
    lock.write_text("made-up>=1.0\n")
    assert audit.main([], lock) == 2


def components(*found: tuple[str, str]) -> dict[str, Any]:
    return {"components": [{"name": name, "version": version} for name, version in found]}


def test_what_is_installed_and_not_locked_is_named() -> None:
    assert sbom.strangers(components(("Made.Up", "1.0"), ("pip", "24")), LOCK) == []
    assert sbom.strangers(components(("made-up", "1.1"), ("other", "2")), LOCK) == ["made-up 1.1", "other 2"]


def test_what_only_tools_use_is_marked_as_not_delivered() -> None:
    listed = sbom.scoped(components(("Made_Up", "1.0"), ("a-linter", "3")), LOCK)["components"]
    assert [found["scope"] for found in listed] == ["required", "excluded"]
