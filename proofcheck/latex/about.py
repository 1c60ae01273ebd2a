"""What assertions are about: the letters of which they tell something."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.notation import named

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSED = {
    "<": {">", ">=", "="},
    ">": {"<", "<=", "="},
    "<=": {">"},
    ">=": {"<"},
    "=": {"<", ">", "!="},
    "!=": {"="},
}
"""The relations that cannot hold between two numbers of which another one does."""

_STRONGER = {"<=": {"<", "="}, ">=": {">", "="}, "!=": {"<", ">"}}


def telling(assertion: Any, found: frozenset[Any]) -> frozenset[Any]:
    """Return those symbols of an assertion that tell what it is about: dimensions only where there is nothing else."""
    of_dimensions = isinstance(assertion, ex.Relation) and assertion.of_dimensions
    others = frozenset(name for name in found if not isinstance(name, ex.Dimension))
    return others if others and not of_dimensions else found


def concerning(standing: Sequence[Any], around: Sequence[Any]) -> list[int]:
    """Return the places of those assertions that concern others, or what tells something of them in turn."""
    waiting = {place: telling(a, named(a)) for place, a in enumerate(standing)}
    names = frozenset().union(*map(named, around))
    growing = True
    while growing:
        fresh = [place for place, about in waiting.items() if not about.isdisjoint(names)]
        for place in fresh:
            del waiting[place]
        names = names.union(*(named(standing[place]) for place in fresh))
        growing = bool(fresh)
    return [place for place in range(len(standing)) if place not in waiting]


def signed_in(assertion: Any) -> frozenset[str]:
    r"""Return the letter that an assertion compares with a number, as ``\eta > 0`` does, if it is that."""
    return frozenset({str(assertion.left.name)}) if is_sign(assertion) else frozenset()


def has_members(symbol: Any) -> bool:
    """Whether something has terms or components, with indices."""
    return isinstance(symbol, ex.VectorSymbol) or (isinstance(symbol, ex.PathSymbol) and symbol.discrete)


def with_wholes(names: frozenset[str], wholes: set[str]) -> frozenset[str]:
    """Return names with what they are terms or components of: what is said of ``g_k`` is said of g."""
    return names | {name.partition("_")[0] for name in names if "_" in name} & wholes


def is_sign(assertion: Any) -> bool:
    """Whether an assertion only compares a letter with a number: more may be meant by it."""
    if not isinstance(assertion, ex.Relation) or assertion.op == "=" or assertion.of_dimensions:
        return False
    return isinstance(assertion.left, ex.ScalarSymbol) and not named(assertion.right)


def is_value(assertion: Any) -> bool:
    """Whether an assertion says which number an index is, as in ``k = 0``."""
    equal = isinstance(assertion, ex.Relation) and assertion.op == "=" and not assertion.of_dimensions
    return equal and counts(assertion.left) and bool(getattr(assertion.right, "is_number", False))


def is_number(assertion: Any) -> bool:
    """Whether an assertion says which number a letter is, as in ``s = 1``."""
    equal = isinstance(assertion, ex.Relation) and assertion.op == "=" and not assertion.of_dimensions
    return equal and isinstance(assertion.left, ex.ScalarSymbol) and bool(assertion.right.is_number)


def differ(first: Any, second: Any) -> bool:
    """Whether two equations give a letter two numbers."""
    equations = all(isinstance(a, ex.Relation) and a.op == "=" and a.right.is_number for a in (first, second))
    return equations and isinstance(first.left, ex.ScalarSymbol) and first.left == second.left and first != second


def names_of(assertions: Iterable[Any]) -> frozenset[str]:
    """Return the names of those symbols."""
    return frozenset(str(getattr(symbol, "name", "")) for says in assertions for symbol in named(says))


def counts(symbol: Any) -> bool:
    """Whether a symbol is a natural number: one counts anew everywhere."""
    return isinstance(symbol, ex.ScalarSymbol) and bool(symbol.is_integer)


def bounds_numbers(assertion: Any) -> bool:
    """Whether an assertion is a bound of numbers that do not count, and no equation."""
    numbers = all(isinstance(symbol, ex.ScalarSymbol) and not counts(symbol) for symbol in named(assertion))
    return numbers and getattr(assertion, "op", "") != "="


def introduced(assertion: Any) -> Iterator[str]:
    """Yield the names of which a supposition says something: an equation does so of its left side."""
    says = assertion.body if isinstance(assertion, ex.ForAll) else assertion
    about = says.left if isinstance(says, ex.Relation) and says.op == "=" and not says.of_dimensions else says
    there = telling(assertion, named(about) & named(assertion))
    yield from (str(symbol.name) for symbol in there if hasattr(symbol, "name"))


def bounded(assertion: Any) -> frozenset[str]:
    """Return the names of which a supposition says something, of a bound for a letter by others only that letter.

    >>> t, v, c = (ex.ScalarSymbol(name) for name in "tvc")
    >>> [sorted(bounded(ex.related("<=", t, bound))) for bound in (v / c, v, c + 1)]
    [['t'], ['t', 'v'], ['t']]
    """
    lone = []
    if isinstance(assertion, ex.Relation) and assertion.op != "=":
        lone = [side for side in (assertion.left, assertion.right) if isinstance(side, ex.ScalarSymbol)]
    both = len(lone) != 1 or not named(assertion) - {*lone}
    return frozenset(introduced(assertion)) if both else frozenset({str(lone[0].name)})


def only_bounds(assertion: Any, name: str, elsewhere: Iterable[Any]) -> bool:
    """Whether a letter only bounds another one in a supposition, "eta <= eta_max", and is set ``elsewhere``.

    >>> eta, most, L = (ex.ScalarSymbol(name) for name in ("eta", "eta_max", "L"))
    >>> said = ex.related("=", most, 1 / L)
    >>> [only_bounds(ex.related("<=", *both), "eta_max", [said]) for both in ((eta, most), (most, eta), (most, 2))]
    [True, False, False]
    """
    sides = [(a.op, a.left, a.right) for a in (assertion, *elsewhere) if isinstance(a, ex.Relation)]
    here = sides[:1] if isinstance(assertion, ex.Relation) else []
    bounds = any(op in {"<", "<="} and _is_letter(one) and _is_letter(other, name) for op, one, other in here)
    return bounds and any(op == "=" and _is_letter(one, name) for op, one, _ in sides[1:])


def _is_letter(side: Any, name: str = "") -> bool:
    return isinstance(side, ex.ScalarSymbol) and name in {"", str(side.name)}


def opposed(one: Any, other: Any) -> bool:
    """Whether two assertions are about the same two numbers, and cannot hold together.

    >>> x = ex.ScalarSymbol("x")
    >>> [opposed(ex.related("<", x, 0), ex.related(op, 0, x)) for op in ("<=", "<", ">")]
    [True, True, False]
    """
    if not (isinstance(one, ex.Relation) and isinstance(other, ex.Relation)):
        return False
    if (one.left, one.right) == (other.left, other.right):
        return other.op in _OPPOSED[one.op]
    if one.left == other.left and one.right.is_Rational and other.right.is_Rational:
        low, high = (one, other) if one.right < other.right else (other, one)
        return low.op in {"<", "<=", "="} and high.op in {">", ">=", "="}
    return (one.left, one.right) == (other.right, other.left) and _TURNED[other.op] in _OPPOSED[one.op]


def implied(says: Any, by: Any) -> bool:
    """Whether an assertion is one, or a weaker one about the same two numbers, as ``x >= 0`` is beside ``0 < x``.

    >>> x = ex.ScalarSymbol("x")
    >>> [implied(ex.related(">=", x, 0), ex.related(op, 0, x)) for op in ("<=", "<", ">")]
    [True, True, False]
    """
    if says == by or not (isinstance(says, ex.Relation) and isinstance(by, ex.Relation)):
        return bool(says == by)
    (left, op, right), (other, stronger, bound) = _facing(says), _facing(by)
    if left != other or not (right == bound or (right.is_Rational and bound.is_Rational)):
        return False
    if right != bound:
        closer = (op[0] == "<" and bound < right) or (op[0] == ">" and bound > right)
        return closer and stronger in {op[0], f"{op[0]}=", "="}
    return stronger == op or stronger in _STRONGER.get(op, ())


def _facing(relation: Any) -> tuple[Any, str, Any]:
    """The sides of a relation and what stands between them, a number on the right."""
    left, right = relation.left, relation.right
    return (right, _TURNED[relation.op], left) if left.is_Rational else (left, relation.op, right)


def distinct(said: Iterable[Any]) -> list[Any]:
    """Return assertions once each, those among them that only name what they run over otherwise."""
    return list({_anonymous(says): says for says in reversed([*said])}.values())[::-1]


@lru_cache(maxsize=10_000)
def _anonymous(says: Any) -> Any:
    """Return what a quantified assertion says with numbers in the place of its variables; anything else as it is."""
    if not isinstance(says, ex.ForAll):
        return says
    variables = dict.fromkeys(map(ex.range_variable, says.ranges))
    numbers = {variable: ex.renamed(variable, f"#{n}") for n, variable in enumerate(variables)}
    return says.body.xreplace(numbers), *(span.xreplace(numbers) for span in says.ranges)


def is_surely_number(says: Any, name: str) -> bool:
    r"""Whether a letter alone is compared with a number in which it does not stand, or stands before I: ``M I``."""
    if not isinstance(says, ex.Relation):
        return False
    one, other = (says.left, says.right) if getattr(says.left, "name", "") == name else (says.right, says.left)
    if isinstance(one, ex.ScalarSymbol) and one.name == name and one not in named(other):
        return ex.kind_of(other) == ex.SCALAR
    parts = (p for side in (one, other) for p in ex.all_parts(side) if isinstance(p, ex.ScaledOperator))
    scaled = [p for p in parts if isinstance(p.args[1], ex.Identity)]
    of_identity = {p: p.args[1] for p in scaled if getattr(p.args[0], "name", "") == name}
    return bool(of_identity) and not any(getattr(s, "name", "") == name for s in named(says.xreplace(of_identity)))
