"""Time to find a certificate, or to give up, for the inequalities of the kind that proofs consist of."""

from fractions import Fraction
from functools import partial

import pytest

from proofcheck.kernel.normal import Form, Poly, add_into, constant, multiply, order
from proofcheck.kernel.terms import Term
from proofcheck.provers.linear import find_certificate

ROOT2: Poly = {((Form("num", 2), Fraction(1, 2)),): Fraction(1)}


def product(coefficient, **exponents) -> Poly:
    powers = [(Term("var", name, ("S",)), Fraction(e)) for name, e in exponents.items() if e]
    return {tuple(sorted(powers, key=lambda item: order(item[0]))): Fraction(coefficient)}


def total(*polys: Poly) -> Poly:
    result: Poly = {}
    for poly in polys:
        add_into(result, poly)
    return result


def sign(positive: str, atom) -> int:
    return 2 if atom[0] == "num" or atom[1] in positive.split() else 0


def singular_value(denominator: int):
    """a^2 + 2c + b^2 >= s^2 / denominator, from a <= s/2, s <= b and the rest of Weyl's perturbation bound."""
    goal = total(product(1, a=2), product(2, c=1), product(1, b=2), product(Fraction(-1, denominator), s=2))
    half, gap = total(product(Fraction(1, 2), s=1), product(-1, a=1)), total(product(1, b=1), product(-1, s=1))
    cauchy = total(product(1, c=1), product(1, a=1, b=1))
    return partial(find_certificate, goal, [half, product(1, a=1), gap, product(1, s=1), cauchy])


def radius(share: int):
    """D < smin / (share beta), from a bound on D alpha and a threshold on alpha."""
    goal = total(product(Fraction(1, share), smin=1, beta=-1), product(-1, D=1))
    near = total(multiply(ROOT2, product(1, ell=1)), product(Fraction(-1, 2), D=1, alpha=1, smin=1))
    large = total(
        product(1, alpha=1, smin=3), multiply(constant(-12), multiply(ROOT2, product(1, beta=1, smax=1, ell=1)))
    )
    ordered = total(product(1, smax=1), product(-1, smin=1))
    return partial(find_certificate, goal, [near, large, ordered, product(1, D=1), product(1, ell=1)], strict=True)


def chain(length: int):
    """x_0 <= ... <= x_n, among as many inequalities that do not matter."""
    steps = [total(product(1, **{f"x{i + 1}": 1}), product(-1, **{f"x{i}": 1})) for i in range(length)]
    noise = [total(product(1, **{f"y{i}": 2}), product(-1, **{f"x{i}": 1})) for i in range(length)]
    goal = total(product(1, **{f"x{length}": 1}), product(-1, x0=1))
    return partial(find_certificate, goal, [*steps, *noise])


FOUND = {"singular value": singular_value(4), "radius": radius(2), "chain": chain(12)}
NOT_FOUND = {"singular value": singular_value(3), "radius": radius(12)}


@pytest.mark.parametrize("name", FOUND)
def test_certificates_that_exist(benchmark, name):
    find = partial(FOUND[name], multiply=multiply, sign=partial(sign, "alpha beta smin smax"))
    assert benchmark(find) is not None


@pytest.mark.parametrize("name", NOT_FOUND)
def test_certificates_that_do_not_exist(benchmark, name):
    find = partial(NOT_FOUND[name], multiply=multiply, sign=partial(sign, "alpha beta smin smax"))
    assert benchmark(find) is None
