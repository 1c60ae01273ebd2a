"""The text of a file as tokens, each with its place; what cannot be read, and where."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from proofcheck.latex.letters_and_signs import SPELLED

COMMENT, COMMAND, LETTER, DIGIT, SPACE, PARAGRAPH, SIGN = (
    "comment",
    "command",
    "letter",
    "digit",
    "space",
    "par",
    "sign",
)

_TOKEN = re.compile(
    r"""(?P<comment>%[^\n]*(?:\n(?![^\S\n]*\n)[^\S\n]*)?)
      | (?P<command>\\(?:[a-zA-Z@]+|.|\n))
      | (?P<par>\s*?\n\s*?\n\s*)
      | (?P<space>\s+)
      | (?P<letter>[^\W\d_])
      | (?P<digit>\d)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_SPELLED = {
    sign: tuple((str(found.lastgroup), found[0]) for found in _TOKEN.finditer(spelled))
    for sign, spelled in SPELLED.items()
}
_VERBATIM = re.compile(r"\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|comment)\}")
_VERB = re.compile(r"\\verb\*?([^a-zA-Z\s*])")


@dataclass(frozen=True, eq=False)
class Source:
    """A file's text, and how it is named."""

    file: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column, from 1, of an offset."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return a line, from 1, without its end."""
        start = self._starts[number - 1]
        return self.text[start:].partition("\n")[0] if number <= len(self._starts) else ""


class Token(NamedTuple):
    """A piece of a source, or of a macro's expansion: that stands where the macro was used."""

    kind: str
    text: str
    source: Source
    at: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1."""
        return self.source.place(self.at)


class UnreadError(Exception):
    """Something that cannot be read: where, what, and the remedy.

    ``notation`` names what the language has no word for, where it is that.
    """

    def __init__(self, at: Token | None, message: str, notation: str = "") -> None:
        super().__init__(message)
        self.at, self.message, self.notation = at, message, notation


class MalformedError(UnreadError):
    """Something that cannot be read whatever its letters stand for: a side is missing, or a command is not known."""


def meant(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens without space, ends of paragraphs and comments."""
    return [token for token in tokens if token.kind not in {SPACE, PARAGRAPH, COMMENT}]


def like(at: Token, kind: str, text: str) -> Token:
    """Return a token that stands for what is written where another one is."""
    return Token(kind, text, at.source, at.at, at.end)


def as_unread(error: Exception, at: Token | None) -> UnreadError:
    """Return a mistake of the reader's as something at a place that it cannot read."""
    if isinstance(error, UnreadError):
        return error
    why = str(error).removesuffix(".") or type(error)
    return UnreadError(at, f"this cannot be read: {why}.")


def lex(source: Source, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of a text, comments included, verbatim text left out."""
    text = source.text
    stop = len(text) if end is None else min(end, len(text))
    while start < stop:
        for found in _TOKEN.finditer(text, start, stop):
            kind, content, start = str(found.lastgroup), found[0], found.end()
            if kind == COMMAND and content.startswith(("\\begin", "\\verb")):
                after = _after_verbatim(text, found.start())
                if after:
                    start = after
                    break
            for named, spelled in _SPELLED.get(content, ((kind, content),)):
                yield Token(named, spelled, source, found.start(), start)


def _after_verbatim(text: str, start: int) -> int:
    """Return where the verbatim text that begins here ends; 0 where none begins."""
    if found := _VERBATIM.match(text, start):
        closing = f"\\end{{{found[1]}}}"
        place = text.find(closing, found.end())
        return len(text) if place < 0 else place + len(closing)
    if found := _VERB.match(text, start):
        place = text.find(found[1], found.end())
        return len(text) if place < 0 else place + 1
    return 0


def plain(tokens: Sequence[Token]) -> str:
    """Return tokens as they were written, spaces as single ones; between a command and a letter there is one."""
    found: list[str] = []
    after_command = False
    for token in tokens:
        text = " " if token.kind in {SPACE, PARAGRAPH} else token.text
        found.append(f" {text}" if after_command and token.kind == LETTER else text)
        after_command = token.kind == COMMAND and text[-1].isalpha()
    return " ".join("".join(found).split())


def as_written(tokens: Sequence[Token]) -> str:
    """Return tokens of one line with the spaces between them, also where these are no tokens any more."""
    first, last = tokens[0], tokens[-1]
    alike = first.source is last.source and first.at < last.end
    return first.source.text[first.at : last.end] if alike else plain(tokens)


def written_out(words: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return words of a sentence with the formulas in their places as they were written."""
    return re.sub(r"⟨(\d+)⟩", lambda found: plain(inline[int(found[1])]), words)


def group_end(tokens: Sequence[Token], start: int) -> int:
    """Return the place of the brace that closes the one at ``start``.

    Raises:
        UnreadError: it is not closed.
    """
    depth = 0
    for place in range(start, len(tokens)):
        if tokens[place].text == "{":
            depth += 1
        elif tokens[place].text == "}":
            depth -= 1
            if depth == 0:
                return place
    raise UnreadError(tokens[start], "this brace is not closed.")


def skip_spaces(tokens: Sequence[Token], place: int) -> int:
    """Return where the next token stands that is no space; the last place where there is none."""
    while place < len(tokens) - 1 and tokens[place].kind in {"space", "comment", "par"}:
        place += 1
    return place
