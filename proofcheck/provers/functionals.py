"""What is known of the sums and expectations that occur, without being asked."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from itertools import product as pairs_of

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, neg, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.analysis import order
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Search, attempted
from proofcheck.provers.forms import factorings, is_size, sum_of
from proofcheck.provers.instances import Pool, open_subterms
from proofcheck.provers.library import averages, functionals, orders, spectra
from proofcheck.provers.library.functionals import HEADS, Functional
from proofcheck.provers.library.terms import product, squared
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.outcomes import equal_whatever_the_outcome
from proofcheck.provers.telescoping import sums_along_sequences

MOST_GAPS = 4
"""Inequalities that hold whatever the outcome, of which products are taken."""

MOST_FORMS = 12
"""Of which functions of what is inside a mean it is looked at."""


def known_of_functionals(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Triangle inequalities, Jensen's and Cauchy and Schwarz's inequality, and telescoping, for what occurs."""
    yield from _bounds_of_values(search, ground)
    totals = pool.with_head(*HEADS)
    if not totals:
        return
    facts = Facts([t for t in ground if t.rule == "assume"])
    inside = {part for norm in pool.with_head("norm") for part in open_subterms(norm)}
    squared = {part for square in pool.with_head("pow") if square[2] == 2 for part in open_subterms(square)}
    rooted = {part for root in pool.with_head("sqrt") for part in open_subterms(root) if part[0] in HEADS}
    for name, total in named(ground):
        inside |= {total} if name in inside else set()
        squared |= {total} if name in squared or _squares_are_summed(name, total, totals) else set()
    for total in totals:
        if total.sort == SCALAR and total in rooted:
            yield from _sign(search, total)
        if total.sort[0] == "V" and total in inside and search.may("Cauchy-Schwarz"):
            yield from attempted(partial(functionals.triangle, total))
        if total.sort[0] in "SV" and total in squared:
            yield from attempted(partial(_jensen, facts, total))
            yield from _squares_of_terms(search, total)
            yield from _weighted(search, total)
        if total.sort[0] == "V" and search.may("Cauchy-Schwarz"):
            yield from (triangle for norm in pool.with_head("norm") for triangle in _triangle_of_sum(norm[1], total))
        if total.sort == SCALAR:
            yield from _squares_of_means(total)
        if total.sort == SCALAR and search.may("triangle inequality"):
            yield from _away_from_fixed(search, total)
        if total.sort == SCALAR and rooted and search.may("Cauchy-Schwarz"):
            yield from _of_sizes(total)
            yield from _products_of_sizes(search, total)
        if total[0] == "expect" and total.sort == SCALAR:
            yield from _either(search, total)
            yield from _square_of_indicator(search, total)
            yield from _convexity(search, total)
            yield from _mean_below_logarithm(total) if Term("log", total) in pool else ()
            yield from _beside_mean(pool, total) if search.may("Cauchy-Schwarz") else ()
    if search.may("Cauchy-Schwarz") and search.may("monotonicity"):
        yield from _products_of_roots(pool)
    for square in pool.with_head("pow"):
        if square[2] == 2 and search.may("Cauchy-Schwarz"):
            for functional, first, second in _products(facts.normalizer, square[1]):
                yield from attempted(partial(functionals.cauchy_schwarz, functional, first, second))
                yield from _squares_of_indicators(search, functional, first, second)
    yield from _beside_factors(search, pool, [total for total in totals if total.sort == SCALAR], squared)
    for functional in dict.fromkeys(functionals.read(total)[0] for total in totals if total[0] == "expect"):
        yield from _positive_products(search, functional)
        yield from _vectors_in_the_mean(search, functional)
    yield from equal_whatever_the_outcome(search, pool, ground)
    yield from _of_second_moments(ground)
    for total in totals:
        if total.sort[0] == "O":
            yield from _forms_of_mean(ground, totals, total)
            yield from forms_at_hand(pool.with_head("inner"), total)
        if total.sort[0] == "O" and Term("opnorm", total) in pool and search.may("triangle inequality"):
            yield from attempted(partial(functionals.operator_triangle, total))
    yield from _over_weights(search, totals, squared, ground)
    yield from _members(search, pool, totals, ground)
    yield from sums_along_sequences(facts, totals)


