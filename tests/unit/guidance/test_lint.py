"""Each rule catches what it is for and spares what is fine; and nothing that is shipped breaks one."""

from datetime import date

import pytest

from backend.commands.guidance import main
from backend.guidance.library import shipped
from backend.guidance.lint.articles import Known, check_article
from backend.guidance.lint.language import RULES, Finding, unsafe
from backend.guidance.lint.service import lint_articles, lint_texts, means
from backend.guidance.lint.spoken import Said, check_reading, check_said
from backend.guidance.model import Article
from backend.wiring.guidance import held_against

TODAY = date(2026, 11, 23)
# For each rule a sentence that breaks it, and one that is near and does not.
EXAMPLES = {
    "no-crime": ("He committed suicide.", "She died by suicide. We are committed to this."),
    "neither-succeeds-nor-fails": ("After a failed attempt", "After an attempt. The exam failed."),
    "not-for-effect": ("It was a cry for help.", "You may cry. Ask for help."),
    "no-romance": ("Now she is at peace.", "Keep the house quiet. A piece of paper."),
    "no-drama": ("An epidemic of self-harm", "It happens to many people."),
    "no-figures": ("One in five has done it.", "Ring 111, option 2. One in the room stays."),
    "no-amounts": ("20 tablets", "Wait 20 minutes."),
    "no-notes": ("He left a suicide note.", "Make a note of the number."),
    "no-labels": ("suicide victims", "someone who self-harms"),
    "no-heroes": ("She was an angel.", "Change your angle."),
    "no-ratings": ("She is at low risk.", "Ask what would help."),
    "no-secrecy": ("We keep it secret. I won't tell.", "Do not promise to keep it secret."),
    "no-false-presence": ("Help is on the way. We are always here for you.", "The numbers are always open."),
    "no-false-comfort": ("Don't worry, you will be fine.", "You are worried, and that makes sense."),
    "no-blame": ("That is selfish. Think of your parents.", "Ask your parents."),
    "no-substitutes": ("Try an ice cube.", "Hold something soft."),
    "not-a-person": ("I understand how you feel.", "That sounds hard."),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_catches_what_it_is_for_and_spares_what_is_near(rule: object) -> None:
    id_ = rule.id  # type: ignore[attr-defined]
    breaks, fine = EXAMPLES[id_]
    assert id_ in {one.rule for one in unsafe("a text", breaks, speaker=True)}
    assert [one for one in unsafe("a text", fine, speaker=True) if one.rule == id_] == []


def test_every_rule_has_its_examples() -> None:
    assert EXAMPLES.keys() == {rule.id for rule in RULES}


def test_articles_may_say_i_in_a_line_to_say_aloud() -> None:
    assert list(unsafe("an article", '"I feel very low."')) == []


@pytest.fixture
def held() -> Known:
    return held_against()


def article(**different: object) -> Article:
    usual = {
        "id": "a-page", "language": "en", "title": "A page", "now": "Ring 999 in danger.", "audience": "young-people",
        "age_band": "11-18", "order": 1, "version": 1, "reading_age": 5.0, "sources": ["A source"],
        "review_by": "2027-05-23",
        "body": "You can tell them. You can say it. You can write it too. Do it now. Ring [999](tel:999).",
    }  # fmt: skip
    return Article.model_validate(usual | different)


def rules_broken(one: Article, held: Known) -> set[str]:
    return {found.rule for found in check_article(one, held, TODAY)}


def test_a_good_article_breaks_nothing(held: Known) -> None:
    assert rules_broken(article(), held) == set()


HARD = (
    "Multidisciplinary practitioners frequently recommend comprehensive psychosocial assessment, notwithstanding "
    "considerable organisational disagreement regarding responsibility. Ring [999](tel:999)."
)


@pytest.mark.parametrize(
    ("rule", "different"),
    [
        ("help-line", {"body": "Tell someone."}),
        ("sources", {"sources": [" "]}),
        ("review-date", {"review_by": "2026-11-22"}),
        ("reading-age", {"body": HARD}),
        ("plain-markdown", {"body": "<b>Tell</b> someone. Ring [999](tel:999)."}),
        ("dead-link", {"body": "[Read](/parents/of-nobody). Ring [999](tel:999)."}),
        ("unknown-site", {"body": "[Read](https://elsewhere.example). Ring [999](tel:999)."}),
        ("unknown-number", {"body": "Ring [us](tel:0123) or [999](tel:999)."}),
        ("unknown-link", {"body": "[Write](mailto:us@here). Ring [999](tel:999)."}),
        ("no-crime", {"now": "He committed suicide."}),
        ("no-secrecy", {"unverified": ["We keep it secret."]}),
    ],
)
def test_an_article_that_breaks_a_rule_is_found(held: Known, rule: str, different: dict[str, object]) -> None:
    assert rules_broken(article(**different), held) == {rule}


def test_the_day_of_review_is_still_in_time(held: Known) -> None:
    assert rules_broken(article(review_by="2026-11-23"), held) == set()


def test_links_to_our_pages_to_the_directory_and_its_numbers_are_fine(held: Known) -> None:
    body = (
        "[Read](/read/sleep), [help](/help), [chat](https://www.childline.org.uk), [ring](tel:08001111), "
        "[text](sms:85258?body=SHOUT). Ring [999](tel:999)."
    )
    assert rules_broken(article(body=body), held) == set()


def test_means_are_never_named_and_parents_read_of_general_groups_only(held: Known) -> None:
    named = min(means() - {"medicine", "drugs"})
    for audience in ("young-people", "parents"):
        assert "no-methods" in rules_broken(article(audience=audience, now=f"Hide the {named}."), held)
    lock_away = {"now": "Lock away medicine."}
    assert rules_broken(article(audience="parents", **lock_away), held) == set()
    assert rules_broken(article(**lock_away), held) == {"no-methods"}


@pytest.mark.parametrize(
    ("text", "helped", "found"),
    [
        ("Are you having thoughts of suicide?", False, {"help-line"}),
        ("Are you having thoughts of suicide?", True, set()),
        ("Thinking about suicide is hard. Ring 111 and choose option 2.", False, set()),
        ("I understand how you feel.", True, {"not-a-person"}),
        ("Would you like to see your plan?", False, set()),
    ],
)
def test_a_reply_that_speaks_of_suicide_has_help_beside_it(
    text: str, *, helped: bool, found: set[str]
) -> None:
    said = [Said("a reply", text, helped, speaker=True)]
    assert {one.rule for one in check_said(said, means())} == found


def test_words_for_young_people_are_measured_together() -> None:
    assert check_reading("words", [Said("words", "Send it now"), Said("words", "You can stop")]) == []
    assert [one.rule for one in check_reading("words", [Said("words", HARD)])] == ["reading-age"]


def test_no_article_breaks_a_rule_and_each_says_the_age_that_is_measured() -> None:
    assert len(shipped()) >= 27
    assert lint_articles(held_against(), TODAY) == []


def test_no_reply_of_the_bot_no_text_of_the_service_and_no_word_of_the_app_breaks_a_rule() -> None:
    assert lint_texts() == []


def test_the_command_says_that_nothing_breaks_a_rule_and_says_what_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["lint"]) == 0
    assert "Nothing breaks a rule." in capsys.readouterr().out
    monkeypatch.setattr(
        "backend.commands.guidance.lint_texts", lambda: [Finding("a text", "no-blame", "No.", "silly")]
    )
    assert main(["lint"]) == 1
    assert "a text: no-blame: No. ('silly')" in capsys.readouterr().out
