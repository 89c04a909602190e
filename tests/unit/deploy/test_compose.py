"""What docker-compose.yml promises, read from the file: there is no container engine where the tests run."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.app import ROUTES
from backend.settings import Settings

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
every_service = pytest.mark.parametrize("name", SERVICES)


def test_only_the_proxy_is_published() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert not any("network_mode" in service for service in SERVICES.values())


@pytest.mark.parametrize("name", ["bot", "mongo"])
def test_the_bot_and_the_database_have_no_way_in_or_out(name: str) -> None:
    networks = SERVICES[name]["networks"]
    assert networks
    assert all(COMPOSE["networks"][network].get("internal") for network in networks)
    assert not set(networks) & set(SERVICES["proxy"]["networks"])


def test_what_pages_people_has_a_way_out_and_counts_the_proxy() -> None:
    for name in ("api", "worker"):
        networks = SERVICES[name]["networks"]
        assert any(not (COMPOSE["networks"][network] or {}).get("internal") for network in networks)
        assert SERVICES[name]["environment"]["EVENLIGHT_TRUSTED_PROXIES"] == "1"
    assert "way-out" not in {*SERVICES["bot"]["networks"], *SERVICES["mongo"]["networks"]}


def test_the_proxy_lets_through_what_the_service_takes() -> None:
    allowed = {"@plans": 34 * 1000**2, "@feeds": 10 * 1000**2, "@rest": 1000**2}
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    assert {
        name: int(megabytes) * 1000**2
        for name, megabytes in re.findall(r"request_body (@\w+) \{\s+max_size (\d+)MB", caddyfile)
    } == allowed
    for route in ROUTES:
        of_plans = route.path == "/v1/plan" or route.path.startswith("/v1/plan/")
        name = "@plans" if of_plans else "@feeds" if route.path == "/v1/staff/feeds" else "@rest"
        assert route.max_body_bytes <= allowed[name], route.path


def test_the_bot_reaches_neither_the_database_nor_a_secret() -> None:
    assert not set(SERVICES["bot"]["networks"]) & set(SERVICES["mongo"]["networks"])
    assert "secrets" not in SERVICES["bot"]


def test_secrets_are_files_and_never_values() -> None:
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "KEY" in name or "SECRET" in name or "PASSWORD" in name:
                assert value.startswith("/run/secrets/")


def test_the_example_of_settings_names_real_ones_and_keeps_secrets_in_files() -> None:
    lines = (ROOT / "deploy" / "evenlight.env.example").read_text().splitlines()
    named = dict(re.findall(r"^#(EVENLIGHT_\w+)=(.*)$", "\n".join(lines), re.MULTILINE))
    assert named
    known = {f"EVENLIGHT_{name.upper()}" for name in Settings.model_fields}
    assert named.keys() <= known
    for name, value in named.items():
        assert name.endswith("_FILE") == value.startswith("/run/secrets/channels/")


def test_api_and_worker_read_the_settings_of_the_deployment_and_the_secrets_it_names() -> None:
    for name in ("api", "worker"):
        assert SERVICES[name]["env_file"] == [{"path": "./deploy/evenlight.env", "required": False}]
        assert "./deploy/secrets/channels:/run/secrets/channels:ro" in SERVICES[name]["volumes"]
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert "deploy/evenlight.env" in ignored


@every_service
def test_each_part_runs_without_rights_on_a_file_system_it_cannot_change(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert not service.get("cap_add")
    assert "no-new-privileges:true" in service["security_opt"]
    assert int(service["user"].split(":")[0]) > 0


@every_service
def test_each_part_that_stays_has_a_health_check(name: str) -> None:
    stays = SERVICES[name]["restart"] != "no"
    assert stays == ("test" in SERVICES[name]["healthcheck"])


def test_the_api_and_the_worker_are_one_image_and_one_configuration() -> None:
    api, worker = SERVICES["api"], SERVICES["worker"]
    assert api["image"] == worker["image"]
    assert api["environment"] == worker["environment"]
    assert api["environment"]["EVENLIGHT_ENV"] == "production"


@every_service
def test_what_an_image_is_built_from_exists_and_is_sent_to_the_builder(name: str) -> None:
    if not (build := SERVICES[name].get("build")):
        return
    sent = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for line in (ROOT / build["dockerfile"]).read_text().splitlines():
        if line.startswith("COPY ") and "--from=" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists()
                assert source.split("/")[0] in sent


@pytest.mark.skipif(not shutil.which("docker"), reason="no docker client")
def test_docker_compose_accepts_the_file() -> None:
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no compose plugin")
    command = ["docker", "compose", "--file", str(ROOT / "docker-compose.yml"), "config", "--quiet"]
    env = {**os.environ, "EVENLIGHT_DOMAIN": "chat.example.org"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