def _products_of_roots(pool: Pool) -> Iterator[Theorem]:
    """``E x y <= sqrt(E x^2) sqrt(E y^2)``, where the roots of the two means are spoken of."""
    squares = [root[1] for root in pool.with_head("sqrt") if root[1][0] in HEADS]
    bases = [(f, body[1]) for f, body in map(functionals.read, squares) if body[0] == "pow" and body[2] == 2]
    for (f, x), (g, y) in list(combinations(bases, 2))[:MOST_GAPS]:
        y = substitute(y, {g.variable: f.variable})
        x, y = (side[1] if side[0] == "norm" else side for side in (x, y))
        if f.range == g.range and x.sort == y.sort:
            yield from attempted(partial(functionals.cauchy_schwarz_with_roots, f, x, y))


def _beside_factors(search: Search, pool: Pool, totals: Sequence[Term], squares: Collection[Term]) -> Iterator[Theorem]:
    """Cauchy and Schwarz's inequality for a sum of what has the square f g, beside the sums of f and of g."""
    if len(totals) < 3 or search.depth >= MAX_DEPTH or not search.may("Cauchy-Schwarz"):
        return
    products = [[part for part in whole[1:] if part in totals] for whole in pool.with_head("mul")]
    for first, second in (pair for pair in products if len(pair) == 2):
        functional, f = functionals.read(first)
        for total in totals if _alike(first, second) else ():
            if total in (first, second) or not _alike(first, total) or total not in squares:
                continue
            g, h = (substitute(functionals.read(t)[1], {t[1]: functional.variable}) for t in (second, total))
            divisors = dict.fromkeys(part[2] for part in open_subterms(product(f, g)) if part[0] == "div")
            if not divisors.keys().isdisjoint((f, g)):
                continue  # sums of squares over weights have their own rule
            goals: list[Relation] = [("<=", ZERO, f), ("<=", ZERO, g), ("=", squared(h), product(f, g))]
            shown = [search.soon(functional.everywhere(goal)) for goal in goals]
            signs = [search.soon(functional.everywhere(("<", ZERO, part))) for part in divisors] if all(shown) else []
            known = [theorem for theorem in (*shown, *signs) if theorem is not None]
            if len(known) == len(goals) + len(divisors):
                yield from attempted(partial(functionals.cauchy_schwarz_of_bodies, functional, known))


def _squares_of_means(total: Term) -> Iterator[Theorem]:
    """The square of the length of a mean of rows is not negative, where lengths of what is off it are summed.

    Normal forms write it as a double sum, whose sign nothing tells.
    """
    functional, body = functionals.read(total)
    lengths = [part for part in open_subterms(body) if part[0] == "norm" and part[1][0] == "add"]
    for part in dict.fromkeys(side for length in lengths for side in length[1][1:]):
        if functional.variable not in part.free and any(inner[0] == "basis" for inner in subterms(part)):
            length = Term("norm", part)
            entry = {"coefficient": 1, "premises": [], "square": length}
            yield rules.arithmetic([], ("<=", ZERO, Term("pow", length, 2)), [entry])


def _inside_square(below: Theorem) -> tuple[Term, Term]:
    _, square, bound = below.clause.relation
    return square[1], bound


