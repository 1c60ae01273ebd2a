"""Rules that read a theorem for other letters: variables, paths, dimensions, functions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from proofcheck.kernel.calculus import Smooth, derivative, differentiated, is_continuous
from proofcheck.kernel.clauses import Clause, check_clause
from proofcheck.kernel.rules.making import Conclusion, Premises, fits, rule, size
from proofcheck.kernel.terms import (
    BINDERS,
    FUNCTIONS,
    SCALAR,
    Sort,
    Term,
    kinds,
    need,
    slots,
    substitute,
)
from proofcheck.kernel.theorem import Theorem

Table = Mapping[tuple[Any, ...], tuple[Term, Term]]
"""What paths and functions are read as, by name and sorts: a time or a point, and a term in it."""


@rule("specialize")
def specialize(
    premises: Premises, variables: Sequence[tuple[Term, Term]], paths: Sequence[Any], functions: Sequence[Any] = ()
) -> Conclusion:
    """Read a theorem for other values of its free variables, other paths and other functions, in its hypotheses too.

    ::

        A |- c
        -------------------------------------  x(t) := e(t), continuous in t, and continuously differentiable as often
        A[e/x, h/F, b/a] |- c[e/x, h/F, b/a]   as the derivation of the premise differentiates x; a := b for free
                                               variables; F(z) := h(z), a continuously differentiable number

    Each entry of ``paths`` is ``(name, sort, time, term)``: the path is replaced by ``term`` as a function of ``time``.
    A derivation that nowhere differentiates x holds of continuous paths, word for word. Each entry of ``functions`` is
    ``(name, point, term)``, the point a variable for vectors.
    """
    (premise,) = premises
    table: dict[tuple[Any, ...], tuple[Term, Term]] = {(name, sort): (time, term) for name, sort, time, term in paths}
    slopes: list[Term] = []
    for (name, sort), (time, term) in table.items():
        need(fits(term, sort), f"the term for the path {name} has another sort")
        need(time.sort == SCALAR and time[0] == "var", "the time of a path is a scalar variable")
        often = max((times for *path, times in premise.smooth if path == [name, sort]), default=0)
        slopes.append(_slope(term, time, often))
    for name, point, term in functions:
        need(point[0] == "var" and point.sort[0] == "V" and term.sort == SCALAR, f"{name} is no such function")
        need(is_continuous(term, point), "the term for a function need not be continuous")
        need(is_continuous(derivative(term, point), point), "its gradient need not be continuous")
        table[name, point.sort, SCALAR] = (point, term)
    for variable, value in variables:
        possible = variable[0] == "var" and fits(value, variable[2])
        need(possible, "a variable is given a value of another sort")
    mapping = dict(variables)

    def read(clause: Clause) -> Clause:
        return replace_paths(clause.substitute(mapping), table)

    kept = frozenset(entry for entry in premise.smooth if entry[:2] not in table)
    return _as_read(premise, read, kept | differentiated(slopes))


def _as_read(premise: Theorem, read: Callable[[Clause], Clause], smooth: Smooth) -> Conclusion:
    """What a theorem says for other letters, and from what."""
    hypotheses = frozenset(map(read, premise.hypotheses))
    for hypothesis in hypotheses:
        check_clause(hypothesis)
    return Conclusion(read(premise.clause), hypotheses, smooth)


def _slope(term: Term, time: Term, times: int) -> Term:
    """A term, differentiated so often; all on the way is continuous."""
    need(is_continuous(term, time), "the term for a path, or its slope, need not be continuous")
    return _slope(derivative(term, time), time, times - 1) if times else term


def replace_paths(clause: Clause, table: Table) -> Clause:
    """The clause with paths and functions read as terms of a time or a point; their derivatives follow."""
    free = frozenset().union(*(term.free - {time} for time, term in table.values()))
    need(free.isdisjoint(_bound(clause)), "a bound variable would capture a variable of the term for a path")
    return clause.mapped(lambda term: _replace_paths(term, table, free))


def _bound(clause: Clause) -> Iterator[Term]:
    yield from clause.variables
    for condition in clause.conditions:
        yield from _bound(condition)


def _replace_paths(term: Term, table: Table, free: frozenset[Term]) -> Term:
    if term[0] in BINDERS:
        need(term[1] not in free, "a bound variable would capture a variable of the term for a path")
    if (key := _key(term)) in table:
        time, body = table[key]
        at = _replace_paths(term[-1], table, free)
        if term[0] == "gradfn":
            return Term("grad", time, body, at)
        value = derivative(body, time) if term[0] == "dpath" else body
        return substitute(value, {time: at})
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _replace_paths(term[slot], table, free)
    return Term(*parts)


_NAMED = {"path": 3, "dpath": 3, "fn": 4}
"""Where the name and the sorts end of what can be read as something else."""


def _key(term: Term) -> tuple[Any, ...]:
    """By what a table of paths and functions says what a term is read as."""
    if term[0] == "gradfn":
        return (term[1], ("V", term[2]), SCALAR)
    return tuple(term[1 : _NAMED.get(term[0], 1)])


@rule("rename")
def rename(
    premises: Premises, dimensions: Sequence[tuple[str, int | str]], functions: Sequence[tuple[str, str]]
) -> Conclusion:
    """Read a theorem for other dimensions and other functions, in its hypotheses too: it holds for all of them.

    ::

        A |- c
        ----------------------------  n := m for dimensions, F := G for functions, all at once;
        A[m/n, G/F] |- c[m/n, G/F]    n is no number; no two variables, free or bound, become one

    A derivation mentions dimensions and functions by name only, and never binds them. The Jacobian and the gradient of
    a function go with it. Sorts are checked again.
    """
    (premise,) = premises
    need(all(type(name) is str for name, _ in dimensions), "a dimension that is a number is no other")
    names = _Names(dict(dimensions), dict(functions))
    smooth = frozenset((name, names.sort(sort), times) for name, sort, times in premise.smooth)
    conclusion = _as_read(premise, lambda clause: clause.mapped(names.term), smooth)
    need(len(set(names.variables.values())) == len(names.variables), "two variables would become one")
    return conclusion


class _Names:
    """Other names for dimensions and functions; ``variables`` holds each variable that was met, and what it became."""

    def __init__(self, dimensions: Mapping[Any, int | str], functions: Mapping[str, str]) -> None:
        self._dimensions = dimensions
        self._functions = functions
        self.variables: dict[Term, Term] = {}

    def term(self, term: Term) -> Term:
        """The term under the other names."""
        head, *parts = term
        if head == "dim":
            return size(self._dimensions.get(term[1], term[1]))
        mapped = head in FUNCTIONS
        renamed = Term(head, *[self._part(kind, part, mapped) for kind, part in zip(kinds(term), parts, strict=True)])
        if head == "var":
            self.variables[term] = renamed
        return renamed

    def sort(self, sort: Sort) -> Sort:
        """The sort in the other dimensions."""
        return (sort[0], *(self._dimensions.get(size, size) for size in sort[1:]))

    def _part(self, kind: str, part: Any, mapped: bool) -> Any:
        """An argument under the other names, of a function if ``mapped``."""
        if isinstance(part, Term):
            return self.term(part)
        if kind == "dimension":
            return self._dimensions.get(part, part)
        if kind.startswith("sort"):
            return self.sort(part)
        return self._functions.get(part, part) if mapped and kind == "name" else part
