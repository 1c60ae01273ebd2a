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


@rule("specialize")
def specialize(premises: Premises, variables: Sequence[tuple[Term, Term]], paths: Sequence[Any]) -> Conclusion:
    """Read a theorem for other values of its free variables and other paths, in its hypotheses too.

    ::

        A |- c
        ---------------------------------  x(t) := e(t), continuous in t, and continuously differentiable as often as
        A[e/x, b/a] |- c[e/x, b/a]         the derivation of the premise differentiates x; a := b for free variables

    Each entry of ``paths`` is ``(name, sort, time, term)``: the path is replaced by ``term`` as a function of ``time``.
    A derivation that nowhere differentiates x holds of continuous paths, word for word.
    """
    (premise,) = premises
    table = {(name, sort): (time, term) for name, sort, time, term in paths}
    slopes: list[Term] = []
    for (name, sort), (time, term) in table.items():
        need(fits(term, sort), f"the term for the path {name} has another sort")
        need(time.sort == SCALAR and time[0] == "var", "the time of a path is a scalar variable")
        often = max((times for *path, times in premise.smooth if path == [name, sort]), default=0)
        slopes.append(_slope(term, time, often))
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


def replace_paths(clause: Clause, table: Mapping[tuple[str, Any], tuple[Term, Term]]) -> Clause:
    """The clause with paths read as terms: ``(name, sort) -> (time, term)``; their derivatives follow."""
    free = frozenset().union(*(term.free - {time} for time, term in table.values()))
    need(free.isdisjoint(_bound(clause)), "a bound variable would capture a variable of the term for a path")
    return clause.mapped(lambda term: _replace_paths(term, table, free))


def _bound(clause: Clause) -> Iterator[Term]:
    yield from clause.variables
    for condition in clause.conditions:
        yield from _bound(condition)


def _replace_paths(term: Term, table: Mapping[tuple[str, Any], tuple[Term, Term]], free: frozenset[Term]) -> Term:
    if term[0] in BINDERS:
        need(term[1] not in free, "a bound variable would capture a variable of the term for a path")
    if term[0] in {"path", "dpath"} and (term[1], term[2]) in table:
        time, body = table[(term[1], term[2])]
        at = _replace_paths(term[3], table, free)
        value = derivative(body, time) if term[0] == "dpath" else body
        return substitute(value, {time: at})
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _replace_paths(term[slot], table, free)
    return Term(*parts)


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
