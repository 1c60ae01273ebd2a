r"""What has no end: ``\sum_{k=0}^\infty``, ``\sum_{k \ge 0}``, ``\int_0^\infty``, ``\lim_{k \to \infty}``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.endless import without_end
from proofcheck.latex.combining import made
from proofcheck.latex.source import COMMAND, Token, UnreadError, like
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import INDICES, RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_INFINITY = frozenset({"\\infty", "∞"})
_ARROWS = frozenset({"\\to", "\\rightarrow", "→", "\\longrightarrow"})


def infinity(tokens: Sequence[Token]) -> Any:
    r"""Return what ``\infty``, ``+\infty`` or ``-\infty`` stands for; nothing for anything else."""
    texts = [token.text for token in tokens if token.text not in {"{", "}"}]
    if not texts or texts[-1] not in _INFINITY or texts[:-1] not in ([], ["+"], ["-"], ["−"]):
        return None
    return -ex.Infinity() if texts[0] in {"-", "−"} else ex.Infinity()


def onwards(below: list[Token]) -> tuple[list[Token], list[Token], list[Token]] | None:
    r"""Return index and ends of what counts without end, ``k \ge 0``."""
    signs = [place for place, token in enumerate(below) if token.text in RELATIONS]
    if len(signs) != 1 or RELATIONS[below[signs[0]].text] != ">=" or not below[signs[0] + 1 :]:
        return None
    return below[: signs[0]], below[signs[0] + 1 :], [like(below[signs[0]], COMMAND, "\\infty")]


def limit(reader: "Mathematics", at: Token) -> Any:
    r"""Read ``\lim_{k \to \infty} a_k``.

    Raises:
        UnreadError: it is another limit.
    """
    from proofcheck.latex.applying import full_name

    below: list[Token] = []
    if reader.peek() == "_":
        reader.next()
        below, reader.place = argument(reader.tokens, reader.place)
    arrow = next((place for place, token in enumerate(below) if token.text in _ARROWS), 0)
    name = full_name(below[:arrow], reader.notation) if arrow else None
    if name is None or infinity(below[arrow + 1 :]) != ex.Infinity():
        raise UnreadError(at, "limits can be said where something goes to infinity: others cannot yet.", "limits")
    start = reader.place
    for symbol in _what_grows(name, reader):
        reader.place = start
        with reader.notation.binding([symbol]):
            body = made(at, lambda a: ex.expression(a, "what a limit is taken of"), reader.term())
        if symbol in ex.free_symbols(body) and (symbol.is_integer or not _counts(symbol, body)):
            return made(at, ex.Limit.of_kind, ex.kind_of(body), symbol, body)
    raise UnreadError(at, f"it is not seen what {name} is in this limit: say it, as in `{name} : natural`.", "limits")


def _what_grows(name: str, reader: "Mathematics") -> list[Any]:
    """The symbols that the letter below a limit may stand for: one that is declared, a time, or a natural number."""
    known = [m for m in reader.notation.meaning(name) if isinstance(m, ex.ScalarSymbol)]
    real, natural = ex.ScalarSymbol(name, real=True), ex.ScalarSymbol(name, integer=True, nonnegative=True)
    return known[:1] or ([natural] if name in INDICES or name in {"m", "n", "N", "K"} else [real, natural])


def _counts(symbol: Any, body: Any) -> bool:
    """Whether a letter is the index of a term of a sequence, as it stands for a natural number."""
    terms = (part for part in ex.all_parts(body) if isinstance(part, ex.PathValue) and part.args[0].discrete)
    return any(symbol in ex.free_symbols(part.args[1]) for part in terms)


def sayable(says: Any, at: Token) -> Any:
    """Return what is said where what has no end in it can be said as it stands.

    Raises:
        UnreadError: it cannot.
    """
    endless = [part for part in ex.all_parts(says) if isinstance(part, ex.Infinity | ex.Limit)]
    if endless and not isinstance(says, ex.Relation):
        raise UnreadError(at, "infinity cannot be said here: a sum, an integral or a limit equals a number or is "
                          "bounded by one.", "infinity")  # fmt: skip
    if endless:
        made(at, without_end, says)
    return says


def diverges(says: Any) -> bool:
    """Whether something is said to be infinite."""
    says = says.body if isinstance(says, ex.ForAll) else says
    return (
        isinstance(says, ex.Relation)
        and any(isinstance(side, ex.Infinity) for side in (says.left, says.right))
        and says.op == "="
    )
