"""Rules that read a theorem for other letters: variables, paths, dimensions, functions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from proofcheck.kernel.calculus import derivative, differentiated, is_continuous, presumed_smooth
from proofcheck.kernel.clauses import Clause, check_clause, sides
from proofcheck.kernel.rules.making import Conclusion, Premises, fits, rule, size
from proofcheck.kernel.terms import (
    BINDERS,
    FUNCTIONS,
    SCALAR,
    KernelError,
    Term,
    kinds,
    need,
    slots,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem, derivation


@rule("specialize")
def specialize(premises: Premises, variables: Sequence[tuple[Term, Term]], paths: Sequence[Any]) -> Conclusion:
    """Read a theorem for other values of its free variables and other paths, in its hypotheses too.

    ::

        A |- c
        ---------------------------------  x(t) := e(t), continuous in t, and continuously differentiable where the
        A[e/x, b/a] |- c[e/x, b/a]         derivation of the premise differentiates x; a := b for free variables

    Each entry of ``paths`` is ``(name, sort, time, term)``: the path is replaced by ``term`` as a function of ``time``.
    Where the derivative of a term is a second derivative of another path, the conclusion has to show that one. A
    derivation that nowhere differentiates x holds of continuous paths, word for word.
    """
    (premise,) = premises
    table = {(name, sort): (time, term) for name, sort, time, term in paths}
    slopes: list[Term] = []
    for (name, sort), (time, term) in table.items():
        need(fits(term, sort), f"the term for the path {name} has another sort")
        need(time.sort == SCALAR and time[0] == "var", "the time of a path is a scalar variable")
        need(is_continuous(term, time), f"the term for the path {name} need not be continuous")
        slope = _slope(term, time)
        doubtful = slope is None or presumed_smooth([slope])
        if doubtful and _differentiates(premise, name):
            if slope is None:
                raise KernelError(f"the term for {name} need not be differentiable")
            slopes.append(slope)
    for variable, value in variables:
        possible = variable[0] == "var" and fits(value, variable[2])
        need(possible, "a variable is given a value of another sort")
    mapping = dict(variables)

    def read(clause: Clause) -> Clause:
        return replace_paths(clause.substitute(mapping), table)

    conclusion = _as_read(premise, read)
    shown = presumed_smooth(sides(conclusion.clause))
    need(presumed_smooth(slopes) <= shown, "a second derivative would be out of sight")
    return conclusion


def _as_read(premise: Theorem, read: Callable[[Clause], Clause]) -> Conclusion:
    """What a theorem says for other letters, and from what."""
    hypotheses = frozenset(map(read, premise.hypotheses))
    for hypothesis in hypotheses:
        check_clause(hypothesis)
    return Conclusion(read(premise.clause), hypotheses=hypotheses)


def _slope(term: Term, time: Term) -> Term | None:
    try:
        slope = derivative(term, time)
    except KernelError:
        return None
    return slope if is_continuous(slope, time) else None


def _differentiates(theorem: Theorem, name: str) -> bool:
    """Whether a derivation differentiates a path of this name, or puts it into another, which may be differentiated."""
    for step in derivation(theorem):
        read = [entry[3] for entry in step.arguments.get("paths", ())]
        if any(part[:2] == ("path", name) for term in read for part in subterms(term)):
            return True
        if name in differentiated((*sides(step.clause), *_terms_in(step.arguments))):
            return True
    return False


def _terms_in(value: Any) -> Iterator[Term]:
    """The terms in an argument of a rule."""
    if isinstance(value, Term):
        yield value
    elif isinstance(value, Clause):
        yield from sides(value)
    elif isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _terms_in(part)


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
    conclusion = _as_read(premise, lambda clause: clause.mapped(names.term))
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

    def _part(self, kind: str, part: Any, mapped: bool) -> Any:
        """An argument under the other names, of a function if ``mapped``."""
        if isinstance(part, Term):
            return self.term(part)
        if kind == "dimension":
            return self._dimensions.get(part, part)
        if kind.startswith("sort"):
            return (part[0], *(self._dimensions.get(size, size) for size in part[1:]))
        return self._functions.get(part, part) if mapped and kind == "name" else part
