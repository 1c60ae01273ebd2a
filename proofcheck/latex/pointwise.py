r"""Functions without their argument, ``F = f + g``, and what is said of them at some arguments, ``f(x_i) = y_i``."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex import families
from proofcheck.latex.applying import full_name
from proofcheck.latex.brackets import after_scripts
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.source import LETTER, SIGN, Token, UnreadError, like
from proofcheck.latex.spelling import argument


def pointwise(left: list[Token], right: Sequence[Token], notation: Notation) -> tuple[list[Token], Sequence[Token]]:
    """Return ``F(x) = f(x) + g(x)`` for ``F = f + g``, where all functions on the right stand without an argument."""
    content = list(right)
    functions = [_function_at(content, place, notation) for place in range(len(content))]
    bare = {end for end in functions if end is not None}
    indices = {i for place, end in enumerate(functions) if end is not None for i in range(place, end)}
    others = [t.text for i, t in enumerate(_without_limits(content)) if i not in indices]
    if not bare or full_name(left, notation) is None or not {"(", "_", "^", "\\nabla"}.isdisjoint(others):
        return left, right
    place = left[-1]
    taken_up = {t.text for t in (*left, *content)}
    letter = next(letter for letter in ("x", "w", "z", "y") if letter not in taken_up)
    argument_ = [Token(kind, text, place.source, place.at, place.end)
                 for kind, text in ((SIGN, "("), (LETTER, letter), (SIGN, ")"))]  # fmt: skip
    given = [t for i, token in enumerate(content) for t in (token, *(argument_ if i + 1 in bare else ()))]
    return [*left, *argument_], given


def refuse_values(parameters: Sequence[Any], content: Any, at: Token) -> None:
    r"""Refuse what may be the value of a function at some points alone: ``f(x_i) = y_i``, ``f(a) = b``.

    Raises:
        UnreadError: what is at the place of its parameters does not occur, or has an index that occurs on its own.
    """
    free, given = ex.free_symbols(content), set(parameters)
    others = {str(symbol.name) for symbol in {*named(content), *free} - given}
    indices = {str(p.name).partition("_")[2] for p in parameters} - {""}
    if (given and others and not free & given) or any({name, name.rpartition("_")[2]} & indices for name in others):
        raise UnreadError(at, "this may be said of some arguments alone: write what the function is at any argument.")


def _without_limits(content: list[Token]) -> list[Token]:
    """Return tokens with the limits of sums blanked out: they hold no function."""
    found = list(content)
    for place, token in enumerate(content):
        end = after_scripts(content, place + 1) if token.text == "\\sum" else place
        for i in range(place + 1, end):
            found[i] = like(token, SIGN, "")
    return found


def _function_at(tokens: list[Token], place: int, notation: Notation) -> int | None:
    """Where the name ends of a real function of a vector that stands at a place, or of a member of a family of such."""
    name = notation.name(tokens, place)
    if name is None:
        return None
    below = (
        argument(tokens, name.after + 1)[0] if [t.text for t in tokens[name.after : name.after + 1]] == ["_"] else []
    )
    if below and families.of(notation, name.root) is not None and len(below) == 1:
        return after_scripts(tokens, name.after)
    meanings = notation.meaning(name.root)
    real = bool(meanings) and all(isinstance(m, ex.MapSymbol) and m.n is None for m in meanings)
    return name.after if real and not below else None


def of_open_arguments(says: Any, notation: Notation) -> frozenset[str]:
    r"""Return the functions of which a supposition leaves open at which arguments it holds: ``|g'| \le L``.

    An equation for a derivative is meant for all times. What is supposed for all times of a function that is declared
    on the whole line may be meant for all of that line.
    """
    body = says.body if isinstance(says, ex.ForAll) else says
    evolves = isinstance(body, ex.Relation) and body.op == "=" and isinstance(body.left, ex.PathDerivative)
    if "t" in notation.meanings or evolves:
        return frozenset()
    bound = says.ranges if isinstance(says, ex.ForAll) else ()
    return frozenset(
        str(part.args[0].name)
        for part in ex.all_parts(body)
        if isinstance(part, ex.SuppressedValue | ex.PathDerivative)
        and part.args[1] == notation.time
        and (part.args[1] not in bound or part.args[0].name in notation.everywhere)
    )
