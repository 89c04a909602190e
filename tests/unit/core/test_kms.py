"""From settings to the documents of explicit encryption, for each place that a master key can be in."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from backend.core.crypto.kms import KmsSettings, known_master_keys, of_service
from backend.core.crypto.master_key import MasterKeys, from_file, make_file
from backend.core.crypto.problem import MasterKeyProblem
from backend.settings import Settings

AWS = {"kms": "aws", "kms_aws_key": "arn:aws:kms:eu-west-2:1:key/2", "kms_aws_region": "eu-west-2"}
AZURE = {"kms": "azure", "kms_azure_vault": "https://luton.vault.azure.net/", "kms_azure_key": "evenlight"}
GCP = {
    "kms": "gcp",
    "kms_gcp_project": "luton",
    "kms_gcp_location": "europe-west2",
    "kms_gcp_key_ring": "ring",
    "kms_gcp_key": "evenlight",
}
KMIP = {"kms": "kmip", "kms_kmip_key": "12", "kms_kmip_endpoint": "kmip.example.org:5696"}
HELD = {
    "aws": {"accessKeyId": "id", "secretAccessKey": "secret"},
    "azure": {"tenantId": "tenant", "clientId": "client", "clientSecret": "secret"},
    "gcp": {"email": "evenlight@luton.example", "privateKey": "c2VjcmV0"},
}


def known(folder: Path, **settings: Any) -> MasterKeys:
    return known_master_keys(KmsSettings(**settings), folder / "master.key", folder / "master.next")


def credentials(folder: Path, service: str, held: Any = None) -> dict[str, Path]:
    path = folder / f"{service}.json"
    path.write_text(json.dumps(HELD[service] if held is None else held))
    return {f"kms_{service}_credentials_file": path}


def problem(folder: Path, **settings: Any) -> str:
    with pytest.raises(MasterKeyProblem) as raised:
        known(folder, **settings)
    return raised.value.detail


def test_a_file_is_named_by_its_fingerprint_so_that_two_files_are_told_apart(tmp_path: Path) -> None:
    make_file(tmp_path / "master.key")
    one = known(tmp_path)
    assert one.providers == {one.newest.provider: {"key": (tmp_path / "master.key").read_bytes()}}
    assert one.newest.document is None
    make_file(tmp_path / "master.next")
    both = known(tmp_path)
    assert both.newest == from_file(tmp_path / "master.next")
    assert both.others == (one.newest,)


def test_a_new_file_is_for_its_owner_only_and_replaces_none(tmp_path: Path) -> None:
    make_file(tmp_path / "master.key")
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(MasterKeyProblem):
        make_file(tmp_path / "master.key")


def test_aws(tmp_path: Path) -> None:
    found = known(tmp_path, **AWS, **credentials(tmp_path, "aws")).newest
    assert found.document == {"key": AWS["kms_aws_key"], "region": "eu-west-2"}
    assert (found.provider, found.credentials, found.tls) == ("aws", HELD["aws"], {})


def test_aws_at_another_address_with_another_certificate_authority(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    settings = AWS | {"kms_aws_endpoint": "kms.example.org", "kms_ca_file": tmp_path / "ca.pem"}
    keys = known(tmp_path, **settings, **credentials(tmp_path, "aws", HELD["aws"] | {"sessionToken": "now"}))
    assert (keys.newest.document or {})["endpoint"] == "kms.example.org"
    assert keys.providers["aws"]["sessionToken"] == "now"
    assert keys.tls == {"aws": {"tlsCAFile": str(tmp_path / "ca.pem")}}
    # Where it is asked for does not make it another key.
    assert "endpoint" not in keys.newest.identity


def test_azure(tmp_path: Path) -> None:
    settings = AZURE | {"kms_azure_key_version": "7"}
    found = known(tmp_path, **settings, **credentials(tmp_path, "azure")).newest
    assert found.document == {
        "keyVaultEndpoint": "luton.vault.azure.net", "keyName": "evenlight", "keyVersion": "7",
    }  # fmt: skip
    assert found.credentials == HELD["azure"]


def test_gcp(tmp_path: Path) -> None:
    found = known(tmp_path, **GCP, **credentials(tmp_path, "gcp")).newest
    assert found.document == {
        "projectId": "luton", "location": "europe-west2", "keyRing": "ring", "keyName": "evenlight",
    }  # fmt: skip
    assert found.credentials == HELD["gcp"]


def test_gcp_takes_the_file_that_google_gives_out(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    der, pem = (
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        for encoding in (serialization.Encoding.DER, serialization.Encoding.PEM)
    )
    held = {"type": "service_account", "client_email": "a@b.example", "private_key": pem.decode()}
    found = known(tmp_path, **GCP, **credentials(tmp_path, "gcp", held)).newest
    assert found.credentials == {"email": "a@b.example", "privateKey": base64.b64encode(der).decode()}


def test_kmip(tmp_path: Path) -> None:
    for name in ("client.pem", "ca.pem"):
        (tmp_path / name).touch()
    files = {"kms_kmip_certificate_file": tmp_path / "client.pem", "kms_ca_file": tmp_path / "ca.pem"}
    keys = known(tmp_path, **KMIP, **files)
    assert keys.newest.document == {"keyId": "12", "endpoint": "kmip.example.org:5696"}
    assert keys.providers == {"kmip": {"endpoint": "kmip.example.org:5696"}}
    assert keys.tls["kmip"] == {
        "tlsCAFile": str(tmp_path / "ca.pem"), "tlsCertificateKeyFile": str(tmp_path / "client.pem"),
    }  # fmt: skip


def test_the_file_that_is_left_is_still_known_beside_a_key_service(tmp_path: Path) -> None:
    make_file(tmp_path / "master.key")
    keys = known(tmp_path, **AWS, **credentials(tmp_path, "aws"))
    assert [key.provider.partition(":")[0] for key in keys.all] == ["aws", "local"]


def test_a_key_service_that_is_rotated_to_is_known_before_it_is_the_first(tmp_path: Path) -> None:
    make_file(tmp_path / "master.key")
    settings = AWS | {"kms": "local"} | credentials(tmp_path, "aws")
    keys = known(tmp_path, **settings)
    assert [key.provider.partition(":")[0] for key in keys.all] == ["local", "aws"]
    assert of_service(KmsSettings.model_validate(settings), "aws") == keys.others[0]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"kms": "aws"}, "EVENLIGHT_KMS=aws also needs EVENLIGHT_KMS_AWS_KEY, EVENLIGHT_KMS_AWS_REGION."),
        (AWS, "EVENLIGHT_KMS=aws also needs EVENLIGHT_KMS_AWS_CREDENTIALS_FILE."),
        (AZURE | {"kms_azure_key": ""}, "EVENLIGHT_KMS=azure also needs EVENLIGHT_KMS_AZURE_KEY."),
        (GCP | {"kms_gcp_key_ring": ""}, "EVENLIGHT_KMS=gcp also needs EVENLIGHT_KMS_GCP_KEY_RING."),
        (KMIP, "EVENLIGHT_KMS=kmip also needs EVENLIGHT_KMS_KMIP_CERTIFICATE_FILE."),
        ({"kms_aws_region": "eu-west-2"}, "EVENLIGHT_KMS=aws also needs EVENLIGHT_KMS_AWS_KEY."),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, settings: dict[str, Any], says: str) -> None:
    make_file(tmp_path / "master.key")
    assert problem(tmp_path, **settings) == says


def test_a_wrong_file_is_named_and_what_it_holds_is_not(tmp_path: Path) -> None:
    assert problem(tmp_path).startswith(f"The master key file {tmp_path / 'master.key'} cannot be read")
    (tmp_path / "master.key").write_bytes(b"secret")
    assert problem(tmp_path).endswith("has 6 bytes; it must have 96.")
    lacking = credentials(tmp_path, "aws", {"accessKeyId": "id"})
    assert problem(tmp_path, **AWS, **lacking).endswith("lacks secretAccessKey.")
    assert problem(tmp_path, **AWS, **credentials(tmp_path, "aws", ["secret"])).endswith("not a JSON object.")
    (tmp_path / "aws.json").write_text("secret")
    assert problem(tmp_path, **AWS, **lacking).endswith("aws.json is not JSON.")
    (tmp_path / "aws.json").unlink()
    assert "aws.json cannot be read" in problem(tmp_path, **AWS, **lacking)


def test_no_secret_is_shown_when_a_key_is_printed(tmp_path: Path) -> None:
    assert "secret" not in repr(known(tmp_path, **AWS, **credentials(tmp_path, "aws")))


def test_the_settings_are_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENLIGHT_KMS", "aws")
    monkeypatch.setenv("EVENLIGHT_KMS_AWS_KEY", "arn")
    assert (Settings().kms, Settings().kms_aws_key) == ("aws", "arn")
