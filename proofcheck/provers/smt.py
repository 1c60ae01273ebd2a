"""Polynomial inequalities by an SMT solver (Z3, nonlinear real arithmetic), where no certificate is found.

The answer is the solver's word, without a certificate: a weaker level of trust. Atoms become real variables. An atom
with fractional exponents becomes a power of an auxiliary variable for its root; an inverse becomes an auxiliary
variable ``i`` with ``x i = 1``; roots of primes and powers of polynomials keep their meaning.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

from proofcheck.kernel.normal import thaw
from proofcheck.provers.certificates import Mono, Poly, Rational, Sign

DEFAULT_RESOURCES = 1_000_000
_MAX_DEGREE = 64


def prove_with_z3(
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly] = (),
    *,
    sign: Sign,
    strict: bool = False,
    strict_premises: Sequence[bool] = (),
    budget: int = DEFAULT_RESOURCES,
) -> bool:
    """Whether Z3 finds that the premises and the negated goal have no solution in real numbers.

    Arguments:
        goal: a polynomial in normal form, claimed to be ``>= 0`` (``> 0`` if ``strict``).
        premises: polynomials known to be non-negative; positive where ``strict_premises`` says so.
        equalities: polynomials known to be zero.
        sign: 2 for an atom known to be positive, 1 for non-negative, 0 for unknown.
        budget: Z3's resource limit, a count of its steps; small goals need less than 300,000.

    ``False`` says nothing about the goal: Z3 may have found a solution or run out of steps.
    """
    strictness = tuple(strict_premises) or (False,) * len(premises)
    if len(strictness) != len(premises):
        raise ValueError(f"strict_premises has {len(strictness)} entries for {len(premises)} premises")
    try:
        question = _Question([goal, *premises, *equalities], sign)
        for premise, positive in zip(premises, strictness, strict=True):
            value = question.value(premise)
            question.assume(value > 0 if positive else value >= 0)
        for equality in equalities:
            question.assume(question.value(equality) == 0)
        value = question.value(goal)
    except _UnaskedError:
        return False
    question.assume(value <= 0 if strict else value < 0)
    return question.impossible(budget)


class _UnaskedError(Exception):
    """A root of something that may be negative, or a power that is too large to write down."""


class _Question:
    """Constraints on the atoms, in a context of their own: earlier questions must not influence the search."""

    def __init__(self, polys: Sequence[Mapping[Mono, Rational]], sign: Sign) -> None:
        import z3

        self._z3: Any = z3
        self._sign = sign
        self._context = z3.Context()
        self._solver = z3.SolverFor("QF_NRA", ctx=self._context)
        self._roots: dict[Any, tuple[Any, int]] = {}
        self._inverses: dict[Any, Any] = {}
        denominators: dict[Any, int] = {}
        self._collect(polys, denominators)
        for atom, denominator in denominators.items():
            self._declare(atom, denominator)
        for atom in denominators:
            self._define(atom)

    def _collect(self, polys: Sequence[Mapping[Mono, Rational]], denominators: dict[Any, int]) -> None:
        for poly in polys:
            for mono in poly:
                for atom, exponent in mono:
                    if atom not in denominators:
                        denominators[atom] = 1
                        if atom[0] == "poly":
                            self._collect([thaw(atom[1])], denominators)
                    denominators[atom] = lcm(denominators[atom], exponent.denominator)

    def _declare(self, atom: Any, denominator: int) -> None:
        sign = self._sign(atom)
        if denominator > 1 and sign == 0:
            raise _UnaskedError
        root = self._z3.Real(f"x{len(self._roots)}", self._context)
        self._roots[atom] = (root, denominator)
        if sign:
            self.assume(root > 0 if sign == 2 else root >= 0)

    def _define(self, atom: Any) -> None:
        """State the value of a prime or of a polynomial whose power is an atom."""
        if atom[0] not in {"num", "poly"}:
            return
        meaning = {(): Fraction(atom[1])} if atom[0] == "num" else thaw(atom[1])
        self.assume(self._power(atom, Fraction(1)) == self.value(meaning))

    def _inverse(self, atom: Any) -> Any:
        if atom not in self._inverses:
            root = self._roots[atom][0]
            inverse = self._z3.Real(f"i{len(self._inverses)}", self._context)
            self._inverses[atom] = inverse
            defined = root * inverse == 1
            if self._sign(atom) == 2:
                self.assume(defined)
                self.assume(inverse > 0)
            else:  # the inverse of zero is taken to be zero
                self.assume(self._z3.Or(defined, self._z3.And(root == 0, inverse == 0)))
        return self._inverses[atom]

    def _power(self, atom: Any, exponent: Rational) -> Any:
        root, denominator = self._roots[atom]
        power = int(exponent * denominator)
        if abs(power) > _MAX_DEGREE:
            raise _UnaskedError
        base = root if power > 0 else self._inverse(atom)
        return reduce(lambda x, y: x * y, [base] * abs(power))

    def value(self, poly: Mapping[Mono, Rational]) -> Any:
        """The term for a polynomial."""
        total = self._number(Fraction(0))
        for mono, coefficient in poly.items():
            factors = [self._power(atom, exponent) for atom, exponent in mono]
            total = total + reduce(lambda x, y: x * y, factors, self._number(coefficient))
        return total

    def _number(self, value: Rational) -> Any:
        return self._z3.RealVal(f"{value.numerator}/{value.denominator}", self._context)

    def assume(self, constraint: Any) -> None:
        """Add a constraint."""
        self._solver.add(constraint)

    def impossible(self, resources: int) -> bool:
        """Whether Z3 shows within so many steps that the constraints contradict each other."""
        self._solver.set("rlimit", resources)
        return bool(self._solver.check() == self._z3.unsat)
