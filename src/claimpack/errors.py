"""Errors that reach a person as one sentence and an exit code, never as a traceback."""


class ClaimpackError(Exception):
    """The command could not run.

    Attributes:
        exit_code: 2, could not run; subclasses that blame the data use 1.
        fix: the next thing to do, or None.
    """

    exit_code = 2

    def __init__(self, message: str, fix: str | None = None) -> None:
        """Take the sentence for the reader and, where there is one, the next step."""
        super().__init__(message)
        self.fix = fix


class DataError(ClaimpackError):
    """The data is at fault."""

    exit_code = 1
