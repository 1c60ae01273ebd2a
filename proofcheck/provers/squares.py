"""Search for Positivstellensatz certificates with sums of squares that have to be found, by semidefinite programming.

To show ``goal >= 0`` from premises ``p_i >= 0`` and equalities ``q_j = 0``, find an exact identity

    goal = sum of s_I * (product of the premises and non-negative atoms in I) + sum of h_j * q_j,

where each ``s_I`` is a sum of squares: ``b' Q b`` with a vector ``b`` of monomials and a positive semidefinite ``Q``.
Nothing here is trusted: the kernel expands what is found.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from proofcheck.provers.certificates import Certificate, CertificateTerm, Multiply, Poly, Sign, expanded
from proofcheck.provers.relaxations import Block, Ideal, Program, programs_for, pruned
from proofcheck.provers.rings import Ring
from proofcheck.provers.semidefinite import Solved, is_constant, solution


def find_squares(
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly] = (),
    *,
    multiply: Multiply,
    sign: Sign,
    nonzero: Callable[[Any], bool] = lambda atom: False,
    strict: bool = False,
    strict_premises: Sequence[bool] = (),
) -> Certificate | None:
    """A certificate that ``goal >= 0`` (``> 0`` if ``strict``), or ``None`` if none is found.

    The arguments are those of :func:`proofcheck.provers.linear.find_certificate`. Small problems only: at most six
    atoms whose powers simply multiply, of degree six at most; premises that speak of others are left out.
    """
    strictness = tuple(strict_premises) or (False,) * len(premises)
    if len(strictness) != len(premises):
        raise ValueError(f"strict_premises has {len(strictness)} entries for {len(premises)} premises")
    ring = Ring.around(goal, [*premises, *equalities], multiply, sign, nonzero)
    if ring is None:
        return None
    tried: list[Program] = []
    for program in programs_for(ring, goal, premises, equalities, strictness, strict):
        if program in tried:
            continue
        tried.append(program)
        solved = solution(program)
        if solved is None:
            continue
        certificate = _written(_sparse(program, solved), ring)
        if expanded(certificate, premises, equalities, multiply) == goal:
            return certificate
    return None


def _sparse(program: Program, solved: Solved) -> Solved:
    """A solution that uses fewer premises, where leaving out one after the other allows it."""
    parts: list[Block | Ideal] = [*program.blocks, *program.ideals]
    for part in reversed(parts):
        fewer = pruned(_without(program, part))
        found = None if fewer is None else solution(fewer)
        if fewer is not None and found is not None:
            program, solved = fewer, found
    return solved


def _without(program: Program, part: Block | Ideal) -> Program:
    if isinstance(part, Ideal):
        return replace(program, ideals=tuple(ideal for ideal in program.ideals if ideal != part))
    kept = (b for b in program.blocks if b.weight != part.weight or any(form not in part.basis for form in b.basis))
    return replace(program, blocks=tuple(kept))


def _written(solved: Solved, ring: Ring) -> Certificate:
    """The solution as a certificate."""
    unit = solved.program.unit
    terms: list[CertificateTerm] = []
    for block, squares in zip(solved.program.blocks, solved.squares, strict=True):
        weight = block.weight
        for coefficient, form in squares:
            constant = is_constant(form)
            factor = coefficient * (next(iter(form.values())) ** 2 if constant else 1) * weight.unit / unit
            square = None if constant else ring.poly(form)
            monomial = ring.mono(weight.monomial)
            terms.append(CertificateTerm(factor, weight.premises, monomial=monomial, square=square))
    rest = iter(solved.multipliers)
    for ideal in solved.program.ideals:
        for powers, value in zip(ideal.monomials, rest, strict=False):
            if value:
                terms.append(CertificateTerm(value * ideal.unit / unit, (), ideal.equality, ring.mono(powers)))
    return tuple(terms)
