"""How a command ends: exit statuses, and what ends one early."""

from dataclasses import dataclass

import click

FOUND_A_DEFECT = 1
COULD_NOT_READ = 1
ENGINE_FAILED = 3
"""No defect, but something is undecided because the engine failed on it."""
INTERNAL_ERROR = 70
CANNOT = 74
"""Something that the command needs is missing or cannot be written: a disk, a package, a cluster."""
INTERRUPTED = 130
ENDED_BY = 128
"""Plus the number of the signal."""


@dataclass(slots=True)
class Session:
    """What the global options say, and the signal that asked the program to end, if one did."""

    debug: bool = False
    ended_by: int | None = None


class EndedError(BaseException):
    """A signal asks the program to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class StoppedError(click.ClickException):
    """The engine contradicted itself."""

    exit_code = INTERNAL_ERROR
