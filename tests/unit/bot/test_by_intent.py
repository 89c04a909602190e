"""The rows in which the bot's benchmark says how well each intent is understood."""

from benchmarks.bot import by_intent


def test_each_intent_has_precision_recall_sentences_and_what_it_was_taken_for() -> None:
    wanted = ["greet", "greet", "thank", "thank"]
    found = ["greet", "goodbye", "thank", "greet"]
    assert list(by_intent(wanted, found)) == [
        "| greet | 0.50 | 0.50 | 2 | goodbye 1 |",
        "| thank | 1.00 | 0.50 | 2 | greet 1 |",
    ]


def test_an_intent_that_is_never_answered_has_no_precision() -> None:
    assert list(by_intent(["greet"], ["thank"])) == ["| greet | 0.00 | 0.00 | 1 | thank 1 |"]
