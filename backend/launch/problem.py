"""What can stop a start: one line that says what is wrong, and the mend."""


class CannotStart(Exception):
    """The service cannot start. The text is one line for the person who ran the command."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} Mend: {mend}")
