"""The languages that the service's own texts are written in."""

from importlib.resources import files

LANGUAGES = sorted(
    entry.name.removesuffix(".toml")
    for entry in files("backend.chat.texts").iterdir()
    if entry.name.endswith(".toml")
)
