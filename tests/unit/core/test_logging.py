"""Only named fields reach a log line."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from backend.core.logging import ALLOWED_FIELDS, WithoutWords, configure, drop_unknown_fields, log

CONTENT_FIELDS = [
    "text", "message", "words", "note", "nickname", "body", "sealed", "plan", "title", "query", "path", "url",
    "username", "password", "token", "exc_info", "exception", "stack",
]  # fmt: skip


@contextmanager
def configured() -> Iterator[None]:
    """Log as the processes do. Begun inside a test: standard error is another one there than in a fixture."""
    before = structlog.get_config()
    configure()
    yield
    structlog.configure(**before)


def test_a_careless_call_loses_what_somebody_wrote() -> None:
    event = {"event": "request", "status": 200, "text": "what somebody wrote", "words": ["wrote"]}
    assert drop_unknown_fields(None, "info", event) == {"event": "request", "status": 200}


def test_no_field_for_content_is_allowed() -> None:
    assert ALLOWED_FIELDS.isdisjoint(CONTENT_FIELDS)


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12)))
def test_nothing_but_allowed_fields_passes(event: dict[str, str]) -> None:
    passed = drop_unknown_fields(None, "info", dict(event))
    assert passed == {name: event[name] for name in event.keys() & ALLOWED_FIELDS}


def test_a_line_as_it_is_written_is_json_without_content(capsys: pytest.CaptureFixture[str]) -> None:
    with configured():
        log.info("request", status=201, text="what somebody wrote")
    written = capsys.readouterr().err
    assert "what somebody wrote" not in written
    assert json.loads(written).keys() == {"event", "level", "status", "timestamp"}


def test_an_exception_is_not_written_out_with_what_it_was_about(capsys: pytest.CaptureFixture[str]) -> None:
    with configured():
        try:
            int("what somebody wrote")
        except ValueError:
            log.exception("request_failed", exc_info=sys.exc_info())
    written = capsys.readouterr().err
    assert "request_failed" in written
    assert "what somebody wrote" not in written


def test_a_line_of_a_library_tells_the_kind_of_an_error_and_its_place_and_no_more() -> None:
    try:
        raise ValueError("what somebody wrote")  # noqa: TRY301
    except ValueError:
        record = logging.LogRecord(
            "lib", logging.ERROR, "", 1, "what %s wrote", ("somebody",), sys.exc_info()
        )
    line = WithoutWords().format(record)
    assert line.startswith("ERROR lib ValueError at test_logging.py:")
    assert "wrote" not in line
    plain = logging.LogRecord("lib", logging.WARNING, "", 1, "what somebody wrote", (), None)
    assert WithoutWords().format(plain) == "WARNING lib"


def test_a_service_that_was_configured_writes_lines_of_libraries_so() -> None:
    # In a process of its own: here the test runner has a handler already, and a second one is not taken.
    told = "from backend.core.logging import configure; configure(); import logging; logging.error('%s wrote', 'x')"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stderr == "ERROR root\n"
