"""Values for the variables of what is said of all: terms that stand where the variables stand."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer, Poly
from proofcheck.kernel.terms import SCALAR, KernelError, Term, is_natural, num, subterms
from proofcheck.models.samples import sample_in
from proofcheck.provers.instances import Pool
from proofcheck.provers.matching import Matcher, Reading, factored
from proofcheck.provers.triangles import difference

MAX_INSTANCES = 30
MOST_NUMBERS = 8
"""The steps of a recursion that are written out, from one number to another."""


def candidates(schema: Clause, pool: Pool, *, ahead: bool = True) -> list[tuple[tuple[Term, Term], ...]]:
    """Values for the variables of a clause, each a tuple of pairs, from terms that stand where the variables stand.

    Arguments:
        ahead: also those at which a recursion goes on beyond the terms in sight.
    """
    choices = [
        list(dict.fromkeys((*_values(variable, schema, pool, ahead), *_indices(variable, schema, pool))))
        for variable in schema.variables
    ]
    pairs = zip(schema.variables, choices, strict=True)
    choices = [some or list(dict.fromkeys(_hidden(variable, pool))) for variable, some in pairs]
    if not all(choices):  # a variable of which nothing is seen may be what another one is
        seen = list(dict.fromkeys(value for some in choices for value in some if value.sort[0] == "V"))
        pairs = zip(schema.variables, choices, strict=True)
        choices = [some or [value for value in seen if _fits(value, variable)] for variable, some in pairs]
    alike = len({_places_of(variable, schema) for variable in schema.variables}) < len(schema.variables)
    found = []
    for values in product(*choices):
        if len(values) == 2 and values[0] == values[1] and alike:
            continue
        found.append(tuple(zip(schema.variables, values, strict=True)))
        if len(found) >= MAX_INSTANCES:
            break
    return found


def _places_of(variable: Term, schema: Clause) -> frozenset[tuple[str, str]]:
    """Of which paths and functions a clause takes the value at a variable."""
    patterns = (part for side in schema.relation[1:] for part in subterms(side))
    return frozenset(
        (part[0], part[1]) for part in patterns if part[0] in _PLACES and part[_PLACES[part[0]]] == variable
    )


def _values(variable: Term, schema: Clause, pool: Pool, ahead: bool) -> Iterator[Term]:
    patterns = [part for side in schema.relation[1:] for part in subterms(side)]
    places = set(_places_of(variable, schema))
    if not ahead and is_recursion(schema):
        places -= {("path", schema.relation[1][1])}
    places |= {("path", name) for head, name in places if head == "dpath"}
    places |= {("dpath", name) for head, name in places if head == "path"}
    places |= {("jac", name) for head, name in places if head == "fn"}
    places |= {("gradfn", name) for head, name in places if head == "fn"}
    places |= {("fn", name) for head, name in places if head in {"jac", "gradfn"}}
    for term in pool:
        if term[0] in _PLACES and (term[0], term[1]) in places:
            value = term[_PLACES[term[0]]]
            if _fits(value, variable):
                yield value
    if len(schema.variables) == 1 and variable[2][0] == "V":
        yield from _centres(variable, patterns)
    if not places and variable[2][0] == "V":
        yield from (term for term in pool if _fits(term, variable) and term[0] in _VECTORS)
        yield from _operated(variable, patterns, pool)
        yield from _faced(variable, patterns, pool)
    shifted = [part for part in patterns if part[0] in {"path", "dpath"} and variable in part[3].free]
    sums = any(True for _ in pool.with_head("sum"))  # whose terms are at all indices
    for part in shifted:
        for term in pool.with_head("path", "dpath"):
            value = solve_shift(part[3], variable, term[3])
            if term[1] == part[1] and value is not None and not (sums and value[0] == "num"):
                yield value
        yield from _numbers_between(part, pool)
    if not places and variable == Term("var", variable[1], SCALAR):
        yield from _arguments(variable, patterns, pool)
        yield from _steps(variable, patterns, pool)
        yield from (term for term in pool.with_head("var") if term.sort == SCALAR)


def is_recursion(schema: Clause) -> bool:
    """Whether a clause says what the next term of a sequence is."""
    op, left, _ = schema.relation
    return bool(op == "=" and left[0] == "path" and left[3][0] == "add" and left[3][1] in schema.variables)


def _hidden(variable: Term, pool: Pool) -> Iterator[Term]:
    """The vectors of which only means speak: no more than letters and terms of sequences."""
    for total in pool.with_head("expect") if variable[2][0] == "V" else ():
        inside = (part for part in subterms(total) if part[0] in {"var", "path"} and part.free <= total.free)
        yield from (part for part in inside if _fits(part, variable))


def _indices(variable: Term, schema: Clause, pool: Pool) -> Iterator[Term]:
    """The indices of the members of samples of which only means speak."""
    names = {name for head, name in _places_of(variable, schema) if head == "path" and sample_in(name)}
    for total in pool.with_head("expect") if names else ():
        inside = (part for part in subterms(total) if part[0] == "path" and part[1] in names)
        yield from (part[3] for part in inside if part[3].free <= total.free and _fits(part[3], variable))


def _centres(variable: Term, patterns: Sequence[Term]) -> Iterator[Term]:
    """The points from which the distance of the variable is taken."""
    for part in patterns:
        pair = difference(part[1]) if part[0] == "norm" else None
        if pair is not None and variable in pair:
            yield from (side for side in pair if variable not in side.free)


def _numbers_between(part: Term, pool: Pool) -> Iterator[Term]:
    """The numbers from the first to the last one at which a sequence stands, few as they are."""
    indices = [term[3][1] for term in pool.with_head("path") if term[1:3] == part[1:3] and term[3][0] == "num"]
    if is_natural(part[3]) and indices and max(indices) - min(indices) <= MOST_NUMBERS:
        yield from (num(number) for number in range(int(min(indices)), int(max(indices))) if number >= 0)


def _operated(variable: Term, patterns: Sequence[Term], pool: Pool) -> Iterator[Term]:
    """What an operator that stands before the variable is applied to, and what its inverse makes of something."""
    operators = {part[1] for part in patterns if part[0] == "dot" and part[2] == variable}
    for term in pool.with_head("dot") if operators else ():
        operator, vector = term[1][-1] if term[1][0] == "mul" else term[1], term[2]
        while operator[0] == "dot":  # (A B) v is A (B v)
            _, operator, back = operator
            vector = Term("dot", back, vector)
        if operator in operators and vector[0] in _IMAGES and _fits(vector, variable):
            yield vector
        elif term[1][0] == "inv" and term[1][1] in operators and _fits(term, variable):
            yield term


def _faced(variable: Term, patterns: Sequence[Term], pool: Pool) -> Iterator[Term]:
    """What an operator makes of something, where the variable stands beside what it makes of another variable."""
    pairs = [part[1:] for part in patterns if part[0] == "inner" and variable in part[1:]]
    images = [side for pair in pairs for side in pair if side[0] == "dot" and side[2][0] == "var"]
    for image in images:
        yield from (term for term in pool.with_head("dot") if term[1] == image[1] and _fits(term, variable))


def _arguments(variable: Term, patterns: Sequence[Term], pool: Pool) -> Iterator[Term]:
    """What a number has to be for exp, log and their like, taken of it, to be what is in sight."""
    matcher = Matcher(frozenset({variable}))
    drawn = [part for total in pool.with_head("expect") for part in subterms(total[2]) if part[0] in _OF_NUMBERS]
    for part in patterns:
        if part[0] in _OF_NUMBERS and variable in part.free:
            for term in (*pool.with_head(part[0]), *(other for other in drawn if other[0] == part[0])):
                yield from (reading.variables[variable] for reading in matcher.match(part[1], term[1], Reading()))
                yield from _factor(variable, part[1], term[1])


def _steps(variable: Term, patterns: Sequence[Term], pool: Pool) -> Iterator[Term]:
    """What h has to be for ``f(x + h v)`` to be the value of f at a point in sight: what stands before v there."""
    for part in patterns:
        place = part[4] if part[0] in _OF_POINTS and part[4][0] == "add" else None
        along = [s[-1] for s in place[1:] if s[0] == "mul" and variable in s[1:-1]] if place is not None else []
        for term in pool.with_head(part[0]) if along else ():
            for summand in term[4][1:] if term[1] == part[1] and term[4][0] == "add" else ():
                scale, factors, vector = factored(summand)
                if any(vector == v or vector[0] == v[0] == "basis" for v in along):
                    yield Term("mul", num(scale), *factors) if factors else num(scale)


def _factor(variable: Term, pattern: Term, target: Term) -> Iterator[Term]:
    """What a number has to be for its product with other things to be the target."""
    form = Normalizer().scalar(pattern) if pattern[0] == "mul" else {}
    rest = [(dict(mono), value) for mono, value in form.items()]
    if len(rest) != 1 or rest[0][0].pop(variable, 0) != 1:
        return
    powers, value = rest[0]
    found: Poly = {}
    for mono, other in Normalizer().scalar(target).items():
        left = dict(mono)
        for atom, power in powers.items():
            left[atom] = left.get(atom, 0) - power
        if min(left.values(), default=0) < 0:
            return
        found[tuple((atom, power) for atom, power in left.items() if power)] = Fraction(other) / value
    factor = poly_term(found)
    if not factor.free & (pattern.free - {variable}):
        yield factor


_VECTORS = frozenset({"var", "path", "add", "basis"})
_IMAGES = frozenset({"dot", "gradfn", "fn", "dpath"})
"""What an operator is applied to that is no letter, sum or path: those are tried anyway."""
_OF_POINTS = frozenset({"fn", "anyfn"})
_OF_NUMBERS = frozenset({"exp", "log", "sqrt", "sin", "cos"})
_PLACES = {"path": 3, "dpath": 3, "fn": 4, "anyfn": 4, "jac": 4, "gradfn": 3, "basis": 2}


def solve_shift(pattern: Term, variable: Term, value: Term) -> Term | None:
    """``k`` with ``pattern[variable := k] == value`` for a pattern like ``k + 1``, which is 1 for k = 0."""
    if pattern[0] != "add" or pattern[1] != variable:
        return None
    if value[0] == "num" and len(pattern) == 3 and pattern[2][0] == "num" and pattern[2][1] <= value[1]:
        return num(value[1] - pattern[2][1])
    if value[0] != "add":
        return None
    if pattern[2:] == value[2:]:
        found: Term = value[1]
        return found
    return _shifted(value, pattern[2]) if len(pattern) == len(value) == 3 else None


def _shifted(value: Term, shift: Term) -> Term | None:
    """``n + 1`` for ``n + 2`` and 1: a number before another one, where both are so much after something."""
    base, later = value[1:]
    before = shift[0] == later[0] == "num" and shift[1] < later[1]
    return Term("add", base, num(later[1] - shift[1])) if before else None


def _fits(value: Term, variable: Term) -> bool:
    try:
        if variable[2][0] == "N":
            return is_natural(value)
        return bool(value.sort == variable[2])
    except KernelError:
        return False
