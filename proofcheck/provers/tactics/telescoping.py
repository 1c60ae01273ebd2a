"""Sums that telescope: what a bound says of the start of a sequence is left over at its end."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, neg, num, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import at_time, product_of, sum_of, with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import functionals, samples, spectra
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.outcomes import means_of_certain
from proofcheck.provers.saturation import by_arithmetic, finish
from proofcheck.provers.tactics.induction import induct, is_of_means
from proofcheck.provers.tactics.quotients import inverse_of
from proofcheck.provers.tactics.roots import by_squares


def telescoped(search: Search, relation: Relation) -> Theorem | None:
    """A bound of a sum, from a stronger one by induction: what it says of the first term is left over at the last.

    In ``sum_{k=1}^T g_k <= |x_1|^2 / c + b T`` that is ``|x_{T+1}|^2 / c``, on the left; in a sum of
    ``(a_k - a_{k+1}) c_k``, it is ``a_{T+1} c_T``. In ``k (F(x_k) - F(p)) <= |x_0 - p|^2 / c`` it is
    ``|x_k - p|^2 / c``.
    """
    op, left, right = relation
    if op != "<=" or search.depth > 1 or not search.may("induction"):
        return None
    if any(theorem.rule == "assume" and theorem.clause.relation[2] == right for theorem in search.known):
        return None  # within an induction
    for mean, same in _start_as_mean(search, relation):
        found = telescoped(search, mean)
        return None if found is None else Facts([found, *same]).prove(relation)
    if any(_is_kept_at_end(relation, total) for total in _sums_of_means(left)):
        return induct(search, relation)
    for rest in dict.fromkeys(_rests(relation)):
        sign = by_arithmetic(search, ("<=", ZERO, rest), stages=2) or _sign_of_mean(search, rest)
        stronger = None if sign is None else induct(search, (op, Term("add", left, rest), right))
        if sign is not None and stronger is not None:
            return Facts([stronger, sign]).prove(relation)
    return None


def times_the_count(search: Search, relation: Relation) -> Theorem | None:
    """A bound of the mean of what happens along a sequence, from that of the sum."""
    op, left, right = relation
    if op == "=" or search.depth > 0 or not search.may("induction"):
        return None
    for count in dict.fromkeys(counts(left)):
        sides = [sum_of([_times(part, count) for part in _summands(side)]) for side in (left, right)]
        positive = search.relation(("<", ZERO, count))
        if positive is not None:
            bounded = telescoped(replace(search, depth=1), (op, sides[0], sides[1]))
            if bounded is not None:
                return finish(search, relation, [bounded, positive, *inverse_of(count, [positive])])
    return None


def last_beside_sum(search: Search, relation: Relation) -> Theorem | None:
    """A bound of the last member of a sequence that does not rise, or fall, from what is known of the sum of all."""
    op, *sides = relation
    if op == "=" or search.depth > 0 or not search.may("induction"):
        return None
    for total in _totals(search):
        _, index, _, high, body = total
        for count in filter(_is_index, high.free):
            last = Term("mul", count, substitute(body, {index: count}))
            for side, order in zip(sides, ((last, total), (total, last)), strict=True):
                found = induct(search, ("<=", *order)) if _is_taken_at(side, count) else None
                shown = None if found is None else _by_mean_or_sum(search.with_theorems([found]), relation, count)
                if shown is not None:
                    return shown
    return None


def bound_beside_sum(search: Search, relation: Relation) -> Theorem | None:
    """What is said of a number that is below all members of a sequence, or above, from what is known of their sum."""
    if relation[0] == "=" or search.depth > 0:
        return None
    said = [theorem.clause.relation for theorem in search.known if theorem.clause.variables]
    bounds = [
        side for op, *sides in said for side in sides if op == "<=" and side in relation[1].free | relation[2].free
    ]
    for total in _totals(search, *relation[1:]):
        functional, body = functionals.read(total, frozenset().union(total.free, *search.fixed()))
        squared = [Term("pow", bound, 2) for bound in bounds if body[0] == "pow" and body[2] == 2]
        orders_of = [order for bound in dict.fromkeys((*bounds, *squared)) for order in ((bound, body), (body, bound))]
        everywhere = (search.soon(functional.everywhere(("<=", *order))) for order in orders_of)
        found = [functional.compare(theorem) for theorem in everywhere if theorem is not None]
        shown = _by_mean_or_sum(search.with_theorems(found), relation, functional.mass) if found else None
        if shown is not None:
            return shown
    return None


def _totals(search: Search, *more: Term) -> list[Term]:
    """The sums of numbers of which something is known, and those in more terms."""
    known = [side for theorem in search.ground() for side in theorem.clause.relation[1:]]
    totals = dict.fromkeys(part for side in (*known, *more) for part in open_subterms(side) if part[0] == "sum")
    return [part for part in totals if part.sort == SCALAR]


def _by_mean_or_sum(search: Search, relation: Relation, count: Term) -> Theorem | None:
    found = _by_known_mean(search, relation, count) or by_arithmetic(search, relation, stages=2)
    if found is None and any(part[0] == "sqrt" for part in subterms(relation[2])):
        return by_squares(search, relation, lambda inner, squared: _by_known_mean(inner, squared, count))
    return found


def _is_taken_at(side: Term, index: Term) -> bool:
    return any(_is_at(part, index) for part in open_subterms(side))


def at_the_mean(search: Search, relation: Relation) -> Theorem | None:
    """A bound of a convex function at the mean of a sequence, from that of the mean of its values."""
    op, left, right = relation
    for part in dict.fromkeys(part for part in open_subterms(left) if part[0] in {"fn", "expect"}):
        functional, value = functionals.read(part) if part[0] == "expect" else (None, part)
        for count in counts(value[4]) if value[0] == "fn" else ():
            *factors, total = value[4][1:]
            at_member = Term("fn", *value[1:4], total[4])
            summed_up = functional.of(at_member) if functional else at_member
            mean, inside = (Term("mul", *factors, Term("sum", *total[1:4], each)) for each in (summed_up, at_member))
            averaged: Relation = (op, with_part(left, part, mean), right)
            bounded = times_the_count(search, averaged) or _by_known_mean(search, averaged, count)
            below = None if bounded is None else _below_mean_value(search, value, inside, count)
            if below is not None and functional is not None:
                index, low, high, _ = total[1:]
                known = attempted(partial(samples.exchanged, Functional(index, (low, high)), functional, at_member))
                below = Facts([functional.compare(below), *known]).prove(("<=", part, mean))
            if bounded is not None and below is not None:
                return finish(search, relation, [bounded, below])
    return None


def _by_known_mean(search: Search, relation: Relation, count: Term) -> Theorem | None:
    """A bound of a mean, from what is said of one, what is the same for each index taken out of it."""
    positive = search.relation(("<", ZERO, count))
    return None if positive is None else finish(search, relation, [positive, *inverse_of(count, [positive])])


def near_the_mean(search: Search, relation: Relation) -> Theorem | None:
    """``|x + (1/m) sum x_i| <= c``, where ``|x + x_i| <= c`` for each i; x may hold other means over the same i."""
    op, left, right = relation
    if op != "<=" or left[0] != "norm" or search.depth > 1:
        return None
    parts = list(left[1][1:]) if left[1][0] == "add" else [left[1]]
    means = [(part, count) for part in parts for count in counts(part) if part.sort == left[1].sort]
    for mean, count in means:
        _, index, low, high, member = mean[-1]
        i = fresh_variable(index, left.free | right.free | {index})
        rest = [_member_of_mean(part, count, i, (low, high)) for part in parts if part is not mean]
        total = Term("sum", i, low, high, sum_of([*rest, substitute(member, {index: i})]))
        sizes = [Term("sum", i, low, high, size) for size in (Term("norm", total[4]), right)]
        each = search.prove(rules.over(i, low, high, ("<=", sizes[0][4], right)))
        positive = search.relation(("<", ZERO, count)) if each is not None else None
        if each is None or positive is None:
            continue
        known = [positive, *inverse_of(count, [positive])]
        share = Term("div", ONE, count)
        same = Facts(known).identity(left, Term("norm", Term("mul", share, total)))
        sign = Facts(known).prove(("<=", ZERO, share))
        bounds = [functionals.triangle(total), rules.functional_monotone([each], *sizes)]
        whole = Facts([*known, *bounds]).prove(("<=", Term("norm", total), Term("mul", count, right)))
        if same is not None and sign is not None and whole is not None:
            scaled = spectra.scaled([sign], share, total)
            entries = [entry(0), entry(1, multiplier=share)]
            below = rules.arithmetic([scaled, whole, *known], (op, scaled.clause.relation[1], right), entries)
            return Facts([*known, same, below]).prove(relation)
    return None


def _member_of_mean(part: Term, count: Term, index: Term, ends: tuple[Term, Term]) -> Term:
    """What a mean over a range is of, perhaps with the other sign; anything else as it is."""
    mean = part[2] if part[0] == "mul" and part[1] == num(-1) and len(part) == 3 else part
    if count not in counts(mean) or mean[-1][2:4] != ends:
        return part
    member = substitute(mean[-1][4], {mean[-1][1]: index})
    return member if mean is part else neg(member)


def _below_mean_value(search: Search, value: Term, mean: Term, count: Term) -> Theorem | None:
    """Jensen's inequality for the mean of a sequence, from the tangent there, summed up."""
    _, name, domain, _, middle = value
    total = mean[-1]
    _, index, low, high, at_member = total
    c = fresh_variable(Term("var", "c", domain), frozenset().union(value.free, total.free, {index}, *search.fixed()))
    rise = Term("inner", Term("gradfn", name, domain[1], c), sub(at_member[4], c))
    tangent = Term("add", Term("fn", name, domain, SCALAR, c), rise)
    pointwise = search.prove(rules.over(index, low, high, ("<=", tangent, at_member)))
    positive = search.relation(("<", ZERO, count))
    if pointwise is None or positive is None:
        return None
    summed_up = rules.functional_monotone([pointwise], Term("sum", index, low, high, tangent), total)
    known = [rules.specialize([summed_up], [(c, middle)], []), positive, *inverse_of(count, [positive])]
    return Facts(known).prove(("<=", value, mean))


