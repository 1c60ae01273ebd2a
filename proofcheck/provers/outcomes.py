"""What holds whatever the outcome, put into the means that occur: ``E f(X) = E f(Y)``, where X = Y surely."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import NATURAL, ZERO, Term, fresh_variable, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import put_in, with_part
from proofcheck.provers.instances import Pool, open_subterms
from proofcheck.provers.library import functionals
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.library.terms import product
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.values import solve_shift

MOST_MEANS = 24
"""Means into which equations are put."""


def equal_whatever_the_outcome(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Means of what an equation that holds whatever the outcome says otherwise: the letter or member on its left."""
    equations = [theorem for theorem in search.known if _says_what_a_letter_is(theorem.clause)]
    if not equations:
        return
    facts = Facts([t for t in ground if t.rule == "assume"])
    for total in [total for total in pool.with_head("expect") if total.sort[0] in "SV"][:MOST_MEANS]:
        functional, body = functionals.read(total, frozenset().union(*search.fixed()))
        for equation in equations:
            if equation.clause.relation[1][0] == "expect":
                yield from _mean_put_in(equation, functional, body, facts)
            for part, known in _instances(equation, functional, body, facts):
                yield from attempted(partial(_put_in, functional, body, part, known))


def compares_outcomes(clause: Clause) -> bool:
    """Whether a hypothesis speaks, in a mean, of outcomes at which something is as it is at another one.

    Of conditional means in this form no prover makes anything: what follows of means is supposed beside them.
    """
    outer = {variable for variable in clause.variables if variable.sort == NATURAL}
    return any(_compares(part, outer) for side in clause.relation[1:] for part in subterms(side))


def _compares(part: Term, outer: Collection[Term]) -> bool:
    if part[0] != "expect":
        return False
    drawn = {(inside[1], inside[3]) for inside in subterms(part[2]) if inside[0] == "path" and inside[2][0] != "O"}
    here = {name for name, at in drawn if at == part[1]}
    return any(at in outer and name in here for name, at in drawn)


def _says_what_a_letter_is(clause: Clause) -> bool:
    op, left, right = clause.relation
    outcomes = [v for v in clause.variables if v.sort == NATURAL and v in left.free]
    return op == "=" and bool(outcomes) and left[0] in {"path", "dot", "expect"} and left not in open_subterms(right)


def _mean_put_in(equation: Theorem, functional: Functional, body: Term, facts: Facts) -> Iterator[Theorem]:
    """``E<g, x> = E<F(x), x>``, where E[g | x] = F(x): what a mean given an outcome is, in products with what is known.

    A square as of ``x - g`` is a sum of such products, too.
    """
    clause = equation.clause
    mean, outcomes = clause.relation[1], [v for v in clause.variables if v.sort == NATURAL]
    if len(clause.variables) != 1 or functional.limits is not None:
        return
    for part in dict.fromkeys(part for part in open_subterms(body) if part[0] == "expect" and part[3] == mean[3]):
        content = substitute(mean[2], {mean[1]: part[1], outcomes[0]: functional.variable})
        hole = fresh_variable(Term("var", "hole", content.sort), part.free | content.free | body.free)
        whole = with_part(part[2], content, hole)
        squared = {side: _beside(side[1] if side[0] == "norm" else side, hole) for side in _squared(whole)}
        products = [product(hole, beside) for beside in squared.values() if beside is not None]
        for template in (whole, *products):
            if template != hole and hole in template.free and part[1] not in template.free:
                inner = Term("expect", part[1], substitute(template, {hole: content}), part[3])
                around = body if template == whole else inner
                for known in _at(equation, functional, {outcomes[0]: functional.variable}, facts):
                    yield from attempted(partial(_in_product, functional, around, inner, known, hole, template))


def _squared(body: Term) -> Iterator[Term]:
    """What is squared in a body."""
    return (part[1] for part in open_subterms(body) if part[0] == "pow" and part[2] == 2)


def _beside(body: Term, hole: Term) -> Term | None:
    """The terms of a sum in which a letter does not stand; nothing where there are none."""
    if hole not in body.free:
        return body
    if body[0] != "add":
        return None
    terms = [term for term in (_beside(part, hole) for part in body[1:]) if term is not None]
    return Term("add", *terms) if len(terms) > 1 else terms[0] if terms else None


def _in_product(functional: Functional, body: Term, mean: Term, known: Theorem, hole: Term, template: Term) -> Theorem:
    """A mean of means of what is linear in a letter that has a mean, with that mean in its place."""
    value = substitute(template, {hole: known.clause.relation[2]})
    said = rules.identity([known], mean, value, [{"equation": 0, "hole": hole, "template": template}])
    return functional.compare(put_in(said, mean, body))


def _instances(equation: Theorem, functional: Functional, body: Term, facts: Facts) -> Iterator[tuple[Term, Theorem]]:
    """The equation at the outcomes of a mean, for what of the same form as its left side stands there, with that."""
    clause = equation.clause
    left = clause.relation[1]
    for part in dict.fromkeys(part for part in open_subterms(body) if part[0] == left[0]):
        for values in _values(left, part, clause.variables) if functional.variable in part.free else ():
            if values.keys() == set(clause.variables):
                yield from ((part, known) for known in _at(equation, functional, values, facts))


def _values(left: Term, part: Term, variables: Sequence[Term]) -> Iterator[Mapping[Term, Term]]:
    """What the variables have to be for the left side to be a part; of ``x_{k+1}`` and ``x_1``, k = 0."""
    yield from (reading.variables for reading in Matcher(frozenset(variables)).match(left, part, Reading()))
    (head, index), (other, number) = map(_indexed, (left, part))
    steps = [v for v in variables if v in index.free]
    if len(steps) == 1 and number[0] == "num" and (step := solve_shift(index, steps[0], number)) is not None:
        moved = substitute(head, {steps[0]: step})
        yield from (
            {**reading.variables, steps[0]: step}
            for reading in Matcher(frozenset(variables) - {steps[0]}).match(moved, other, Reading())
        )


def _indexed(member: Term) -> tuple[Term, Term]:
    """A member of a sequence with its index in a place of its own, and the index."""
    path = member[1] if member[0] == "dot" else member
    if path[0] != "path":
        return member, ZERO
    return with_part(member, path, Term(*path[:3], ZERO)), path[3]


def _at(equation: Theorem, functional: Functional, values: Mapping[Term, Term], facts: Facts) -> Iterator[Theorem]:
    """The equation at these values, under the conditions on outcomes."""
    within = functional.everywhere(fact("=", functional.variable, functional.variable).relation).conditions
    needed = []
    for condition in equation.clause.conditions:
        wanted = condition.substitute(values)
        shown = rules.assume([], wanted) if wanted in within else facts.prove(wanted.relation, quick=True)
        if shown is None:
            return
        needed.append(shown)
    yield from attempted(partial(rules.instantiate, [equation, *needed], list(values.items())))


def _put_in(functional: Functional, body: Term, part: Term, known: Theorem) -> Theorem:
    return functional.compare(put_in(known, part, body))


def means_of_certain(equation: Theorem, part: Term) -> Theorem:
    """``E f(X) = f(c)``, from what says that X is c whatever the outcome, for a number f(c)."""
    clause = equation.clause
    certain = clause.relation[2]
    [outcomes] = [condition.relation[2][1] for condition in clause.conditions if condition.relation[2][0] == "dim"]
    functional = Functional(clause.variables[0], None, outcomes)
    mean = _put_in(functional, part, certain, functional.at(equation))
    return rules.arithmetic([mean], ("=", mean.clause.relation[1], part), [{"coefficient": 1, "equality": 0}])
