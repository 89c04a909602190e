"""The privacy notice in other languages: the same sections, the same times, the same limits as in English."""

import re

import pytest

from backend.core.languages import LANGUAGES
from backend.rights.notice import Length, notice, notice_languages
from backend.web.wording.catalogues import catalogue
from tests.never_said import DIGITS_OF_OTHER_SCRIPTS
from tests.unit.rights.test_notice import LONGEST_WORDS_PER_SENTENCE

OTHERS = sorted(LANGUAGES.keys() - {"en"})
LENGTHS = ("short", "longer", "whole")
SENTENCE_ENDS = re.compile(r"[.?!:\u06d4\u0964](?=[\s\"”]|$)")
# "We do not promise to keep everything to ourselves", and "a worker is told".
NO_PROMISE = {
    "ur": "ہم یہ وعدہ نہیں کرتے کہ ہر بات اپنے تک رکھیں گے",
    "bn": "সব কথা আমাদের মধ্যেই রাখব, এমন কথা আমরা দিই না",
    "pl": "Nie obiecujemy, że wszystko zachowamy dla siebie",
    "ro": "Nu promitem să păstrăm totul numai pentru noi",
    "pa": "ਅਸੀਂ ਇਹ ਵਾਅਦਾ ਨਹੀਂ ਕਰਦੇ ਕਿ ਹਰ ਗੱਲ ਆਪਣੇ ਤੱਕ ਰੱਖਾਂਗੇ",
}
A_WORKER_IS_TOLD = {
    "ur": "کسی کارکن کو بتایا جاتا ہے",
    "bn": "একজন কর্মীকে জানানো হয়",
    "pl": "dowiaduje się o tym pracownik",
    "ro": "i se spune unui lucrător",
    "pa": "ਕਿਸੇ ਕਰਮਚਾਰੀ ਨੂੰ ਦੱਸਿਆ ਜਾਂਦਾ ਹੈ",
}
# Two years, three years, one year, half a year: the times that the English says in words.
TIMES = {
    "ur": ("دو سال", "تین سال", "ایک سال", "آدھے سال"),
    "bn": ("দুই বছর", "তিন বছর", "এক বছর", "আধা বছর"),
    "pl": ("dwa lata", "trzy lata", "jeden rok", "pół roku"),
    "ro": ("doi ani", "trei ani", "un an", "jumătate de an"),
    "pa": ("ਦੋ ਸਾਲ", "ਤਿੰਨ ਸਾਲ", "ਇੱਕ ਸਾਲ", "ਅੱਧੇ ਸਾਲ"),
}


def lines(length: Length) -> list[str]:
    return [line for section in length.sections for line in section.lines]


def everything(length: Length) -> str:
    return " ".join([*(section.heading for section in length.sections), *lines(length)])


def test_there_is_a_notice_in_every_language_that_the_service_knows() -> None:
    assert notice_languages() == sorted(LANGUAGES)
    assert {notice(language).language for language in OTHERS} == set(OTHERS)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("language", OTHERS)
def test_it_has_the_same_sections_and_lines_as_in_english(language: str, length: str) -> None:
    own, english = getattr(notice(language), length), getattr(notice("en"), length)
    assert own.minutes == english.minutes
    assert [len(section.lines) for section in own.sections] == [
        len(section.lines) for section in english.sections
    ]
    assert not set(everything(english).split(". ")) & set(everything(own).split(". "))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("language", OTHERS)
def test_no_line_lacks_a_sentence_or_a_number(language: str, length: str) -> None:
    pairs = zip(lines(getattr(notice(language), length)), lines(getattr(notice("en"), length)), strict=True)
    for own, english in pairs:
        assert re.findall(r"\d+", own) == re.findall(r"\d+", english)
        assert len(SENTENCE_ENDS.findall(own)) == len(SENTENCE_ENDS.findall(english)), own
        assert not DIGITS_OF_OTHER_SCRIPTS.search(own)
        assert max(len(part.split()) for part in SENTENCE_ENDS.split(own)) <= LONGEST_WORDS_PER_SENTENCE, own


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("language", OTHERS)
def test_every_length_says_that_a_worker_is_told_and_promises_nothing_else(
    language: str, length: str
) -> None:
    text = everything(getattr(notice(language), length))
    assert NO_PROMISE[language] in text
    assert A_WORKER_IS_TOLD[language] in text


@pytest.mark.parametrize("language", OTHERS)
def test_the_times_in_words_are_those_of_the_english(language: str) -> None:
    text = everything(notice(language).whole)
    for time in TIMES[language]:
        assert time in text


COMPLAINTS = "Tell us what went wrong"


@pytest.mark.parametrize("language", OTHERS)
def test_the_page_of_complaints_is_named_as_it_names_itself(language: str) -> None:
    frame = catalogue(language, "page")
    assert frame is not None
    title = frame.get(COMPLAINTS)
    assert title is not None
    assert COMPLAINTS in everything(notice("en").whole)
    assert COMPLAINTS not in everything(notice(language).whole)
    assert str(title.string) in everything(notice(language).whole)
