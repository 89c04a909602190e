"""The page about who may call what says what the tests hold the service to."""

from tests.permission_page import PAGE, page


def test_the_page_is_the_table() -> None:
    assert PAGE.read_text() == page(), "run: python -m tests.permission_page"
