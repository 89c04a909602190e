from pathlib import Path

from backend.launch.banner import GETTING_READY, NOT_HERE, banner
from backend.launch.settings import LaunchSettings


def test_the_banner_says_where_everything_is() -> None:
    settings = LaunchSettings(port=8099, var=Path("/nowhere"))
    text = banner(settings, ["Demo login: name and password"], GETTING_READY)
    for line in (
        "Young people's app   http://127.0.0.1:8099/",
        "Help page            http://127.0.0.1:8099/help",
        "For parents          http://127.0.0.1:8099/parents",
        "On-call console      http://127.0.0.1:8099/staff",
        "Demo login: name and password",
    ):
        assert f"  {line}\n" in text


def test_the_banner_does_not_promise_a_bot_that_is_not_started() -> None:
    text = banner(LaunchSettings(), [], NOT_HERE)
    assert "not started here; the chat offers a person" in text
    assert "ready" not in text
