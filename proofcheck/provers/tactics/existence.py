"""Tactics about what exists: a value is put in, and shown to be such.

That something exists is the clause that what denies it of all values is impossible: the denial is supposed, applied to
a value of which everything is shown that it speaks of, and gives what cannot be.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, SCALAR, ZERO, Term, fresh_variable, neg, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.existence import IMPOSSIBLE, is_denial
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Search
from proofcheck.provers.existence import Choice, choices
from proofcheck.provers.forms import by_cases, opposite
from proofcheck.provers.library.applying import entry
from proofcheck.provers.saturation import by_arithmetic
from proofcheck.provers.tactics.quotients import inverse_of

PATIENT = 8
"""How many choices of values are looked at with all tactics."""

DEEPEST = 2
"""How deep in an argument letters are taken for what exists."""

MOST_VALUES = 6
"""For how many values of what it is said for all of something that exists is used."""


def denials(search: Search) -> list[Theorem]:
    """What is supposed to be so of nothing, the last one first."""
    return [t for t in reversed(search.known) if t.rule == "assume" and is_denial(t.clause)]


def by_witness(search: Search, relation: Relation) -> Theorem | None:
    """What is denied of all values holds for one."""
    if relation != IMPOSSIBLE:
        return None
    for denied in denials(search):
        known = tuple(t for t in search.known if t is not denied)
        inner = replace(search, known=known, depth=0)
        found = next(_shown(inner, denied, search.depth), None)
        if found is not None:
            return found
    return None


def _shown(search: Search, denied: Theorem, depth: int) -> Iterator[Theorem]:
    """What follows where values are found, for a question at a depth: a shallow one is answered by arithmetic alone."""
    proposed = list(choices(denied.clause, search.known, search.pool))
    shallow = replace(search, depth=MAX_DEPTH - 2 if depth < MAX_DEPTH - 1 else MAX_DEPTH)
    for choice in proposed:
        yield from _applied(shallow, denied, choice)
    for choice in islice(proposed, PATIENT if depth <= DEEPEST else 0):
        yield from _applied(search, denied, choice)


def _applied(search: Search, denied: Theorem, choice: Choice) -> Iterator[Theorem]:
    """The denial applied to a choice of values, where all that it speaks of is shown of these."""
    body = Clause((), denied.clause.conditions, denied.clause.relation).substitute(choice)
    shown: list[Theorem] = []
    for condition in body.conditions:
        found = search.prove(condition) or _from_there_on(search, condition)
        if found is None:
            return
        shown.append(found)
    yield rules.instantiate([denied, *shown], list(choice.items()))


def _from_there_on(search: Search, condition: Clause) -> Theorem | None:
    """What holds of all that is above a quotient, which is multiplied by what it divides by."""
    if not any(c.relation[1][0] == "div" for c in condition.conditions):
        return None
    inner = search.with_assumptions(condition.conditions)
    beyond = inner.known[len(search.known) :]
    cleared = [found for theorem in beyond if (found := _multiplied(inner, theorem)) is not None]
    found = inner.with_theorems(cleared).relation(condition.relation) if cleared else None
    return None if found is None else rules.generalize([found], condition.variables, condition.conditions)


def _multiplied(search: Search, theorem: Theorem) -> Theorem | None:
    """``a <= q k`` from ``a / q <= k``, or ``-a <= -q k`` where q is negative; also where a is a quotient itself."""
    op, left, right = theorem.clause.relation
    if left[0] != "div" or theorem.clause.variables or theorem.clause.conditions or op == "=":
        return None
    _, above, below = left
    for factor, least in ((below, above), (neg(below), neg(above))):
        sign = by_arithmetic(search, ("<", ZERO, factor), stages=2)
        if sign is not None:
            premises = [theorem, sign, *inverse_of(below, [sign])]
            found = Facts(premises).prove((op, least, Term("mul", factor, right)))
            return None if found is None else _multiplied(search, found) or found
    return None


def existences(search: Search) -> list[Theorem]:
    """What says that something exists, perhaps for all values of something, and under conditions."""
    return [t for t in search.known if t.clause.relation == IMPOSSIBLE and any(map(is_denial, t.clause.conditions))]


def of_what_exists(search: Search, relation: Relation) -> Theorem | None:
    """What holds whatever that is which exists: a letter is taken for it of which nothing else is known."""
    if relation[1].sort not in {SCALAR, NATURAL} or relation[0] == "=" or search.depth > DEEPEST:
        return None
    for theorem in existences(search):
        known = tuple(t for t in search.known if t is not theorem)
        inner = replace(search, known=known, depth=DEEPEST if theorem.clause.variables else search.depth)
        for values in islice(_values(inner, theorem), MOST_VALUES):
            found = next(_taken(inner, theorem, values, relation), None)
            if found is not None:
                return found
    return None


def _values(search: Search, theorem: Theorem) -> Iterator[Choice]:
    """Values of what is said for all: numbers and letters that are spoken of."""
    variables = theorem.clause.variables
    for values in product(*(_of_sort(search, variable) for variable in variables)):
        yield dict(zip(variables, values, strict=True))


def _of_sort(search: Search, variable: Term) -> list[Term]:
    """The letters of a sort, and halves of numbers, so that two of them make up one."""
    found = [t for t in search.pool if t.sort == variable.sort and t[0] in {"var", "path"}][: MOST_VALUES // 2]
    return [*found, *(Term("mul", num("1/2"), t) for t in found if t.sort == SCALAR)]


def _taken(search: Search, theorem: Theorem, values: Choice, relation: Relation) -> Iterator[Theorem]:
    """The relation, from what letters satisfy that stand for what exists; or else it is impossible that it fails."""
    said = Clause((), theorem.clause.conditions, theorem.clause.relation).substitute(values)
    shallow = replace(search, depth=MAX_DEPTH - 1)
    shown = [None if is_denial(c) else shallow.prove(c) for c in said.conditions]
    if shown.count(None) != 1:
        return
    place = shown.index(None)
    supposed = _with_fresh_letters(search, said.conditions[place], relation)
    found = search.with_assumptions(supposed.conditions).relation(relation)
    if found is None:
        return
    impossible = found if relation == IMPOSSIBLE else _contradiction(found, relation)
    of_none = rules.generalize([impossible], supposed.variables, supposed.conditions)
    none = _with_letters_of(said.conditions[place], of_none)
    premises = [none if s is None else s for s in shown]
    reached = rules.instantiate([theorem, *premises], list(values.items()))
    if relation == IMPOSSIBLE:
        yield reached
    else:
        yield by_cases(relation, rules.assume([], fact(*relation)), rules.absurd([reached], relation))


def _contradiction(found: Theorem, relation: Relation) -> Theorem:
    failing = rules.assume([], fact(*opposite(relation)))
    return rules.arithmetic([found, failing], IMPOSSIBLE, [entry(0), entry(1)])


def _with_letters_of(denied: Clause, found: Theorem) -> Theorem:
    """The same denial with the letters that it is written with."""
    if found.clause == denied:
        return found
    values = list(zip(found.clause.variables, denied.variables, strict=True))
    impossible = rules.instantiate([found, *(rules.assume([], c) for c in denied.conditions)], values)
    return rules.generalize([impossible], denied.variables, denied.conditions)


def _with_fresh_letters(search: Search, denied: Clause, relation: Relation) -> Clause:
    """A denial whose variables are letters that stand nowhere else."""
    bound = (t.clause.variables for t in denials(search))
    taken = frozenset().union(*search.fixed(), *(s.free for s in relation[1:]), denied.free_variables(), *bound)
    letters: dict[Term, Term] = {}
    for variable in denied.variables:
        letters[variable] = fresh_variable(variable, taken | frozenset(letters.values()))
    bare = Clause((), denied.conditions, denied.relation).substitute(letters)
    return Clause(tuple(letters.values()), bare.conditions, bare.relation)
