"""What `evenlight up` reads from EVENLIGHT_* variables, beside what every part reads."""

from pathlib import Path

from pydantic import Field, ValidationError

from backend.launch.problem import CannotStart
from backend.settings import Settings


class LaunchSettings(Settings):
    """Settings of a whole service on one machine."""

    port: int = Field(8080, ge=1, le=65535)
    bot_port: int = Field(5005, ge=1, le=65535)
    mongod_port: int = Field(27117, ge=1, le=65535)

    @property
    def embedded_database(self) -> bool:
        """Tell whether no address of a database was given, so that one is started here."""
        return "mongodb_uri" not in self.model_fields_set

    @property
    def own_bot(self) -> bool:
        """Tell whether no address of a bot was given, so that one is started here."""
        return "bot_url" not in self.model_fields_set

    @property
    def data_dir(self) -> Path:
        """Return the folder of the embedded database."""
        return self.var / "mongo"

    @property
    def reachable_host(self) -> str:
        """Return an address at which this machine reaches the API, whatever it binds to."""
        return "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host


def read_settings() -> LaunchSettings:
    """Read the environment; an empty variable counts as not set. Raises CannotStart."""
    try:
        settings = LaunchSettings(_env_ignore_empty=True)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False)[0]
        name = "EVENLIGHT_" + "_".join(map(str, wrong["loc"])).upper()
        raise CannotStart(f"{name} is set to {wrong['input']!r}.", f"{wrong['msg']}.") from None
    settings.var = settings.var.absolute()
    return settings
