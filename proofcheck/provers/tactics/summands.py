"""The triangle inequality for the sum that the other side of a bound spells out: ``|a u - b v| <= |a| |u - v| + ...``.

Each summand of a bound of a length is read as the size of a vector or an operator: a factor times what is measured, an
operator applied to it, an operator of which the factor is known to be a bound. Where these, with some signs, add up to
what is measured on the left, the triangle inequality holds for them one after the other.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, permutations, product

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Combination, Normalizer, add_into
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, fresh_variable, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import is_size
from proofcheck.provers.library import spectra
from proofcheck.provers.saturation import finish
from proofcheck.provers.tactics.quotients import cleared_of

MOST_SUMMANDS, MOST_READINGS, MOST_CHOICES = 6, 6, 2000
"""Of a bound; of one of its summands; ways to choose readings and signs for all of them."""
NORMS = {"norm", "opnorm"}

Reading = tuple[Term, tuple[Theorem, ...]]
"""A vector or an operator, and what says that it is no longer than a summand."""


def by_summands(search: Search, relation: Relation) -> Theorem | None:
    """``|x| <= r``, where what the summands of r measure adds up to x, or ``|x| <= r / (1 - q)`` by ``r + q |x|``."""
    op, left, right = relation
    if right[0] == "div" and right[2][0] == "add" and left[0] in NORMS:
        factor = poly_term(Normalizer().scalar(sub(ONE, right[2])))
        shown = _below_sum(search, (op, left, Term("add", right[1], Term("mul", factor, left))))
        if shown is not None:
            return cleared_of(search, relation, right[2], lambda _, product: Facts([shown]).prove(product))
    return _below_sum(search, relation)


def _below_sum(search: Search, relation: Relation) -> Theorem | None:
    op, left, right = relation
    if op != "<=" or not search.may("triangle inequality"):
        return None
    here, there = list(summands(left)), list(summands(right))
    positive = [part for part in here if not _is_negative(part)]
    target = _measured(positive[0]) if len(positive) == 1 else None
    bound = [*there, *(neg(part) for part in here if part not in positive)]
    if target is None or not 1 < len(bound) <= MOST_SUMMANDS:
        return None
    head, whole = target
    ground = search.ground()
    readings = [list(islice(_readings(ground, head, part), MOST_READINGS)) for part in bound]
    if not search.may("operator norm"):
        readings = [[(vector, said) for vector, said in some if vector[0] != "dot"] for some in readings]
    if not all(readings):
        return None
    for parts, equal in _adding_up(ground, whole, readings):
        vectors = [vector for vector, _ in parts]
        made = [*equal, *(theorem for _, said in parts for theorem in said)]
        while len(vectors) > 1:
            rest = vectors[1] if len(vectors) == 2 else Term("add", *vectors[1:])
            made.append(spectra.triangle([], vectors[0], rest))
            vectors = vectors[1:]
        found = finish(search, relation, made)
        if found is not None:
            return found
    return None


def summands(side: Term) -> Iterator[Term]:
    """The summands of a bound, products with sums and quotients of them multiplied out."""
    if side[0] == "add":
        for part in side[1:]:
            yield from summands(part)
    elif side[0] == "div":
        for part in summands(side[1]):
            yield Term("mul", Term("div", ONE, side[2]), part)
    elif side[0] == "mul":
        choices = [list(summands(factor)) if factor.sort == SCALAR else [factor] for factor in side[1:]]
        for chosen in islice(product(*choices), MOST_SUMMANDS + 1):
            yield Term("mul", *chosen)
    elif side != ZERO:
        yield side


def _is_negative(part: Term) -> bool:
    """Whether a summand is taken off: there is a negative number among its factors."""
    numbers = [factor[1] for factor in _factors(part) if factor[0] == "num"]
    return bool(sum(number < 0 for number in numbers) % 2)


def _factors(part: Term) -> list[Term]:
    """The factors of a product, those of its factors and of whole powers included."""
    if part[0] == "mul":
        return [factor for inside in part[1:] for factor in _factors(inside)]
    if part[0] == "pow" and part[1][0] in NORMS and part[2] in {2, 3}:
        return [part[1]] * int(part[2])
    return [part]


def _measured(part: Term) -> tuple[str, Term] | None:
    """What a summand measures, by which norm, if it is the size of one thing."""
    sizes = [factor for factor in _factors(part) if factor != ONE]
    return (sizes[0][0], sizes[0][1]) if len(sizes) == 1 and sizes[0][0] in NORMS else None


def _readings(ground: Sequence[Theorem], head: str, part: Term) -> Iterator[Reading]:
    """The vectors, or the operators, that are no longer than a summand as it is written."""
    if _is_negative(part):
        return
    choices = [[factor[1]] if factor[0] in NORMS else [*_bounded(ground, factor), factor] for factor in _factors(part)]
    for chosen in islice(product(*choices), MOST_READINGS):
        vectors, operators = ([one for one in chosen if one.sort[0] == kind] for kind in "VO")
        if len(vectors) == (head == "norm"):
            yield from _applied(ground, [one for one in chosen if one.sort[0] not in "VO"], operators, vectors)


def _bounded(ground: Sequence[Theorem], number: Term) -> list[Term]:
    """What a number is known to be a bound of: vectors and operators, by their length, and numbers, by their size."""
    said = [t.clause.relation[1] for t in ground if t.clause.relation[0] != "=" and t.clause.relation[2] == number]
    return [size[1] if size[0] in NORMS else size for size in said if size[0] in NORMS or is_size(size)]


def _applied(
    ground: Sequence[Theorem], numbers: Sequence[Term], operators: Sequence[Term], lengths: list[Term]
) -> Iterator[Reading]:
    """The number times the operators one after the other, applied to the vector: in each order in which that is."""
    for order in dict.fromkeys(permutations(operators)) if len(operators) < 4 else ():
        chain = [*order, *lengths]
        if not chain or any(one.sort[2] != two.sort[1] for one, two in pairwise(chain)):
            continue
        said: list[Theorem] = []
        made = chain[-1]
        for operator in reversed(chain[:-1]):
            said.append(spectra.operator_norm([], operator, made))
            made = Term("dot", operator, made)
        found = _multiplied(ground, numbers, made)
        if found is not None:
            vector, steps = found
            yield vector, (*said, *steps)


def _multiplied(ground: Sequence[Theorem], numbers: Sequence[Term], vector: Term) -> Reading | None:
    """A number times a vector, and the length of that; the inside of an absolute value is multiplied by."""
    said = []
    for number in numbers:
        if number[0] == "num":
            vector = Term("mul", number, vector)
            continue
        if is_size(number) and vector.sort[0] == "V":
            said.append(spectra.multiple([], number[1], vector))
            vector = Term("mul", number[1], vector)
            continue
        sign = Facts(ground).prove(("<=", ZERO, number), quick=True) if vector.sort[0] == "V" else None
        if sign is None:
            return None
        said += [sign, spectra.scaled([sign], number, vector)]
        vector = Term("mul", number, vector)
    return vector, tuple(said)


def _adding_up(
    ground: Sequence[Theorem], whole: Term, readings: Sequence[list[Reading]]
) -> Iterator[tuple[list[Reading], list[Theorem]]]:
    """The readings, with signs, that add up to what is measured: by themselves, or by equations."""
    facts, equations = Facts(ground), Equations(ground)
    form = facts.normalizer.form
    signed = [[(neg(v) if sign < 0 else v, said) for v, said in some for sign in (1, -1)] for some in readings]
    target = form(whole)
    forms = [[form(vector) for vector, _ in some] for some in signed]
    places = [range(len(some)) for some in signed]
    rewritten = 0
    for chosen in islice(product(*places), MOST_CHOICES):
        total: Combination = {}
        for some, place in zip(forms, chosen, strict=True):
            total = _plus(total, some[place])
        parts = [some[place] for some, place in zip(signed, chosen, strict=True)]
        if total == target:
            yield parts, []
        elif equations and rewritten < MOST_SUMMANDS * MOST_READINGS and len(signed) < 4:
            rewritten += 1
            equal = equations.prove(whole, Term("add", *(vector for vector, _ in parts)))
            if equal is not None:
                hole = fresh_variable(Term("var", "hole", whole.sort), whole.free | equal.clause.relation[2].free)
                yield parts, [rules.congruence([equal], hole, Term(_head(whole), hole))]


def _head(whole: Term) -> str:
    return "norm" if whole.sort[0] == "V" else "opnorm"


def _plus(one: Combination, other: Combination) -> Combination:
    """The sum of two normal forms."""
    total = dict(one)
    for word, poly in other.items():
        total[word] = add_into(dict(total.get(word, {})), poly)
    return {word: poly for word, poly in total.items() if poly}
