"""What work may use, and what is said when there is no answer."""

import os
from dataclasses import dataclass
from signal import Signals

MOST_WORKERS = 8
"""That are started where nobody says how many."""


def number_of_workers(asked: int | None) -> int:
    """How many processes to use: as many as were asked for, else one for each core, up to a limit."""
    return min(os.cpu_count() or 1, MOST_WORKERS) if asked is None else max(asked, 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may use.

    Attributes:
        seconds: computing time, in user and system mode; the time that passes, where the former is not known.
        memory: bytes of address space, beyond what the worker has before; not limited on Windows.
        stall: seconds that may pass in which the worker does nothing (uses less than 1 % of a processor).
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    stall: float = 120.0


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer, and why: part of a sentence, such as "it took more than 60 s of computing time"."""

    reason: str


def how_it_ended(status: int) -> str:
    """How a process ended, in words."""
    if status >= 0:
        return f"its process ended with exit status {status} before it answered"
    try:
        name = f" ({Signals(-status).name})"
    except ValueError:
        name = ""
    return f"its process was ended by signal {-status}{name}"


def size(number: int) -> str:
    """A number of bytes in the largest unit of which there is one.

    >>> size(2 << 30), size(1536 << 20), size(100 << 20)
    ('2 GiB', '1.5 GiB', '100 MiB')
    """
    unit, name = (1 << 30, "GiB") if number >= 1 << 30 else (1 << 20, "MiB")
    return f"{number / unit:.3g} {name}"
