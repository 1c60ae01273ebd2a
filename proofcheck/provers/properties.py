"""What declared properties of functions imply: convexity, smoothness and minimisers are read off the hypotheses.

A property is recognised by what it says, however it is written: arithmetic has to show the form that a law of
``proofcheck.provers.library.convexity`` asks for. Its consequences are theorems for all points, which the search then
uses like hypotheses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from itertools import permutations, product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, sides
from proofcheck.kernel.normal import Normalizer, add_into
from proofcheck.kernel.terms import ONE, SCALAR, SET, VALUES, ZERO, KernelError, Term, fresh_variable, num, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.forms import is_negated, is_scalar_variable, is_simple, sum_of
from proofcheck.provers.library import convexity, nonsmooth, orders, segments
from proofcheck.provers.library.applying import read

Letters = dict[Term, Sequence[Term]]
"""What the letters of a law can be read as."""

_Function = tuple[str, str, tuple[object, ...]]
"""The kind, name and domain of a real function of vectors."""

MOST_READINGS = 12


@dataclass(frozen=True, slots=True)
class _Source:
    """A law with what it asks for.

    Attributes:
        name: what a reason cites.
        law: makes it.
        letters: those of its variables that hypotheses have to name; the others become points.
        head: the kind of functions that it is about.
        on_set: whether it speaks of a set C beside the function.
    """

    name: str
    law: Callable[[], Theorem]
    letters: tuple[Term, ...] = ()
    head: str = "fn"
    on_set: bool = False


_PROXIMAL = (convexity.MODULUS, convexity.P, convexity.X, convexity.STEP)
_CENTRE = segments.centre(convexity.X)
_BALL = (convexity.BOUND, segments.RADIUS, _CENTRE)
_SOURCES = (
    _Source("first-order condition", convexity.stationary_law, (convexity.X,)),
    _Source("first-order condition", convexity.subgradient_law, (convexity.P, convexity.X)),
    _Source("first-order convexity", convexity.tangent_law, (convexity.MODULUS,)),
    _Source("first-order convexity", convexity.monotone_gradient_law, (convexity.MODULUS,)),
    _Source("descent lemma", convexity.bounded_rise_law, (convexity.MODULUS,)),
    _Source("descent lemma", convexity.fall_law, (convexity.BOUND,)),
    _Source("co-coercivity", convexity.cocoercive_law, (convexity.BOUND,)),
    _Source("co-coercivity", convexity.coercive_law, (convexity.MODULUS, convexity.BOUND)),
    _Source("arithmetic", convexity.steady_law, (convexity.BOUND,)),
    _Source("strong convexity", convexity.steep_law, (convexity.MODULUS,)),
    _Source("co-coercivity", convexity.contraction_law, (convexity.MODULUS, convexity.BOUND, convexity.RATE)),
    _Source("strong convexity", convexity.moduli_law, (convexity.MODULUS, convexity.BOUND)),
    _Source("strong convexity", convexity.polyak_lojasiewicz_law, (convexity.MODULUS,)),
    _Source("strong convexity", convexity.quadratic_growth_law, (convexity.MODULUS, convexity.X)),
    _Source("descent lemma", convexity.gradient_gap_law, (convexity.BOUND, convexity.X)),
    _Source("bounded gradient", convexity.bounded_gradient_law, (convexity.BOUND,)),
    _Source(
        "bounded gradient",
        nonsmooth.bounded_subgradient_law,
        (convexity.BOUND, convexity.P, convexity.X),
        "anyfn",
    ),
    _Source("proximal point", partial(nonsmooth.proximal_law, "fn"), _PROXIMAL),
    _Source("proximal point", partial(nonsmooth.proximal_law, "anyfn"), _PROXIMAL, "anyfn"),
    _Source("strong convexity", nonsmooth.subgradient_law, (convexity.MODULUS, convexity.P, convexity.X), "anyfn"),
    _Source("strong convexity", nonsmooth.minimiser_law, (convexity.MODULUS, convexity.X), "anyfn"),
    _Source("projection", nonsmooth.projection_law, (convexity.P, convexity.X), "anyfn"),
    _Source("first-order condition", nonsmooth.variational_law, (convexity.X,), on_set=True),
    _Source("mean value theorem", partial(segments.short_gradient_law, segments.SPACE), (convexity.BOUND,)),
    _Source("mean value theorem", partial(segments.short_gradient_law, segments.BALL), _BALL),
    _Source("mean value theorem", partial(segments.short_gradient_law, segments.SET), (convexity.BOUND,), on_set=True),
    _Source("descent lemma", partial(segments.smooth_law, segments.BALL), _BALL),
    _Source("descent lemma", partial(segments.smooth_law, segments.SET), (convexity.BOUND,), on_set=True),
)


def consequences(known: Sequence[Theorem], may: Callable[[str], bool]) -> list[Theorem]:
    """What the laws of optimisation say of the functions of which the theorems at hand state a property."""
    about = tuple(t for t in known if t.clause.variables and functions_of(t.clause))
    plain = tuple(t for t in known if is_simple(t.clause) or _is_membership(t.clause))
    names = tuple(source.name for source in _SOURCES if may(source.name))
    return list(_consequences(about, plain, names)) if about else []


@lru_cache(maxsize=256)
def _consequences(about: tuple[Theorem, ...], plain: tuple[Theorem, ...], names: tuple[str, ...]) -> list[Theorem]:
    grown = list(about)
    for source in _SOURCES:
        for function, *sets in _subjects(source, about) if source.name in names else ():
            concerned = [t for t in grown if not functions_of(t.clause).isdisjoint({function, *sets})]
            letters = [("F", function[1]), *(("C", of[1]) for of in sets)]
            grown += [new for new in _applied(source, letters, function[2], concerned, plain) if _is_new(new, grown)]
    return grown[len(about) :]


def _subjects(source: _Source, about: Sequence[Theorem]) -> list[tuple[_Function, ...]]:
    """The functions that a law may be about, each with a set in its domain where the law asks for one."""
    found = dict.fromkeys(key for t in about for key in functions_of(t.clause))
    functions = [function for function in found if function[0] == source.head]
    if not source.on_set:
        return [(function,) for function in functions]
    return [(f, of) for f in functions for of in found if of[1].startswith(SET) and of[2] == f[2]]


def _is_membership(clause: Clause) -> bool:
    return not clause.variables and not clause.conditions and clause.relation[1][0] == "anyfn"


def _is_new(theorem: Theorem, known: Sequence[Theorem]) -> bool:
    return all(theorem.clause != other.clause for other in known)


@lru_cache(maxsize=4096)
def functions_of(clause: Clause) -> frozenset[_Function]:
    """The real functions of vectors that a clause speaks of: their kinds, names and domains."""
    found = set()
    for term in sides(clause):
        for part in subterms(term):
            if part[0] in VALUES and part[2][0] == "V" and part[3] == SCALAR:
                found.add((part[0], part[1], part[2]))
            elif part[0] == "gradfn":
                found.add(("fn", part[1], ("V", part[2])))
    return frozenset(found)


@lru_cache(maxsize=4096)
def _values(clause: Clause) -> frozenset[tuple[str, str]]:
    """Of which functions a clause speaks by their values, and of which by their gradients."""
    parts = (part for term in sides(clause) for part in subterms(term))
    return frozenset((part[0], part[1]) for part in parts if part[0] in {"gradfn", *VALUES})


def _applied(
    source: _Source,
    functions: Sequence[tuple[str, str]],
    sort: tuple[object, ...],
    about: Sequence[Theorem],
    plain: Sequence[Theorem],
) -> Iterator[Theorem]:
    """What a law says of a function, for each reading of its letters of which the conditions are shown."""
    readings = {**_readings(about), convexity.RATE: tuple(_bounded(plain))}
    free = frozenset().union(*(c.free_variables() for t in (*about, *plain) for c in t.hypotheses))
    points = [(letter, Term("var", letter[1], sort)) for letter in (convexity.X, convexity.Y)]
    points = [(letter, fresh_variable(point, free)) for letter, point in points if letter not in source.letters]
    for values in _first(product(*(readings[letter] for letter in source.letters))):
        letters = [*points, *zip(source.letters, values, strict=True)]
        try:
            law = read(source.law(), variables=letters, functions=functions)
            there = frozenset(point for _, point in points)
            supposed = [c for c in law.clause.conditions if not c.variables and c.free_variables() & there]
            shown = [rules.assume([], c) if c in supposed else _shown(c, about, plain) for c in law.clause.conditions]
            if all(theorem is not None for theorem in shown):
                theorem = rules.instantiate([law, *(t for t in shown if t is not None)], [])
                bound = [point for _, point in points if point in theorem.clause.free_variables()]
                yield rules.generalize([theorem], bound, supposed) if bound else theorem
        except KernelError:
            continue


def _bounded(plain: Sequence[Theorem]) -> dict[Term, None]:
    """The numbers that something is said to be at most, or their factors: a step length."""
    bounded = [t.clause.relation[1] for t in plain if t.clause.relation[0] != "=" and t.clause.relation[1].free]
    factors = [factor for term in bounded for factor in (term[1:] if term[0] == "mul" else (term,))]
    return dict.fromkeys(factor for factor in factors if is_scalar_variable(factor))


def _first(values: Iterator[tuple[Term, ...]]) -> Iterator[tuple[Term, ...]]:
    yield from (value for value, _ in zip(values, range(MOST_READINGS), strict=False))


def _readings(about: Sequence[Theorem]) -> Letters:
    """What constants and points the properties of a function name."""
    bounds: dict[Term, None] = {}
    moduli: dict[Term, None] = {ZERO: None}
    steps: dict[Term, None] = {}
    centres: dict[Term, None] = {}
    places: dict[Term, None] = {}
    directions: dict[Term, None] = {}
    ends: dict[Term, None] = {}
    balls: dict[tuple[Term, Term], None] = {}
    for theorem in about:
        bound = frozenset(theorem.clause.variables)
        balls.update((ball, None) for condition in theorem.clause.conditions for ball in balls_of(condition, bound))
        if theorem.clause.relation[1][0] == "norm" and not theorem.clause.relation[2].free & bound:
            bounds.setdefault(theorem.clause.relation[2])
        for side in theorem.clause.relation[1:]:
            for part in subterms(side):
                if part[0] == "mul" and part[-1][0] == "norm":
                    bounds.setdefault(_rest(part[1:-1], bound))
                elif part[0] == "norm":
                    bounds.setdefault(ONE)
                elif part[0] == "mul" and part[-1][0] == "pow" and part[-1][1][0] == "norm":
                    factor = _rest(part[1:-1], bound)
                    moduli.setdefault(Term("mul", num(2), factor))
                    moduli.setdefault(factor)
                    if factor[0] == "div":
                        steps.setdefault(Term("div", factor[2], Term("mul", num(2), factor[1])))
                elif part[0] in VALUES and not part[4].free & bound:
                    places.setdefault(part[4])
                elif part[0] == "inner":
                    directions.update((v, None) for v in part[1:] if v[0] == "var" and v not in bound)
                if part[0] == "norm" and part[1][0] == "add" and not part[1].free & bound:
                    centres.update(_subtracted(part[1]))
                    ends.update(_beside_subtracted(part[1]))
    return {
        convexity.BOUND: _distinct(bounds),
        convexity.MODULUS: _distinct(moduli),
        convexity.STEP: tuple(steps),
        convexity.P: tuple({**places, **directions, **centres}),
        convexity.X: tuple({**centres, **places, **ends}),
        segments.RADIUS: tuple(dict.fromkeys(radius for radius, _ in balls)),
        _CENTRE: tuple(dict.fromkeys(centre for _, centre in balls)),
    }


def _distinct(numbers: Iterable[Term]) -> tuple[Term, ...]:
    """The first of those numbers that are the same when they are multiplied out."""
    normalizer = Normalizer()
    found: dict[frozenset[object], Term] = {}
    for number in numbers:
        found.setdefault(frozenset(normalizer.scalar(number).items()), number)
    return tuple(found.values())


def balls_of(condition: Clause, bound: frozenset[Term]) -> Iterator[tuple[Term, Term]]:
    """Radius and centre of the ball to which a condition keeps a bound point."""
    op, length, radius = condition.relation
    if op != "<=" or condition.variables or length[0] != "norm" or radius.free & bound:
        return
    if length[1] in bound:
        yield radius, Term("mul", ZERO, length[1])
    elif length[1][0] == "add":
        yield from ((radius, centre) for centre in _subtracted(length[1]) if not centre.free & bound)


def _rest(factors: Sequence[Term], bound: frozenset[Term]) -> Term:
    """The product of the factors that do not vary."""
    fixed = [factor for factor in factors if not factor.free & bound]
    return Term("mul", *fixed) if len(fixed) > 1 else fixed[0] if fixed else ONE


def _subtracted(difference: Term) -> dict[Term, None]:
    return {part[2]: None for part in difference[1:] if is_negated(part)}


def _beside_subtracted(difference: Term) -> Iterator[tuple[Term, None]]:
    """What something is subtracted from."""
    parts = difference[1:]
    for place, part in enumerate(parts):
        if is_negated(part):
            rest = (*parts[:place], *parts[place + 1 :])
            yield sum_of(rest), None


def _shown(condition: Clause, about: Sequence[Theorem], plain: Sequence[Theorem]) -> Theorem | None:
    """A condition of a law, from the properties or from arithmetic."""
    if not condition.variables:
        return Facts(plain).prove(condition.relation)
    for theorem in about:
        if len(theorem.clause.variables) == len(condition.variables):
            found = _read_as(theorem, condition, tuple(plain))
            if found is not None:
                return found
    return None


@lru_cache(maxsize=1024)
def _read_as(theorem: Theorem, wanted: Clause, signs: tuple[Theorem, ...]) -> Theorem | None:
    """A property in another form: the same at each point, up to a positive factor."""
    if theorem.clause == wanted:
        return theorem
    if _values(theorem.clause) != _values(wanted):
        return None
    inside = [rules.assume([], condition) for condition in wanted.conditions]
    for order in permutations(wanted.variables):
        values = list(zip(theorem.clause.variables, order, strict=True))
        if any(old.sort != new.sort for old, new in values):
            continue
        try:
            body = Clause((), theorem.clause.conditions, theorem.clause.relation).substitute(dict(values))
            needed = [Facts(inside).prove(condition.relation) for condition in body.conditions]
            instance = rules.instantiate([theorem, *(t for t in needed if t is not None)], values)
            for found in _multiples(instance, wanted.relation, signs):
                return rules.generalize([found], wanted.variables, wanted.conditions)
        except KernelError:
            continue
    return None


def _multiples(theorem: Theorem, relation: Relation, signs: Sequence[Theorem]) -> Iterator[Theorem]:
    """The relation, where it is a theorem times a positive number, by normal forms alone."""
    normalizer = Normalizer(signs)
    goal = add_into(normalizer.scalar(relation[2]), normalizer.scalar(relation[1]), Fraction(-1))
    for premise in _without_maxima(theorem):
        _, left, right = premise.clause.relation
        known = add_into(normalizer.scalar(right), normalizer.scalar(left), Fraction(-1))
        mono = next(iter(known), None)
        factor = Fraction(goal.get(mono, 0)) / Fraction(known[mono]) if mono is not None else Fraction(0)
        if factor > 0 and known.keys() == goal.keys() and all(goal[m] == factor * known[m] for m in known):
            yield rules.arithmetic([premise, *signs], relation, [{"coefficient": factor, "premises": [0]}])


def _without_maxima(theorem: Theorem) -> Iterator[Theorem]:
    """What is at most a number where a maximum is: each of its arguments."""
    _, left, right = theorem.clause.relation
    yield theorem
    if left[0] == "max":
        for place, part in enumerate(left[1:], 1):
            bound = orders.extreme([], left, place)
            both = [{"coefficient": 1, "premises": [place]} for place in range(2)]
            yield rules.arithmetic([theorem, bound], ("<=", part, right), both)
