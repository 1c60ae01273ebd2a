"""What is known of means of products where members of a sample are independent, said before the search begins.

``E f(X_1) g(X_2) = E f(X_1) E g(X_2)`` for the products of which a problem takes the mean, and
``E exp(sum_i h(X_i)) = prod_i E exp(h(X_i))``, as ``exp(sum_i log E exp(h(X_i)))``, for the exponentials of sums.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Problem, sides
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, Term, fresh_variable, num, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import attempted
from proofcheck.provers.forms import with_part
from proofcheck.provers.library.members import Sample, exponential_of_sum

MOST_SUMS, MOST_PRODUCTS, MOST_MEANS, MOST_FACTORS = 3, 3, 4, 4
"""Exponentials of sums, products and means that are looked at, and how many factors products may have."""


def independent_members(problem: Problem, hypotheses: Sequence[Clause]) -> Iterator[Theorem]:
    """What follows of means that the goal speaks of; hypotheses are those that compare outcomes."""
    for sample in [found for clause in hypotheses if (found := _sample(clause, problem)) is not None]:
        means = [m for side in sides(problem.goal) for m in subterms(side) if m[0] == "expect" and m[3] == sample.space]
        bodies = list(dict.fromkeys(substitute(mean[2], {mean[1]: sample.outcome}) for mean in means))
        sums = dict.fromkeys(h for body in bodies if body[0] == "exp" for h in _summands(sample, body[1]))
        sums |= dict.fromkeys(_tilted(sample, problem, bodies))
        alike = next((clause for clause in hypotheses if _is_of_one_kind(clause, sample)), None)
        for body in islice(sums, MOST_SUMS):
            yield from attempted(partial(exponential_of_sum, sample, body))
            if alike is not None and sample.index not in sample.function(body)[0].free:
                yield from attempted(partial(exponential_of_sum, sample, body, alike))
        known = [rules.assume([], c) for c in problem.hypotheses if not c.variables and not c.conditions]
        if alike is not None:
            for body in bodies[:MOST_MEANS]:
                yield from _of_one_member(sample, alike, body, Facts(known))
        for body in islice((body for body in bodies if len(_numbers(sample, body)) > 1), MOST_PRODUCTS):
            yield from _of_product(sample, alike, body, Facts(known))


def _sample(clause: Clause, problem: Problem) -> Sample | None:
    """The sample of which a hypothesis says that its members are independent."""
    op, left, _ = clause.relation
    if (op, left[0], len(clause.variables), len(clause.conditions)) != ("=", "expect", 2, 4):
        return None
    total = next((part for part in subterms(left) if part[0] == "sum" and part[3] is clause.variables[1]), None)
    if total is None or total[4][0] != "pow":
        return None
    apart = total[4][1][1] if total[4][1][0] == "norm" else total[4][1]
    spoken = (term.free for said in (problem.goal, *problem.hypotheses) for term in sides(said))
    taken = frozenset[Term]().union(*spoken)
    index = fresh_variable(Term("var", "i", NATURAL), taken)
    outcome = fresh_variable(Term("var", "omega", NATURAL), taken | {index})
    member = substitute(apart[1], {total[1]: index, left[1]: outcome}) if apart[0] == "add" else None
    return None if member is None else Sample(clause, member, index, outcome, left[3])


def _of_one_member(sample: Sample, alike: Clause, body: Term, facts: Facts) -> Iterator[Theorem]:
    """The mean of a function of one member, as that of the first one."""
    family = _family(sample)[1:3]
    indices = list(dict.fromkeys(part[3] for part in subterms(body) if part[0] == "path" and part[1:3] == family))
    if len(indices) != 1 or indices[0] == ONE or body.sort != SCALAR or not _is_of(sample, body, indices):
        return
    ends = [facts.prove(("<=", ONE, indices[0])), facts.prove(("<=", indices[0], sample.last))]
    inside = [end for end in ends if end is not None]
    if len(inside) == len(ends):
        pair = partial(sample.of_one_kind, alike, indices[0], inside)
        yield from attempted(lambda: pair().equal_means(*sample.function(body, indices[0])))


def _is_of_one_kind(clause: Clause, sample: Sample) -> bool:
    """Whether a hypothesis says that the members of a sample take each value with one probability."""
    op, left, right = clause.relation
    plain = (op, left[0], right[0]) == ("=", "expect", "expect") and len(clause.variables) == 2
    family = _family(sample)[1:3]
    return (
        plain
        and any(part[0] == "path" and part[1:3] == family for part in subterms(left))
        and not any(part[0] == "sum" for part in subterms(left))
    )


def _summands(sample: Sample, term: Term) -> Iterator[Term]:
    """What is summed over all members, times what the sum is multiplied by."""
    if term[0] == "sum":
        body = substitute(term[4], {term[1]: sample.index})
        if term[2:4] == (ONE, sample.last) and _is_of(sample, body, [sample.index]):
            yield body
        return
    places = [slot for slot in slots(term) if sample.outcome in term[slot].free]
    if term[0] == "add":
        for place in places:
            yield from _summands(sample, term[place])
    elif len(places) == 1 and term[0] in {"mul", "div", "inner"}:
        parts = list(term)
        for inner in _summands(sample, term[places[0]]):
            parts[places[0]] = inner
            yield Term(*parts)


def _tilted(sample: Sample, problem: Problem, bodies: Sequence[Term]) -> Iterator[Term]:
    """What stands in the exponential of one member that hypotheses speak of, for all of them, beside events of sums."""
    whole = [part for body in bodies for part in subterms(body) if part[0] == "sum" and part[2:4] == (ONE, sample.last)]
    if not any(part[0] == "div" and part[1] is part[2] for body in bodies for part in subterms(body)) or not whole:
        return
    for mean in [m for clause in problem.hypotheses for side in sides(clause) for m in subterms(side)]:
        if mean[0] != "expect" or mean[3] != sample.space or mean[2][0] != "exp":
            continue
        exponent = substitute(mean[2][1], {mean[1]: sample.outcome})
        family = _family(sample)[1:3]
        indices = list(dict.fromkeys(p[3] for p in subterms(exponent) if p[0] == "path" and p[1:3] == family))
        if len(indices) == 1 and _is_of(sample, exponent, indices):
            member, of_all = sample.at(indices[0], sample.outcome), indices[0][0] == "var"
            yield (
                substitute(exponent, {indices[0]: sample.index})
                if of_all
                else with_part(exponent, member, sample.member)
            )


def _is_of(sample: Sample, term: Term, indices: Sequence[Term]) -> bool:
    """Whether a term speaks of the outcome by these members alone."""
    for index in indices:
        member = sample.at(index, sample.outcome)
        term = with_part(term, member, fresh_variable(Term("var", "x", member.sort), term.free))
    return sample.outcome not in term.free


def _numbers(sample: Sample, term: Term) -> list[int]:
    """The numbers of the members in a term, if it speaks of the outcome by them alone."""
    found = {part[-1] for part in subterms(term) if part[0] == "path" and part[1:3] == _family(sample)[1:3]}
    numbers = sorted(int(index[1]) for index in found if index[0] == "num" and index[1] >= 1)
    return numbers if _is_of(sample, term, [num(n) for n in numbers]) else []


def _family(sample: Sample) -> Term:
    """The member of the sequence that makes a member of the sample."""
    return next(part for part in subterms(sample.member) if part[0] == "path" and part[3] is sample.index)


def _of_product(sample: Sample, alike: Clause | None, body: Term, facts: Facts) -> Iterator[Theorem]:
    """The mean of a product of functions of members that have numbers: that of the last one is taken out, and so on."""
    factors = list(_factors(body))
    for _ in range(MOST_FACTORS):
        numbers = [_numbers(sample, factor) for factor in factors]
        last = max((max(found) for found in numbers if found), default=0)
        own = [factor for factor, found in zip(factors, numbers, strict=True) if found == [last]]
        rest = [factor for factor, found in zip(factors, numbers, strict=True) if last not in found]
        varying = any(found for found in numbers if last not in found)
        ends = [facts.prove(("<=", ONE, num(last))), facts.prove(("<=", num(last), sample.last))]
        inside = [end for end in ends if end is not None]
        if len(own) + len(rest) < len(factors) or not varying or len(inside) < len(ends):
            return
        yield from attempted(partial(_factored, sample, num(last), _times(rest), _times(own), inside))
        yield from _of_one_member(sample, alike, _times(own), facts) if alike is not None else ()
        factors = rest


def _factored(sample: Sample, index: Term, u: Term, v: Term, inside: Sequence[Theorem]) -> Theorem:
    return sample.independent(index, inside).factored(u, v, sample.alike(index, u, v))


def _factors(body: Term) -> Iterator[Term]:
    """The numbers of which a number is the product; of the exponential of a sum, those of the summands."""
    if body[0] == "mul" and body.sort == SCALAR:
        for part in body[1:]:
            yield from _factors(part)
    elif body[0] == "exp" and body[1][0] == "add":
        yield from (Term("exp", part) for part in body[1][1:])
    elif body[0] == "exp" and body[1][0] == "mul" and body[1][-1][0] == "add":
        yield from (Term("exp", Term("mul", *body[1][1:-1], part)) for part in body[1][-1][1:])
    else:
        yield body


def _times(factors: Sequence[Term]) -> Term:
    return factors[0] if len(factors) == 1 else Term("mul", *factors)
