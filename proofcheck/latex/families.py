r"""Families of functions, ``f_1``, ..., ``f_n``: the components of one map, ``f_i(x) = (f_{all}(x))_i``."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over
from proofcheck.lang.printing.families import ALL, of_member
from proofcheck.lang.samples import is_sample, last_of
from proofcheck.latex import brackets
from proofcheck.latex.combining import Function
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import called_from, dimension, find, space, split, variable
from proofcheck.latex.source import LETTER, Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import DOTS

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_TO = frozenset({"\\to", "\\rightarrow", "\\longrightarrow", "→"})


def listed(names: Sequence[list[Token]], kind: list[Token], notation: Notation, at: Token) -> bool:
    r"""Whether functions are listed, ``f_1, \dots, f_n : R^d \to R``; they are declared then."""
    arrow, last = find(kind, *_TO), names[-1]
    root = notation.name(last, 0) if last else None
    if arrow < 0 or root is None or not any(t.text in DOTS for name in names for t in name):
        return False
    source, target = space(kind[:arrow], notation, at), space(_without_words(kind[arrow + 1 :]), notation, at)
    if source is None or len(source) != 1 or target != () or last[root.after : root.after + 1][0].text != "_":
        return False
    count = dimension(argument(last, root.after + 1)[0], notation, at)
    _declare(root.root, source[0], count, notation, differentiable=_has_gradient(kind))
    return True


def declares(
    name: str, source: Any, ranges: Sequence[list[Token]], notation: Notation, at: Token, *, differentiable: bool
) -> bool:
    """Whether ``f_i`` is a family: ``i = 1..n`` stands after it, or the sums over i in the document end alike.

    It is declared then.
    """
    index, ends = name.partition("_")[2], notation.summed_to.get(name.partition("_")[2], frozenset())
    said = [t for part in ranges for t in part]
    dots = max((place for place, token in enumerate(said) if token.text in {*DOTS, "."}), default=-1)
    if not root_of(name) or not (ranges or len(ends) == 1):
        return False
    if ranges and ([t.text for t in said[:3]] != [index, "=", "1"] or dots < 0):
        raise UnreadError(at, f"how many {name} there are is not read: write `{index} = 1..n`.")
    if ranges:
        count = dimension(said[dots + 1 :], notation, at)
    else:
        [end] = ends
        known = next((m for m in notation.meaning(end) if isinstance(m, ex.Dimension)), None)
        count = known or ex.Dimension(end)
        if known is None:
            notation.declare(end, count)
    _declare(root_of(name), source, count, notation, differentiable=differentiable)
    return True


def _declare(root: str, source: Any, count: Any, notation: Notation, *, differentiable: bool) -> None:
    notation.declare(f"{root}{ALL}", ex.MapSymbol(f"{root}{ALL}", source, count, differentiable))


def _without_words(tokens: Sequence[Token]) -> list[Token]:
    return [t for t in tokens if t.kind != "word"]


def _has_gradient(kind: Sequence[Token]) -> bool:
    return not any(t.kind == "word" and t.text in {"arbitrary", "nonsmooth"} for t in kind)


def root_of(name: str) -> str:
    """Return the name of the family of which ``f_i`` may be a member; nothing of other names."""
    root, _, index = name.partition("_")
    return root if len(index) == 1 and index.isalpha() and index.islower() else ""


def of(notation: Notation, root: str) -> Any:
    """Return the map whose components are the members of a family that is declared by this name; None without one."""
    name = f"{root}{ALL}"
    found = notation.meaning(name) if name in notation.meanings or name in notation.likely else None
    return found[0] if found else None


def member(reader: "Mathematics", root: str, below: list[Token] | None) -> tuple[Any, Any] | None:
    """Return the map and the index of a member of a family, as ``f_i`` is one; nothing of other names.

    Members of a family are numbered from 1. A map ``f : R^p -> R^n`` is one where a sum or an extremum binds the index.

    Raises:
        UnreadError: this index cannot be said.
    """
    whole = of(reader.notation, root)
    if below is None or len(below) != 1 or not (below[0].kind == LETTER or below[0].text.isdecimal()):
        return None
    if whole is None and brackets.varies(reader, below):
        whole = next(
            (m for m in reader.notation.meaning(root) if isinstance(m, ex.MapSymbol) and m.n is not None), None
        )
    if whole is None:
        return None
    inner = reader.inner(below)
    inner.exponent = True
    index = inner.whole()
    if isinstance(index, ex.ScalarSymbol | ex.DimensionNumber | Integer) and index.is_integer and index != 0:
        return whole, index
    message = f"{root}_{plain(below)} cannot be said yet: members of {root} are numbered from 1 to {whole.n}."
    raise UnreadError(below[0], message, brackets.FAMILIES)


def defined_head(left: list[Token], right: Sequence[Token], notation: Notation) -> tuple[str, list[Any], str] | None:
    r"""Return what ``g_i(w) = ...`` defines, where the right side has that index, too: its name, and its parameters."""
    opened, name = called_from(left), notation.name(left, 0)
    if opened < 1 or name is None or left[name.after].text != "_":
        return None
    below, after = argument(left, name.after + 1)
    letter = below[0].text if len(below) == 1 else ""
    varies = any(letter in {t.text for t in index} for index in _indices(right))
    fixed = any(not isinstance(m, ex.ScalarSymbol) or not m.is_integer for m in notation.known(letter))
    if after != opened or not (letter.isalpha() and letter.islower()) or not varies or fixed:
        return None
    index = ex.ScalarSymbol(letter, integer=True, nonnegative=True)
    arguments = [variable(part, notation, left[opened]) for part in split(left[opened + 1 : -1], ",")]
    return name.root, [index, *arguments], "member"


def _indices(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield what stands below names."""
    for place, token in enumerate(tokens):
        if token.text == "_" and place + 1 < len(tokens):
            yield argument(list(tokens), place + 1)[0]