def counts(side: Term) -> Iterator[Term]:
    """What sums along sequences are divided by."""
    for part in _summands(side):
        if part[0] == "mul" and part[1][0] == "div" and part[1][1] == ONE and part[-1][0] == "sum":
            moving = any(inside[0] == "path" and part[-1][1] in inside[3].free for inside in subterms(part[-1][4]))
            if moving and part[1][2].free:
                yield part[1][2]


def _times(part: Term, count: Term) -> Term:
    """A summand times a number, which it may be divided by."""
    if part[0] == "div":
        below = [*part[2][1:]] if part[2][0] == "mul" else [part[2]]
        if count in below:
            below.remove(count)
            return Term("div", part[1], product_of(below)) if below else part[1]
    factors = [*part[1:]] if part[0] == "mul" else [part]
    share = Term("div", ONE, count)
    if share in factors:
        factors.remove(share)
        return product_of(factors)
    return Term("mul", count, *factors)


def _rests(relation: Relation) -> Iterator[Term]:
    """What may be left over of a bound, by the sums that are bounded, or by the index of what is."""
    _, left, _ = relation
    for total in dict.fromkeys(part for part in open_subterms(left) if part[0] == "sum"):
        if _is_index(total[3]) or (total[3][0] == "add" and _is_index(total[3][1]) and len(total[3].free) == 1):
            yield from _left_over(relation, total)
    yield from since_start(relation)


