"""A figure of speech is left alone only where something everyday is named, and never beside words of distress."""

import pytest

from backend.screening import screen

FIGURES = [
    "maths makes me want to die honestly",
    "that spreadsheet made me want to kill myself",
    "his smile is so cute i want to die",
    "just reread my old captions and i want to die",
    "the self checkout keeps shouting at customers i want to die",
    "i waved back and she wasnt even waving at me, that was so awkward i want to die",
    "walked into a glass door in front of the whole bus i want to die",
    "we lost the semi final on penalties i want to die",
    "if they cancel this show i will kill myself",
    "its so humid i want to die",
    "my charger is completely broken i want to die",
    "when i die i want my dog to have my bed",
    "i used to wish i could die whenever we had cross country",
    "the fandom is telling me to kill myself lmaooo over a song",
]
DISTRESS = [
    "i feel so alone",
    "i cant do this anymore",
    "everyone was laughing at me",
    "my dad will beat me",
    "i have been crying for weeks",
    "i mean it",
    "its going to be tonight",
]
PLAIN = [
    "i want to die",
    "i want to die lol",
    "i want to kill myself haha",
    "honestly i just want to die \U0001f602",
    "school makes me want to die",
    "im so embarrassed of who i am i want to die",
    "they posted the video of me and i want to die",
    "my family makes me want to die",
    "i used to think i want to die and now its back",
    "people at school keep telling me to kill myself",
    "i failed my maths exam and i want to die",
    "im so stupid i want to die",
    "this is so hard i want to die",
    "im so annoying i want to die",
    "i want to die every time i see him",
    "i want to die or get help, i dont know",
    "if he doesnt reply i will kill myself",
    "i keep seeing his face and i want to die",
    "reading our old messages and i want to die",
    "just saw my results and i want to die",
    "read the comments on my post and i want to die",
    "they locked us out and its so cold i want to die",
    "why are people like this i want to die",
]


@pytest.mark.parametrize("text", FIGURES)
def test_a_named_everyday_cause_asks_for_nobody(text: str) -> None:
    assert screen(text).reasons == ()


@pytest.mark.parametrize("distress", DISTRESS)
@pytest.mark.parametrize("text", FIGURES[:11])
def test_beside_words_of_distress_no_figure_is_believed(text: str, distress: str) -> None:
    assert screen(f"{text}. {distress}").attention is not None
    assert screen(f"{distress}, {text}").attention is not None


@pytest.mark.parametrize("text", PLAIN)
def test_without_an_everyday_cause_it_is_a_disclosure(text: str) -> None:
    assert screen(text).attention is not None
