"""Sums of which one runs over the terms after those of another, or over one term more: along sequences."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import permutations

from proofcheck.evidence.readback import mono_term, poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, Term, fresh_variable, is_natural, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import attempted
from proofcheck.provers.library import functionals

MOST_PAIRS = 12
"""Of sums that are compared."""


def sums_along_sequences(facts: Facts, totals: Sequence[Term]) -> Iterator[Theorem]:
    """What is left over at the ends of sums that telescope, and the last terms of those that another one lacks."""
    yield from _telescoping(facts.normalizer, totals)
    yield from _telescoping_products(facts.normalizer, totals)
    yield from _last_terms(facts, totals)


def _telescoping(normalizer: Normalizer, totals: Sequence[Term]) -> Iterator[Theorem]:
    """Sums of which one runs over the terms after those of the other."""
    atoms = dict.fromkeys(
        atom
        for total in totals
        if total[0] == "sum" and total.sort[0] == "S"
        for mono in normalizer.scalar(total)
        for atom, _ in mono
        if atom[0] == "sum"
    )
    for atom in atoms:
        if len(atom[3]) == 1 and atom[3][0][0][0] == "powi" and is_natural(poly_term(dict(atom[1]))):
            yield from attempted(partial(functionals.geometric, poly_term(dict(atom[1])), atom[2], mono_term(atom[3])))
    for before, after in list(permutations(atoms, 2))[:MOST_PAIRS]:
        if before[1] != after[1]:
            continue
        body = mono_term(before[3])
        moved = substitute(body, {before[2]: Term("add", before[2], ONE)})
        if normalizer.scalar(moved) == {after[3]: 1}:
            count = poly_term(dict(before[1]))
            if is_natural(count):
                index = fresh_variable(Term("var", "i", NATURAL), body.free | count.free)
                yield from attempted(
                    partial(functionals.telescoping, count, index, substitute(body, {before[2]: index}))
                )


def _telescoping_products(normalizer: Normalizer, totals: Sequence[Term]) -> Iterator[Theorem]:
    """The same of inner products of the members of a sequence with vectors that are beside them, as far as a dimension:
    to a number they are shown by induction.
    """
    for total in totals:
        if total[0] != "sum" or total.sort != SCALAR:
            continue
        _, index, low, high, body = total
        count = poly_term(normalizer.scalar(Term("add", sub(high, low), ONE)))
        vectors = dict.fromkeys(part for part in subterms(body) if part.sort[0] == "V")
        members = [part for part in vectors if part[0] == "path" and index in part[3].free]
        beside = [part for part in vectors if index not in part.free and part[0] != "mul"][:MOST_PAIRS]
        for before, after in permutations(members, 2) if is_natural(count) and not count.free else ():
            if before[1] == after[1] and normalizer.scalar(sub(after[3], before[3])) == {(): 1}:
                step = fresh_variable(Term("var", "i", NATURAL), total.free)
                moved = substitute(before, {index: Term("add", low, step)})
                for other in beside:
                    product = Term("inner", moved, other)
                    yield from attempted(partial(functionals.telescoping, count, step, product))


def _last_terms(facts: Facts, totals: Sequence[Term]) -> Iterator[Theorem]:
    """Sums to n of what is also summed to n - 1."""
    sums = [total for total in totals if total[0] == "sum"]
    for longer, shorter in permutations(sums, 2):
        if longer[2] != shorter[2] or not is_natural(longer[3]):
            continue
        if facts.normalizer.scalar(sub(longer[3], shorter[3])) == {(): 1}:
            inside = facts.prove(("<=", longer[2], longer[3]))
            below = facts.prove(("<=", longer[3], Term("add", longer[3], ONE)))
            if inside is not None and below is not None:
                yield from attempted(partial(rules.split_sum, [inside, below], longer, longer[3]))


__all__ = ["sums_along_sequences"]