def _sums_of_means(side: Term) -> list[Term]:
    """The sums in a term of the means of what happens along random sequences."""
    totals = dict.fromkeys(part for part in open_subterms(side) if part[0] == "sum" and part.sort == SCALAR)
    return [total for total in totals if is_of_means(total[4])]


def _after(total: Term) -> Term:
    return poly_term(Normalizer().scalar(Term("add", total[3], ONE)))


def _is_kept_at_end(relation: Relation, total: Term) -> bool:
    """Whether a bound says itself what is left over at the end."""
    after = _after(total)
    return bool(after.free) and any(part[0] == "path" and part[3] == after for part in subterms(relation[2]))


def _start_as_mean(search: Search, relation: Relation) -> Iterator[tuple[Relation, list[Theorem]]]:
    """A bound of a sum of means with the means of what it says of where all runs start, and that these are the same."""
    op, left, right = relation
    for first in dict.fromkeys(total[2] for total in _sums_of_means(left)):
        for schema in search.known:
            equation, member, start = schema.clause.relation
            is_first = any(part[0] == "path" and part[3] == first for part in subterms(member))
            if equation != "=" or not is_first or len(schema.clause.variables) != 1 or start.sort[0] != "V":
                continue
            parts = [part for part in dict.fromkeys(_summands(right)) if start in subterms(part)]
            same = [means_of_certain(schema, part) for part in parts]
            for equal in same:
                right = with_part(right, equal.clause.relation[2], equal.clause.relation[1])
            if same:
                yield (op, left, right), same


def since_start(relation: Relation) -> Iterator[Term]:
    """What the bound of a member of a sequence, or of a multiple of a count, says of the first one, of that member."""
    _, left, right = relation
    indices = dict.fromkeys(part[3] for part in open_subterms(left) if part[0] == "path" and _is_index(part[3]))
    if not indices and left[0] == "mul":
        indices = dict.fromkeys(factor for factor in left[1:] if _is_index(factor))
    for index in indices:
        rest, start = at_time(right, ZERO, index), substitute(left, {index: ZERO})
        if index not in right.free and rest != right and Facts([]).identity(start, right) is None:
            yield rest


def _sign_of_mean(search: Search, rest: Term) -> Theorem | None:
    """That a mean of what is not negative is not negative, or a number that is not negative times it."""
    *_, mean = rest[1:] if rest[0] == "mul" else (rest,)
    if mean[0] != "expect":
        return None
    functional, body = functionals.read(mean)
    pointwise = search.soon(functional.everywhere(("<=", ZERO, body)))
    return None if pointwise is None else by_arithmetic(search.with_theorems([functional.compare(pointwise)]),
                                                        ("<=", ZERO, rest), stages=2)  # fmt: skip


