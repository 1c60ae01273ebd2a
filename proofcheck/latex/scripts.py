"""What stands below and above a name: indices, marks, primes, and a transpose after an index or a star."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofcheck.latex.powers import is_transpose
from proofcheck.latex.source import DIGIT, LETTER, MalformedError, Token, UnreadError, plain
from proofcheck.latex.spelling import STARS, argument

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics


@dataclass(frozen=True, slots=True)
class Scripts:
    """What stands below and above a name: the tokens, and how many primes."""

    below: list[Token] | None
    above: list[Token] | None
    primes: int
    limit: bool = False
    r"""Whether ``\infty`` stands above, beside something below: ``H^\infty_{ij}``."""
    transpose: tuple[Token, ...] = ()
    r"""The sign of a transpose that stands above after an index or a star: ``v^{(k)\top}``."""

    @property
    def starred(self) -> bool:
        """Whether the name has a star."""
        return self.above is not None and len(self.above) == 1 and self.above[0].text in STARS

    @property
    def index(self) -> list[Token] | None:
        r"""What may count: below the name, or in brackets above it, as in ``y^{(i)}``."""
        alone = self.above is not None and len(self.above) == 3 and is_marked(self.above)
        return self.below or (self.above if alone else None)


def scripts(reader: "Mathematics") -> Scripts:
    """Take the scripts of a name."""
    below: list[Token] | None = None
    above: list[Token] | None = None
    primes = 0
    while reader.peek() in {"_", "^", "'", "’"}:
        sign = reader.next()
        if sign.text in {"'", "’"}:
            primes += 1
            continue
        if reader.done:
            raise MalformedError(sign, f"something is missing after {sign.text}.")
        content, reader.place = argument(reader.tokens, reader.place)
        if sign.text == "^" and content and all(t.text in {"\\prime", "'"} for t in content):
            primes += len(content)
        elif (above if sign.text == "^" else below) is not None:
            raise UnreadError(sign, f"there are two {sign.text} at one place.")
        elif sign.text == "^":
            above = content
        else:
            below = content
    above, transpose = _without_transpose(above)
    if above and len(above) > 3 and is_marked(above[:3]) and all(t.kind == DIGIT for t in above[3:]):
        raise UnreadError(above[0], f"^{plain(above)} may be an index and a power: put what has the index in brackets.")
    if below and above and is_marked(above) and above[1].text.isupper() and reader.peek() == "(":
        below, above = [*below, above[1]], None
    if above and above[0].text == "\\infty":
        return Scripts(below or above, None, primes, limit=below is not None)
    return Scripts(below, above, primes, transpose=transpose)


def is_marked(above: list[Token]) -> bool:
    """Whether what stands above a name is one sign in brackets, or one more or less: an index or a mark, no power."""
    inside = above[1:-1] if [t.text for t in (*above[:1], *above[-1:])] == ["(", ")"] else []
    near = len(inside) == 3 and inside[0].kind == LETTER and inside[1].text in {"+", "-"} and inside[2].text.isalnum()
    return len(inside) == 1 or near


def _without_transpose(above: list[Token] | None) -> tuple[list[Token] | None, tuple[Token, ...]]:
    """Return what stands above without the transpose after an index in brackets or a star, and that transpose."""
    if above is None or not above:
        return above, ()
    end = 1 if above[0].text in STARS else next((i for i, t in enumerate(above) if t.text == ")"), -1) + 1
    bracketed = above[0].text == "(" or above[0].text in STARS
    after = tuple(above[end:])
    return (above[:end], after) if bracketed and end and is_transpose(after) else (above, ())
