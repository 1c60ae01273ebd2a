r"""Functions without their argument, ``F = f + g``, and what is said of them at some arguments, ``f(x_i) = y_i``."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex import families
from proofcheck.latex.applying import full_name
from proofcheck.latex.brackets import after_scripts
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.open_letters import ARGUMENTS, time_of_flow
from proofcheck.latex.relations import Segment
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
    at_point = _argument(left[-1], [*left, *content])
    given = [t for i, token in enumerate(content) for t in (token, *(at_point if i + 1 in bare else ()))]
    return [*left, *at_point], given


def of_functions(segment: Segment, notation: Notation) -> bool:
    """Whether an equation makes something of functions without their argument: "suppose that $F = f + g$"."""
    return any(pointwise(segment.start, link.right, notation)[0] != segment.start for link in segment.links[:1])


def _argument(at: Token, tokens: Sequence[Token]) -> list[Token]:
    """Return an argument in brackets, a letter that does not stand in some tokens."""
    taken_up = {t.text for t in tokens}
    letter = next(letter for letter in ("x", "w", "z", "y") if letter not in taken_up)
    return [like(at, kind, text) for kind, text in ((SIGN, "("), (LETTER, letter), (SIGN, ")"))]


def at_all_points(segment: Segment, notation: Notation) -> None:
    r"""Write an order of a function without its argument, ``f \ge f_{\inf}`` or ``f \le g``, as one at all points."""
    if [link.sign in {"<", "<=", ">", ">="} for link in segment.links] != [True]:
        return
    link, start = segment.links[0], segment.start
    name = notation.name(start, 0) if start else None
    function = next((m for m in notation.meaning(name.root) if isinstance(m, ex.MapSymbol)), None) if name else None
    called = any(t.text == "(" for t in segment.links[0].right)
    if function is None or called or function.n is not None or _function_at(start, 0, notation) != len(start):
        return
    at_point = _argument(start[-1], [*start, *link.right])
    marks = {"^", "_", "'"}
    ends = {_function_at(link.right, place, notation) for place in range(len(link.right))}
    ends = {end for end in ends if end is not None and not marks & {t.text for t in link.right[end : end + 1]}}
    right = [t for i, token in enumerate(link.right) for t in (token, *(at_point if i + 1 in ends else ()))]
    space = ((SIGN, "\\in"), (LETTER, "R"), (SIGN, "^"), (SIGN, "{"), (LETTER, str(function.p)), (SIGN, "}"))
    segment.start, link.right = [*start, *at_point], right
    segment.conditions.append(("forall", [at_point[1], *(like(start[-1], kind, text) for kind, text in space)]))


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
    return name.after if real and not below and name.root not in notation.moduli else None


def of_open_arguments(says: Any, notation: Notation) -> frozenset[str]:
    r"""Return the functions of which a supposition leaves open at which arguments it holds: ``|g'| \le L``.

    An equation for a derivative is meant for all times. What is supposed for all times of a function that is declared
    on the whole line may be meant for all of that line.
    """
    body = says.body if isinstance(says, ex.ForAll) else says
    evolves = isinstance(body, ex.Relation) and body.op == "=" and time_of_flow(body) is not None
    if "t" in notation.meanings or evolves:
        return frozenset()
    bound = [*map(ex.range_variable, says.ranges)] if isinstance(says, ex.ForAll) else []
    values = [p for p in ex.all_parts(body) if isinstance(p, ex.SuppressedValue | ex.PathDerivative)]
    return frozenset(
        str(part.args[0].name)
        for part in values
        if (part.args[1] == notation.time and (part.args[1] not in bound or part.args[0].name in notation.everywhere))
        or (str(part.args[1]) in ARGUMENTS and not bound)
    )
