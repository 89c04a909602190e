"""Some of the random walks of `make rehearse`: the bot never traps anybody and never says what it may not."""

import pytest

from tests.rehearsal.walks import walk

pytestmark = pytest.mark.e2e


def test_no_walk_ends_nowhere_or_hears_what_it_may_not() -> None:
    walked = walk(150, "evenlight", processes=1)

    assert walked.faults == [], walked.summary