def _products(normalizer: Normalizer, base: Term) -> Iterator[tuple[Functional, Term, Term]]:
    """The ways to read a number as a sum or mean of products, a covariance that is multiplied out included."""
    if base[0] in HEADS:
        functional, body = functionals.read(base)
        yield from ((functional, *pair) for pair in factorings(body))
    for total in base[1:] if base[0] == "add" else ():
        if total[0] == "expect":
            functional, body = functionals.read(total)
            for pair in factorings(body):
                first, second = (sub(part, functional.of(part)) for part in pair)
                if normalizer.scalar(sub(base, functional.of(product(first, second)))) == {}:
                    yield functional, first, second


def _triangle_of_sum(whole: Term, total: Term) -> Iterator[Theorem]:
    """``|E v + u| <= E |v + u|``."""
    if total[0] == "expect" and whole[0] == "add" and total in whole[1:]:
        functional, body = functionals.read(total, whole.free)
        rest = [part for part in whole[1:] if part is not total]
        yield from attempted(partial(functionals.triangle, functional.of(Term("add", body, *rest))))


def _away_from_fixed(search: Search, total: Term) -> Iterator[Theorem]:
    """``E |v - u| <= E |v| + |u|`` for a fixed u, such as the mean of v; vectors or numbers."""
    functional, body = functionals.read(total, frozenset().union(total.free, *search.fixed()))
    if (body[0] != "norm" and not is_size(body)) or body[1][0] != "add" or search.depth >= MAX_DEPTH:
        return
    for part in [part for part in body[1][1:] if functional.variable not in part.free]:
        rest = sum_of([other for other in body[1][1:] if other is not part])
        far, near = (Term("norm", o) if body[0] == "norm" else Term("max", o, neg(o)) for o in (rest, part))
        every = search.soon(functional.everywhere(("<=", body, Term("add", far, near))))
        if every is not None:
            compared = functional.compare(every)
            bound = Term("add", functional.of(far), near)
            apart = Facts([compared]).prove(("<=", total, bound), quick=True) if total[0] == "expect" else None
            yield compared if apart is None else apart
        if far[0] == "max" and total[0] == "expect" and part[-1][0] == "expect":
            yield orders.maximum([functional.compare(orders.extreme([], far, place)) for place in (1, 2)])


def _either(search: Search, total: Term) -> Iterator[Theorem]:
    """The union bound: the probability of one event or another is at most the sum of both."""
    functional, body = functionals.read(total, frozenset().union(total.free, *search.fixed()))
    if body[0] == "max" and not is_size(body) and all(map(_is_chance, body[1:])) and search.depth < MAX_DEPTH:
        every = search.soon(functional.everywhere(("<=", body, Term("add", *body[1:]))))
        yield from [] if every is None else [functional.compare(every)]


def _is_chance(part: Term) -> bool:
    """Whether an indicator occurs."""
    return any(side[0] == "div" and side[1] is side[2] for side in open_subterms(part))


def named(ground: Sequence[Theorem]) -> Iterator[tuple[Term, Term]]:
    """Yield the variables and numbers that sums and means are equal to, with these: ``E[Z] = m``."""
    for op, *sides in (theorem.clause.relation for theorem in ground):
        for name, total in (sides, sides[::-1]) if op == "=" else ():
            if name[0] in {"var", "num"} and total[0] in HEADS:
                yield name, total


def _squares_are_summed(name: Term, total: Term, totals: Collection[Term]) -> bool:
    """Whether a sum is said to be a number, and the squares of what is summed are added up as well."""
    if name[0] != "num" or total.sort != SCALAR:
        return False
    functional, body = functionals.read(total)
    alike = [functionals.read(other) for other in totals if _alike(other, total)]
    square = Term("pow", body, 2)
    return any(substitute(o, {f.variable: functional.variable}) == square for f, o in alike)