def defined_members(notation: Notation, root: str) -> ex.Definition | None:
    """Return the definition of the members of a family, ``g_i(w) := ...``, if its name stands for one."""
    known = (m for m in notation.known(root) if isinstance(m, ex.Definition))
    return next((m for m in known if m.style == "member"), None)


def value(whole: Any, index: Any, at: Any) -> Any:
    """Return the value of a member at a point."""
    return whole(at)[index]


def gradient(whole: Any, index: Any, at: Any) -> Any:
    """Return the gradient of a member at a point."""
    return ex.JacobianValue(whole, ex.expression(at, "the argument")).T @ ex.UnitVector(whole.n, index)


def function(reader: "Mathematics", root: str, below: list[Token] | None) -> Function | None:
    """Return a member of a family as a function that takes its argument."""
    name = f"{root}_{plain(below or ())}"
    if below and (definition := defined_members(reader.notation, root)) is not None:
        inner = reader.inner(below)
        inner.exponent = True
        index = inner.whole()
        reader.notation.count(index)
        return Function(name, lambda *given: definition(index, *given), len(definition.parameters) - 1)
    found = member(reader, root, below)
    return None if found is None else Function(name, lambda x: value(*found, x))


def open_numbers(says: Any) -> list[Any]:
    """Return the ranges of free letters that number members of families or samples in an assertion."""
    free, found = ex.free_symbols(says), {}
    for whole, index, _ in filter(None, map(of_member, ex.all_parts(says))):
        if isinstance(index, ex.ScalarSymbol) and index in free:
            found[index] = ex.Within(index, Integer(1), ex.DimensionNumber(whole.n))
    for part in ex.all_parts(says):
        index = part.args[1] if isinstance(part, ex.Defined) and is_sample(part.definition) else None
        last = None if index is None else last_of(part.definition)
        if last is not None and isinstance(index, ex.ScalarSymbol) and index.is_integer and index in free - {last}:
            found.setdefault(index, ex.Within(index, Integer(1), last))
    return list(found.values())


def ends(spans: Sequence[Any]) -> frozenset[Any]:
    """Return what ranges say, each end by itself: both of ``i = 1, ..., n``."""
    within = [span.args for span in spans if isinstance(span, ex.Within)]
    ends = [ex.related(op, letter, end) for letter, *both in within for op, end in zip((">=", "<="), both, strict=True)]
    return frozenset((*ends, *(span for span in spans if not isinstance(span, ex.Within))))


def among_members(says: Any) -> Any:
    """Return what is said for all indices of members, "for all $i$", as said of those that there are."""
    if not isinstance(says, ex.ForAll):
        return says
    known = {ex.range_variable(span): span for span in open_numbers(says.body)}
    return ex.ForAll(says.body, *(known.get(span, span) for span in says.ranges)) if known else says


def open_components(says: Any) -> dict[Any, Any]:
    """Return the free letters that number components of vectors in an assertion, with their ranges."""
    free, found = ex.free_symbols(says), {}
    for part in ex.all_parts(says):
        index = part.args[1] if isinstance(part, ex.Component) else None
        if isinstance(index, ex.ScalarSymbol) and index in free and isinstance(part.args[0], ex.VectorSymbol):
            found[index] = ex.Within(index, Integer(1), ex.DimensionNumber(part.args[0].dimension))
    return found


