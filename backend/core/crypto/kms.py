"""From settings to the known master keys: a file, AWS, Azure, GCP or KMIP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from backend.core.crypto.master_key import MasterKey, MasterKeys, from_file
from backend.core.crypto.problem import MasterKeyProblem

Kind = Literal["local", "aws", "azure", "gcp", "kmip"]


class KmsSettings(BaseModel):
    """Where the master key is: EVENLIGHT_KMS and EVENLIGHT_KMS_*. Credentials are paths to files, never values."""

    kms: Kind = "local"
    kms_aws_key: str = ""
    kms_aws_region: str = ""
    kms_aws_endpoint: str = ""
    kms_aws_credentials_file: Path | None = None
    kms_azure_vault: str = ""
    kms_azure_key: str = ""
    kms_azure_key_version: str = ""
    kms_azure_credentials_file: Path | None = None
    kms_gcp_project: str = ""
    kms_gcp_location: str = ""
    kms_gcp_key_ring: str = ""
    kms_gcp_key: str = ""
    kms_gcp_key_version: str = ""
    kms_gcp_endpoint: str = ""
    kms_gcp_credentials_file: Path | None = None
    kms_kmip_endpoint: str = ""
    kms_kmip_key: str = ""
    kms_kmip_certificate_file: Path | None = None
    kms_ca_file: Path | None = None


@dataclass(frozen=True)
class Service:
    """A key service: which settings name the master key there, and what its credentials file holds."""

    needed: Mapping[str, str]
    optional: Mapping[str, str] = field(default_factory=dict)
    credentials: tuple[str, ...] = ()
    optional_credentials: tuple[str, ...] = ()


SERVICES: dict[str, Service] = {
    "aws": Service(
        {"key": "kms_aws_key", "region": "kms_aws_region"},
        {"endpoint": "kms_aws_endpoint"},
        ("accessKeyId", "secretAccessKey"),
        ("sessionToken",),
    ),
    "azure": Service(
        {"keyVaultEndpoint": "kms_azure_vault", "keyName": "kms_azure_key"},
        {"keyVersion": "kms_azure_key_version"},
        ("tenantId", "clientId", "clientSecret"),
        ("identityPlatformEndpoint",),
    ),
    "gcp": Service(
        {
            "projectId": "kms_gcp_project",
            "location": "kms_gcp_location",
            "keyRing": "kms_gcp_key_ring",
            "keyName": "kms_gcp_key",
        },
        {"keyVersion": "kms_gcp_key_version", "endpoint": "kms_gcp_endpoint"},
        ("email", "privateKey"),
        ("endpoint",),
    ),
    "kmip": Service({"keyId": "kms_kmip_key", "endpoint": "kms_kmip_endpoint"}),
}


def known_master_keys(settings: KmsSettings, local: Path, following: Path) -> MasterKeys:
    """Return every master key that can be known here. Raises MasterKeyProblem.

    `local` is the master key file, needed with EVENLIGHT_KMS=local; `following` is the one that is being rotated to,
    if it is there.
    """
    files = [path for path in (following, local) if path.exists()]
    if settings.kms == "local" and local not in files:
        files.append(local)
    services = {name: of_service(settings, name) for name in SERVICES if _is_given(settings, name)}
    first = [services[settings.kms]] if settings.kms != "local" else []
    found = (*first, *map(from_file, files), *services.values())
    newest, *others = {key.provider: key for key in found}.values()
    return MasterKeys(newest, tuple(others))


def of_service(settings: KmsSettings, name: str) -> MasterKey:
    """Return the master key at one key service. Raises MasterKeyProblem, which names every missing setting."""
    service = SERVICES[name]
    wanted = {**service.needed, **service.optional}
    document = {member: value for member, setting in wanted.items() if (value := _value(settings, setting))}
    missing = [_variable(setting) for member, setting in service.needed.items() if member not in document]
    if missing:
        raise MasterKeyProblem(f"EVENLIGHT_KMS={name} also needs {', '.join(missing)}.")
    if "keyVaultEndpoint" in document:
        document["keyVaultEndpoint"] = document["keyVaultEndpoint"].removeprefix("https://").rstrip("/")
    credentials = {"endpoint": document["endpoint"]} if name == "kmip" else _credentials(settings, name)
    return MasterKey(name, credentials, document, _tls(settings, name))


def _credentials(settings: KmsSettings, name: str) -> dict[str, str]:
    variable, path = f"kms_{name}_credentials_file", getattr(settings, f"kms_{name}_credentials_file")
    if path is None:
        raise MasterKeyProblem(f"EVENLIGHT_KMS={name} also needs {_variable(variable)}.")
    held = _read_json(path)
    if name == "gcp":
        held = _of_service_account(held)
    service = SERVICES[name]
    missing = [member for member in service.credentials if not isinstance(held.get(member), str)]
    if missing:
        raise MasterKeyProblem(f"The credentials file {path} lacks {', '.join(missing)}.")
    return {name: held[name] for name in service.credentials + service.optional_credentials if name in held}


def _read_json(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text())
    except OSError as error:
        raise MasterKeyProblem(f"The credentials file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise MasterKeyProblem(f"The credentials file {path} is not JSON.") from error
    if not isinstance(held, dict):
        raise MasterKeyProblem(f"The credentials file {path} is not a JSON object.")
    return held


def _of_service_account(held: dict[str, Any]) -> dict[str, Any]:
    """Take Google's own service account file too: its key is PEM, the driver wants the base64 inside."""
    if "client_email" not in held or "private_key" not in held:
        return held
    lines = str(held["private_key"]).splitlines()
    key = "".join(line for line in lines if not line.startswith("-----"))
    return {"email": held["client_email"], "privateKey": key}


def _tls(settings: KmsSettings, name: str) -> dict[str, Any]:
    tls: dict[str, Any] = {"tlsCAFile": str(settings.kms_ca_file)} if settings.kms_ca_file else {}
    if name == "kmip":
        path = settings.kms_kmip_certificate_file
        if path is None:
            raise MasterKeyProblem("EVENLIGHT_KMS=kmip also needs EVENLIGHT_KMS_KMIP_CERTIFICATE_FILE.")
        tls["tlsCertificateKeyFile"] = str(path)
    missing = [path for path in tls.values() if not Path(path).is_file()]
    if missing:
        raise MasterKeyProblem(f"The file {missing[0]} cannot be read.")
    return tls


def _is_given(settings: KmsSettings, name: str) -> bool:
    service = SERVICES[name]
    named = (*service.needed.values(), *service.optional.values())
    return settings.kms == name or any(_value(settings, setting) for setting in named)


def _value(settings: KmsSettings, setting: str) -> str:
    return str(getattr(settings, setting))


def _variable(setting: str) -> str:
    return f"EVENLIGHT_{setting.upper()}"