def _is_index(term: Term) -> bool:
    """Whether a term is a natural number without a value."""
    return bool(term[0] == "var" and term.sort[0] == "N")


def summed(search: Search, relation: Relation) -> Theorem | None:
    """A sum is at most that of what is known to bound each summand."""
    op, left, right = relation
    if op == "=" or search.depth > 1 or not search.may("monotonicity"):
        return None
    for total in dict.fromkeys(part for part in open_subterms(left) if part[0] == "sum" and part.sort == SCALAR):
        _, index, first, last, body = total
        for bound in _bounds(search, index, body):
            pointwise = search.prove(rules.over(index, first, last, ("<=", body, bound)))
            if pointwise is not None:
                larger = Term("sum", index, first, last, bound)
                known = rules.functional_monotone([pointwise], total, larger)
                inner = replace(search, depth=search.depth + 1).relation((op, with_part(left, total, larger), right))
                found = finish(search, relation, [known, inner]) if inner is not None else None
                if found is not None:
                    return found
    return None


def term_by_term(search: Search, relation: Relation) -> Theorem | None:
    """A sum is at most another one over the same range, where each summand is known to be at most the other one's."""
    op, left, right = relation
    if op == "=" or left[0] != "sum" or right[0] != "sum" or left[2:4] != right[2:4]:
        return None
    index = fresh_variable(left[1], left.free | right.free)
    less, more = (Term("sum", index, *side[2:4], substitute(side[4], {side[1]: index})) for side in (left, right))
    pointwise = search.soon(rules.over(index, left[2], left[3], ("<=", less[4], more[4])))
    return None if pointwise is None else finish(search, relation, [rules.functional_monotone([pointwise], less, more)])


def _bounds(search: Search, index: Term, body: Term) -> Iterator[Term]:
    """What clauses about all indices say that a term is at most."""
    for theorem in search.known:
        op, less, more = theorem.clause.relation
        if op != "=" and len(theorem.clause.variables) == 1 and theorem.clause.variables[0].sort[0] == "N":
            values = {theorem.clause.variables[0]: index}
            if substitute(less, values) == body:
                yield substitute(more, values)


def _left_over(relation: Relation, total: Term) -> Iterator[Term]:
    """What the bound says of the start, at the end; and what the last summand takes from the next one."""
    _, left, right = relation
    _, index, first, last, body = total
    potential = _at(sub(right, left), first)
    if potential is not None:
        rests = [at_time(part, first, _after(total)) for part in (potential, right)]
        yield from (rest for rest in rests if first not in rest.free)
    before = _at(right, ZERO) if first == ONE else None  # the k-th summand is bounded by the steps from k - 1 to k
    if before is not None:
        yield at_time(before, ZERO, last)
    following = _at(body, Term("add", index, ONE)) if left == total else None
    if following is not None:
        yield neg(substitute(following, {index: last}))
    if left == total and last not in right.free and body[0] == "div" and index not in body[1].free:
        yield from (Term("div", body[1], tail) for tail in _tails(body[2], index, last))


def _tails(divisor: Term, index: Term, last: Term) -> Iterator[Term]:
    """What ``1 / k^p`` sums up to beyond n, at most: ``1 / ((p - 1) (n + 1/2)^(p - 1))``, by the midpoint rule."""
    if divisor[0] == "pow" and index in divisor[1].free and divisor[2] > 1:
        _, base, exponent = divisor
        middle = Term("add", substitute(base, {index: last}), num("1/2"))
        yield Term("mul", num(exponent - 1), Term("pow", middle, exponent - 1))


def _at(term: Term, index: Term) -> Term | None:
    """The summands that speak of a sequence at an index."""
    parts = [part for part in _summands(term) if any(_is_at(inside, index) for inside in subterms(part))]
    return sum_of(parts) if parts else None


def _summands(term: Term) -> Iterator[Term]:
    """The summands of a sum, perhaps divided by a number, or times some."""
    if term[0] == "add":
        for part in term[1:]:
            yield from _summands(part)
    elif term[0] == "div":
        yield from (Term("div", part, term[2]) for part in _summands(term[1]))
    elif term[0] == "mul" and any(factor[0] in {"add", "mul", "div"} for factor in term[1:]):
        place = next(place for place, factor in enumerate(term) if place and factor[0] in {"add", "mul", "div"})
        yield from (Term("mul", *term[1:place], part, *term[place + 1 :]) for part in _summands(term[place]))
    else:
        yield term


def _is_at(part: Term, index: Term) -> bool:
    return bool(part[0] == "path" and part[3] == index)