def refuse_open(content: Any, reader: "Mathematics", at: Token) -> None:
    """Refuse a mean of members whose index is free: it may be what is drawn.

    Raises:
        UnreadError: there is such a member.
    """
    if not any(name.endswith(ALL) for name in (*reader.notation.meanings, *reader.notation.likely)):
        return
    free = ex.free_symbols(content)
    for part in ex.all_parts(content):
        index = part.args[1] if isinstance(part, ex.Component | ex.UnitVector) else None
        bound = {v for scope in reader.notation.bound for v in scope.values()}
        if isinstance(index, ex.ScalarSymbol) and index in free and index not in bound:
            raise UnreadError(at, f"this is the mean over {index}, which cannot be said yet.", brackets.FAMILIES)


@contextmanager
def standing_in(names: Sequence[str], notation: Notation) -> Iterator[list[tuple[Any, Any, Any]]]:
    """Let the names of members stand for functions inside, so that words may say of each what it is."""
    found = []
    for name in dict.fromkeys(names):
        whole = of(notation, root_of(name)) if root_of(name) else None
        if whole is not None:
            letters = (name.partition("_")[2], "i", "j", "k")
            free = next(c for c in letters if not any(isinstance(m, ex.Dimension) for m in notation.meaning(c)))
            index = ex.ScalarSymbol(free, integer=True, nonnegative=True)
            found.append((ex.MapSymbol(name, whole.p, None, whole.differentiable), whole, index))
    with notation.binding([stand_in for stand_in, _, _ in found]):
        yield found


def of_all(says: Any, found: Sequence[tuple[Any, Any, Any]]) -> Any:
    """Return what is said of functions that stand in for members as said of all members."""
    for stand_in, whole, index in found:
        if stand_in not in {part for part in ex.all_parts(says) if isinstance(part, ex.MapSymbol)}:
            continue
        within = ex.Within(index, Integer(1), ex.DimensionNumber(whole.n))
        body = says.replace(
            lambda part, of=stand_in: isinstance(part, ex.OF_FUNCTIONS) and part.args[0] == of,
            lambda part, whole=whole, index=index: _of_member(part, whole, index),
        )
        says = over(body, [within])
    return says


def _of_member(part: Any, whole: Any, index: Any) -> Any:
    """Return the value or the gradient that is taken of a stand-in, of the member itself."""
    return (value if isinstance(part, ex.Value) else gradient)(whole, index, part.args[1])


def goes_back(says: ex.Relation) -> bool:
    """Whether an equation says what a term is by those of the same sequence before it: ``x_k = x_{k-1} - g_k``."""
    term = says.left
    if not isinstance(term, ex.PathValue) or not term.args[0].discrete or not isinstance(term.args[1], ex.ScalarSymbol):
        return False
    others = [p for p in ex.all_parts(says.right) if isinstance(p, ex.PathValue) and p.args[0] == term.args[0]]
    return bool(others) and all(steps_back(other, term.args[1]) > 0 for other in others)


def steps_back(says: Any, index: ex.ScalarSymbol) -> int:
    """How far back the terms lie of which something speaks: 2, where ``x_{k-2}`` is the earliest."""
    found = [0]
    for part in ex.all_parts(says):
        there = part.args[1] if isinstance(part, ex.PathValue) and part.args[0].discrete else None
        before = there.args[1] if isinstance(there, ex.Sum) and there.args[0] == index else None
        if isinstance(before, ex.Negative) and isinstance(before.args[0], Integer):
            found.append(int(before.args[0]))
    return max(found)


def of_all_steps(says: Any, index: Any) -> Any:
    r"""The letter of an index as what a supposition is said for: from where on all terms exist of which it speaks.

    Where it divides by the index, ``\\eta_t = c / t``, it is said from 1 on. Other ranges stay as they are.
    """
    if not isinstance(index, ex.ScalarSymbol) or not index.is_integer:
        return index
    divisors = (part.args[1] for part in ex.all_parts(says) if isinstance(part, ex.Quotient | ex.Frac))
    least = max(steps_back(says, index), int(any(_is_multiple(divisor, index) for divisor in divisors)))
    return ex.related(">=", index, least) if least else index


def _is_multiple(number: Any, index: Any) -> bool:
    """Whether a number is 0 by its form where an index is: a product with it, a root or a power."""
    if isinstance(number, ex.Product):
        return any(_is_multiple(factor, index) for factor in number.args)
    return number == index or (isinstance(number, ex.Power | ex.Sqrt) and _is_multiple(number.args[0], index))