def _of_second_moments(ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """What an equation for the mean of an operator, such as ``E[Z Z'] = S``, says of its trace."""
    for equation in ground:
        _, left, right = equation.clause.relation
        if _is_mean_of_operators(equation.clause.relation):
            hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
            trace = Term("inner", Term("id", left.sort[1]), hole)
            yield from attempted(partial(rules.congruence, [equation], hole, trace))


def _forms_of_mean(ground: Sequence[Theorem], totals: Sequence[Term], total: Term) -> Iterator[Theorem]:
    """``<E[Z Z'] u, v> = E <Z, u> <Z, v>`` for the u, v that occur there, and the same of what is equal to the mean."""
    hole = fresh_variable(Term("var", "hole", total.sort), frozenset().union(*(other.free for other in totals)))
    named = [theorem for theorem in ground if theorem.clause.relation[0] == "=" and total in theorem.clause.relation]
    alike = [functionals.read(other) for other in totals if other.sort == SCALAR and _alike(other, total)]
    forms = (form for functional, body in alike for form in _forms_in(body, functional.variable, hole))
    for form in list(dict.fromkeys(forms))[:MOST_FORMS]:
        yield from attempted(partial(functionals.inside, total, hole, form))
        for equation in named:
            yield from attempted(partial(rules.congruence, [equation], hole, form))


def forms_at_hand(pairs: Iterable[Term], total: Term) -> Iterator[Theorem]:
    """The same for inner products of what the mean, or sum, or a sum with it makes of a vector; squares have a sign."""
    for pair in pairs:
        for moving, fixed in (pair[1:], pair[:0:-1]):
            if moving[0] == "dot" and total in open_subterms(moving[1]):
                hole = fresh_variable(Term("var", "hole", total.sort), total.free | pair.free)
                form = Term("inner", Term("dot", hole, moving[2]), fixed)
                yield from attempted(partial(functionals.inside, total, hole, form))
                functional, body = functionals.read(total, pair.free)
                if body[0] == "outer" and body[1] == body[2] and moving[2] == fixed:
                    yield functional.compare(functionals.not_negative(Term("inner", body[1], fixed)))


def _alike(one: Term, other: Term) -> bool:
    """Whether two functionals run over the same."""
    ranges = [total[2:4] if total[0] == "sum" else total[3:] for total in (one, other)]
    return one[0] == other[0] and bool(ranges[0] == ranges[1])


def _forms_in(body: Term, variable: Term, hole: Term) -> Iterator[Term]:
    """The linear numbers of an operator that stand in a body: <B u, v> for its fixed vectors, <M' M, B> for |M z|^2."""
    _, rows, columns = hole.sort
    parts = list(open_subterms(body))
    seen = [fixed for part in parts if part[0] == "inner" for fixed in _fixed_vectors(part, variable)]
    for u, v in pairs_of(dict.fromkeys(seen), repeat=2):
        if u.sort == ("V", columns) and v.sort == ("V", rows):
            yield Term("inner", Term("dot", hole, u), v)
    for part in parts if rows == columns else ():
        image = part[-1] if part[0] in {"norm", "inner"} else part
        if image[0] == "dot" and image.sort[0] == "V" and variable not in image[1].free:
            operator = Term("dot", Term("tr", image[1]), image[1]) if part[0] == "norm" else image[1]
            if operator.sort == hole.sort:
                yield Term("inner", operator, hole)


def _fixed_vectors(number: Term, variable: Term) -> Iterator[Term]:
    """The fixed side of an inner product; of <M z, u>, that is M' u as well."""
    for moving, fixed in (number[1:], number[:0:-1]):
        if variable not in fixed.free and fixed.sort[0] == "V":
            yield fixed
            if moving[0] == "dot" and variable not in moving[1].free:
                yield Term("dot", Term("tr", moving[1]), fixed)


def _is_mean_of_operators(relation: Relation) -> bool:
    op, left, right = relation
    square = op == "=" and left.sort[0] == "O" and left.sort[1] == left.sort[2]
    return square and any(part[0] == "expect" for side in (left, right) for part in open_subterms(side))


def _sign(search: Search, total: Term) -> Iterator[Theorem]:
    """A sum or mean of what is not negative is not negative."""
    functional, body = functionals.read(total)
    every = search.soon(functional.everywhere(("<=", ZERO, body))) if search.depth < MAX_DEPTH else None
    if every is not None:
        sign = functional.compare(every)
        yield rules.arithmetic([sign], ("<=", ZERO, total), [{"coefficient": 1, "premises": [0]}])


def _of_sizes(total: Term) -> Iterator[Theorem]:
    """Cauchy and Schwarz's inequality for the absolute value of a product."""
    functional, body = functionals.read(total)
    if is_size(body):
        for first, second in factorings(body[1]):
            if first.sort == SCALAR:
                yield from attempted(partial(functionals.cauchy_schwarz_of_sizes, functional, first, second))


def _products_of_sizes(search: Search, total: Term) -> Iterator[Theorem]:
    """``sum |a| |v| <= sqrt(sum a^2 sum |v|^2)``, of absolute values and norms."""
    functional, body = functionals.read(total)
    for pair in factorings(body) if search.depth < MAX_DEPTH else ():
        if all(is_size(part) or part[0] == "norm" for part in pair) and any(map(is_size, pair)):
            inside = [part[1] if is_size(part) else part for part in pair]
            alike = [search.soon(functional.everywhere(("=", squared(part), squared(one))))
                     for part, one in zip(pair, inside, strict=True) if part is not one]  # fmt: skip
            squares = [functional.compare(every) for every in alike if every is not None]
            for shown in attempted(partial(functionals.cauchy_schwarz, functional, *pair)):
                bound = Term("mul", *(functional.of(squared(one)) for one in inside))
                below = Facts([shown, *squares]).prove(("<=", squared(functional.of(product(*pair))), bound))
                yield from [] if below is None else [orders.below_root([below], *_inside_square(below))]


def _members(search: Search, pool: Pool, totals: Sequence[Term], ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Terms that occur are at most the sum of them, where these are not negative."""
    if search.depth >= MAX_DEPTH - 1:
        return
    last = replace(search, depth=MAX_DEPTH - 1)
    for total in [total for total in totals if total[0] == "sum" and total.sort == SCALAR]:
        _, index, low, high, body = total
        matcher = Matcher(frozenset({index}))
        readings = (reading for part in pool.with_head(body[0]) for reading in matcher.match(body, part, Reading()))
        for place in dict.fromkeys(reading.variables[index] for reading in readings if index in reading.variables):
            limits = [order(("<=", *ends), ground) for ends in ((low, place), (place, high))]
            inside = [limit for limit in limits if limit is not None]
            functional, summand = functionals.read(total, frozenset().union(total.free, *search.fixed()))
            sign = last.prove(functional.everywhere(("<=", ZERO, summand))) if len(inside) == 2 else None
            if sign is not None:
                yield from attempted(partial(functionals.term_below_sum, [*inside, sign], total, place))


def _squares_of_terms(search: Search, total: Term) -> Iterator[Theorem]:
    """The square of a sum of what is not negative is at least the sum of the squares."""
    if total[0] == "sum" and total.sort[0] == "S" and search.depth < MAX_DEPTH:
        functional, body = functionals.read(total)
        every = search.soon(functional.everywhere(("<=", ZERO, body)))
        if every is not None:
            yield from attempted(partial(functionals.square_of_sum, total, every))


def _over_weights(
    search: Search, totals: Sequence[Term], squared: Collection[Term], ground: Sequence[Theorem]
) -> Iterator[Theorem]:
    """Cauchy and Schwarz's inequality for sums that are squared, and what others divide squares by."""
    for quotients in totals if search.may("Cauchy-Schwarz") and search.depth < MAX_DEPTH else ():
        functional, body = functionals.read(quotients)
        root, weight = _square_over(body)
        sign = search.soon(functional.everywhere(("<", ZERO, weight))) if functional.variable in weight.free else None
        if sign is None:
            continue
        alike = [t for t in totals if t in squared and t.sort == SCALAR and _alike(t, quotients)]
        bodies = [root, *(substitute(functionals.read(t)[1], {t[1]: functional.variable}) for t in alike)]
        for numerator in dict.fromkeys(bodies):
            yield from attempted(partial(functionals.cauchy_schwarz_with_weights, functional, numerator, sign))
            if numerator == Term("max", root, neg(root)):
                same: Relation = ("=", Term("div", Term("pow", numerator, 2), body[2]), body)
                yield from map(functional.compare, filter(None, [search.prove(functional.everywhere(same))]))
        nonempty = None if functional.limits is None else order(("<=", *functional.limits), ground)
        if functional.limits is None or nonempty is not None:
            yield averages.positive(functional, sign, [] if nonempty is None else [nonempty])


def _square_over(body: Term) -> tuple[Term, Term]:
    """f and w of f^2 / w; 1 and 1 where it is no such quotient."""
    if body[0] == "div" and (body[1][0] == "pow" or body[1] == ONE):
        return (body[1][1] if body[1][0] == "pow" else ONE), body[2]
    return ONE, body[1] if body[0] == "pow" and body[2] == -1 else ONE


def _jensen(facts: Facts, total: Term) -> Theorem:
    if total[0] == "expect":
        return functionals.jensen(total)
    functional, _ = functionals.read(total)
    positive = facts.prove(("<", ZERO, functional.mass))
    return functionals.jensen_of_sum(total) if positive is None else functionals.jensen(total, [positive])


def _convexity(search: Search, total: Term) -> Iterator[Theorem]:
    """Jensen's inequality for the exponential and the logarithm."""
    functional, body = functionals.read(total)
    if body[0] not in {"exp", "log"} or not search.may("monotonicity"):
        return
    mean = functional.of(body[1])
    if body[0] == "exp":
        yield from attempted(partial(functionals.jensen_of_exp, mean))
        yield from attempted(partial(functionals.tangent_of_exp, mean))
    elif search.depth < MAX_DEPTH:
        positive = search.soon(functional.everywhere(("<", ZERO, body[1])))
        if positive is not None:
            yield from attempted(partial(functionals.jensen_of_log, mean, positive))


def _beside_mean(pool: Pool, total: Term) -> Iterator[Theorem]:
    """``E <x, u> <= |E x| |u|``, where the length of E x is spoken of."""
    functional, body = functionals.read(total)
    for x, u in (body[1:], body[:0:-1]) if body[0] == "inner" and body[1].sort[0] == "V" else ():
        if functional.variable not in u.free and Term("norm", functional.of(x)) in pool:
            yield from (spectra.cauchy_schwarz([], side, u) for side in (functional.of(x), neg(functional.of(x))))


def _mean_below_logarithm(total: Term) -> Iterator[Theorem]:
    """``E u <= log(E exp(u))``, and that the logarithm is of what is positive."""
    functional, body = functionals.read(total)
    if body[0] == "exp":
        above = functionals.jensen_of_exp(functional.of(body[1]))
        low, high = above.clause.relation[1:]
        signs = [Facts(known).prove(("<", ZERO, value)) for known, value in (([], low), ([above], high))]
        yield from (sign for sign in signs[1:] if sign is not None)
        if signs[0] is not None:
            yield orders.monotone([above, signs[0]], "log")


def _square_of_indicator(search: Search, total: Term) -> Iterator[Theorem]:
    """The same where a mean of the square of a sum with the indicator is spoken of."""
    functional, body = functionals.read(total)
    parts = [part for part in open_subterms(body) if part[0] == "div" and part[1] is part[2]]
    if body[0] == "pow" and parts:
        yield from _squares_of_indicators(search, functional, *parts)


def _squares_of_indicators(search: Search, functional: Functional, *factors: Term) -> Iterator[Theorem]:
    """The mean of the square of an indicator is its own."""
    for factor in factors:
        if factor[0] == "div" and factor[1] is factor[2] and search.depth < MAX_DEPTH:
            shown = search.prove(functional.everywhere(("=", Term("pow", factor, 2), factor)))
            if shown is not None:
                yield functional.compare(shown)


def _vectors_in_the_mean(search: Search, functional: Functional) -> Iterator[Theorem]:
    """The means of vectors that are equal whatever the outcome, as what is drawn later has a mean given what is."""
    for theorem in search.known:
        op, left, right = theorem.clause.relation
        over_outcomes = [variable.sort for variable in theorem.clause.variables] == [NATURAL]
        if op == "=" and left.sort[0] == "V" and "expect" in {left[0], right[0]} and over_outcomes:
            values = {theorem.clause.variables[0]: functional.variable}
            sides = (substitute(left, values), substitute(right, values))
            if theorem.clause == functional.everywhere((op, *sides)):
                yield functional.compare(theorem)


def _bounds_of_values(search: Search, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """``E f(X) >= c`` from what is said of f at all points, for the means that something is known of."""
    said = [(t, _value_at_all_points(t.clause)) for t in search.known]
    general = [(theorem, value) for theorem, value in said if value is not None]
    sides = (side for theorem in ground for side in theorem.clause.relation[1:]) if general else ()
    for total in dict.fromkeys(part for side in sides for part in open_subterms(side) if part[0] == "expect"):
        functional, body = functionals.read(total)
        for theorem, value in general:
            if value[:4] == body[:4]:
                yield functional.compare(rules.instantiate([theorem], [(value[4], body[4])]))


def _value_at_all_points(clause: Clause) -> Term | None:
    """The value f(x) for all x that a clause bounds, without conditions, by something else."""
    values = [side for side in clause.relation[1:] if side[0] == "fn" and clause.variables == (side[4],)]
    return values[0] if len(values) == 1 and clause.relation[0] != "=" and not clause.conditions else None


def _positive_products(search: Search, functional: Functional) -> Iterator[Theorem]:
    """The means of what is not negative whatever the outcome, and of products of two such."""
    gaps = []
    for theorem in search.known:
        op, _, right = theorem.clause.relation
        over_outcomes = [variable.sort for variable in theorem.clause.variables] == [NATURAL]
        if op != "=" and over_outcomes and right.sort == SCALAR:
            moved = Clause((), (), theorem.clause.relation)
            moved = moved.substitute({theorem.clause.variables[0]: functional.variable})
            if theorem.clause == functional.everywhere(moved.relation):
                gap = sub(moved.relation[2], moved.relation[1])
                entry = {"coefficient": 1, "premises": [0]}
                gaps.append(rules.arithmetic([functional.at(theorem)], ("<=", ZERO, gap), [entry]))
    yield from map(functional.compare, gaps[:MOST_GAPS])
    for one, other in combinations(gaps[:MOST_GAPS], 2):
        both = Term("mul", one.clause.relation[2], other.clause.relation[2])
        entry = {"coefficient": 1, "premises": [0, 1]}
        yield functional.compare(rules.arithmetic([one, other], ("<=", ZERO, both), [entry]))


def _weighted(search: Search, total: Term) -> Iterator[Theorem]:
    """Jensen's inequality with weights that are not negative."""
    functional, body = functionals.read(total)
    for place in range(1, len(body)) if body[0] == "mul" and search.depth < MAX_DEPTH else ():
        rest = tuple(part for other, part in enumerate(body[1:], 1) if other != place)
        value = rest[0] if len(rest) == 1 else Term("mul", *rest)
        if body[place].sort[0] in "SN" and functional.variable in body[place].free:
            sign = search.soon(functional.everywhere(("<=", ZERO, body[place])))
            if sign is not None:
                yield from attempted(partial(functionals.weighted_jensen, total, sign, value))
