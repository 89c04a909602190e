"""What no text in another language may say: lists to begin with, for people who speak the language to add to."""

import re

DIGITS_OF_OTHER_SCRIPTS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u09e6-\u09ef\u0a66-\u0a6f]")

# Secrecy, somebody on the way or watching, "commit".
ANYWHERE = {
    "ur": r"راز|خفیہ|راستے میں|نظر رکھ|ارتکاب|خودکشی",
    "bn": r"গোপন|পথে আছেন|নজর রাখ|আত্মহত্যা",
    "pl": r"w drodze|popełni",
    "ro": r"pe drum|comit",
    "pa": r"ਗੁਪਤ|(?<!\S)ਰਾਜ਼|ਰਾਹ ਵਿੱਚ|ਨਜ਼ਰ ਰੱਖ|ਖ਼ੁਦਕੁਸ਼ੀ|ਆਤਮ-?ਹੱਤਿਆ",
}
# A failed or successful attempt, sin, risk.
WRITTEN = {
    "ur": r"ناکام|کامیاب|گناہ",
    "bn": r"ব্যর্থ|সফল|পাপ|ঝুঁকি",
    "pl": r"nieudan|udan[aey] prób|samobój|grzech|tajemnic|sekret|ryzyk",
    "ro": r"eșuat|tentativ\w* reușit|reușit\w* tentativ|păcat|secret|risc",
    "pa": r"ਅਸਫਲ|ਕਾਮਯਾਬ|ਪਾਪ|ਖ਼ਤਰੇ ਦਾ ਪੱਧਰ",
}
# Somebody coming, feelings.
SPOKEN = {
    "ur": r"آ رہا ہے|آ رہی ہے|محسوس کر سکت",
    "bn": r"আসছেন|অনুভব কর",
    "pl": r"nadchodzi|czuwa nad|rozumiem, co czujesz",
    "ro": r"vine cineva|te veghe|înțeleg ce simți",
    "pa": r"ਆ ਰਿਹਾ|ਆ ਰਹੇ",
}


def never(language: str, *lists: dict[str, str]) -> re.Pattern[str]:
    """Return what finds any words of ANYWHERE and these lists."""
    return re.compile("|".join(words[language] for words in (ANYWHERE, *lists)), re.IGNORECASE)
