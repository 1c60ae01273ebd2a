"""What there is to say about a paper, as compilers say it: place, source line, what is meant underlined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from proofcheck.latex.source import Token

WIDEST = 160
"""Characters of a source line that are shown."""
ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something at a place: how bad it is, and what it is, in a sentence."""

    at: Token
    severity: str
    message: str

    @property
    def key(self) -> tuple[str, int, int]:
        """What it is sorted by: where it is."""
        return (self.at.source.file, *self.at.place)


def written(found: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield diagnostics line by line, in the order of the source, each once."""
    for diagnostic in sorted(dict.fromkeys(found), key=lambda d: d.key):
        line, column = diagnostic.at.place
        yield f"{diagnostic.at.source.file}:{line}:{column}: {diagnostic.severity}: {diagnostic.message}"
        yield from excerpt(diagnostic.at.source.line(line), column, diagnostic.at.end - diagnostic.at.at)


def excerpt(line: str, column: int, width: int) -> list[str]:
    """Return a source line, cut where it is long, and a line that underlines a part of it.

    >>> excerpt("  a = b", 5, 1)
    ['    a = b', '      ^']
    """
    start = max(0, column - 1 - WIDEST // 2) if len(line) > WIDEST else 0
    shown = line[start : start + WIDEST].replace("\t", " ")
    before = column - 1 - start
    return [f"  {shown}", " " * (before + 2) + "^" * max(1, min(width, len(shown) - before))]
