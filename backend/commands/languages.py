"""evenlight languages: bring the catalogues into step with the English, and say what waits for a translation."""

import sys

from backend.core.languages import ENGLISH, LANGUAGES
from backend.web.wording.catalogues import PARTS, path_of
from backend.web.wording.upkeep import in_step, update


def main(arguments: list[str]) -> int:
    """Rewrite the catalogues that are there; `evenlight languages ur plan` begins one that is not."""
    begun = {tuple(arguments)} if arguments else set()
    wanted = {
        (language, part) for language in LANGUAGES for part in PARTS if path_of(language, part).is_file()
    }
    if begun - {(language, part) for language in LANGUAGES if language != ENGLISH for part in PARTS}:
        print("Name a language and a part, such as: evenlight languages ur plan", file=sys.stderr)
        return 2
    missing = 0
    for language, part in sorted(wanted | begun):
        waiting = sum(not any(message.string or ()) for message in in_step(language, part) if message.id)
        update(language, part)
        print(f"{language} {part}: {waiting or 'nothing'} to translate")
        missing += waiting
    return 1 if missing else 0
