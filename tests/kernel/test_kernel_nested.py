"""Sums and expectations inside one another: the normal form keeps their value, whatever stands under which binder."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from evaluator import World, evaluate
from generators import ON, VN

from proofcheck.evidence.readback import linear_term, poly_term
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.normal.combinations import renamed, reserved
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, num, sub

N = Term("dim", "n")
K = Term("var", "k", NATURAL)
x, y = (Term("var", name, VN) for name in "xy")
A, B = (Term("var", name, ON) for name in "AB")
Indices = tuple[Term, ...]


class Drawn:
    """Random terms in a few indices; names of bound variables repeat, and hide one another."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)

    def _unit(self, among: Indices) -> Term:
        return Term("basis", "n", self.pick.choice(among))

    def scalar(self, depth: int, among: Indices) -> Term:
        if depth == 0:
            return self.pick.choice([Term("path", "a", SCALAR, self.pick.choice(among)), num(2)])
        below = depth - 1
        makers: list[Callable[[], Term]] = [
            lambda: Term("inner", self.vector(below, among), self.vector(below, among)),
            lambda: Term("inner", self.operator(below, among), self.operator(below, among)),
            lambda: Term("mul", self.scalar(below, among), self.scalar(below, among)),
            lambda: Term("sin", sub(self.scalar(below, among), self.scalar(0, among))),
            lambda: self.functional(self.scalar, depth, among),
        ]
        return self.pick.choice(makers)()

    def vector(self, depth: int, among: Indices) -> Term:
        if depth == 0:
            return self.pick.choice([x, y, self._unit(among), Term("path", "w", VN, self.pick.choice(among))])
        below = depth - 1
        makers: list[Callable[[], Term]] = [
            lambda: self.vector(0, among),
            lambda: Term("dot", self.operator(below, among), self.vector(below, among)),
            lambda: Term("mul", self.scalar(below, among), self.vector(below, among)),
            lambda: Term("add", self.vector(below, among), self.vector(below, among)),
            lambda: self.functional(self.vector, depth, among),
        ]
        return self.pick.choice(makers)()

    def operator(self, depth: int, among: Indices) -> Term:
        if depth == 0:
            return self.pick.choice([A, B, Term("outer", self._unit(among), self._unit(among))])
        below = depth - 1
        makers: list[Callable[[], Term]] = [
            lambda: self.operator(0, among),
            lambda: Term("tr", self.operator(below, among)),
            lambda: Term("outer", self.vector(below, among), self.vector(below, among)),
            lambda: Term("dot", self.operator(below, among), self.operator(below, among)),
            lambda: self.functional(self.operator, depth, among),
        ]
        return self.pick.choice(makers)()

    def functional(self, of: Callable[[int, Indices], Term], depth: int, among: Indices) -> Term:
        index = Term("var", self.pick.choice("ijk"), NATURAL)
        body = of(depth - 1, (*among, index, index))
        if self.pick.random() < 0.2:
            return Term("expect", index, body, "n")
        ranges = [(ONE, N), (ZERO, sub(N, ONE)), (ONE, self.pick.choice(among))]
        return Term("sum", index, *self.pick.choice(ranges), body)


@pytest.mark.parametrize("seed", range(3))
def test_nested_functionals_keep_their_value(seed: int, pytestconfig: pytest.Config) -> None:
    drawn = Drawn(seed)
    for number in range(10_000 if pytestconfig.getoption("--full") else 60):
        scalar = number % 2 == 0
        term = drawn.functional(drawn.scalar if scalar else drawn.vector, 4, (K,))
        form = Normalizer().form(term)
        read = poly_term(form) if scalar else linear_term(form) if form else Term("mul", ZERO, term)
        world = World(number, dims={"n": drawn.pick.choice([1, 2, 3])}).bind(K, drawn.pick.choice([0, 1, 2, 5]))
        left, right = evaluate(term, world), evaluate(read, world)
        assert np.max(np.abs(left - right)) <= 1e-6 * (1 + np.max(np.abs(left))), term


X, Y = (Term("path", name, SCALAR, Term("var", "k", NATURAL)) for name in "xy")
K, I, J, N = Term("var", "k", NATURAL), Term("var", "i", NATURAL), Term("var", "j", NATURAL), Term("dim", "n")


def total(body: Term, index: Term) -> Term:
    return Term("sum", index, ONE, N, body)


def at(path: Term, index: Term) -> Term:
    return Term("path", path[1], SCALAR, index)


def test_a_sum_within_a_sum_is_the_same_as_by_itself() -> None:
    """What does not depend on the outer variable is taken out of the sum, and numbered as if it stood alone."""
    square = Term("pow", sub(at(X, I), at(Y, J)), 2)
    parts = [Term("mul", N, total(Term("pow", at(path, K), 2), K)) for path in (X, Y)]
    apart = Term("add", *parts, Term("mul", num(-2), total(at(X, K), K), total(at(Y, K), K)))
    assert Normalizer().form(total(total(square, J), I)) == Normalizer().form(apart)
    assert Normalizer().form(total(total(square, I), J)) == Normalizer().form(apart)


def test_renaming_catches_no_variable() -> None:
    """In the sum over #1 of x(#0) y(#1), with #1 for #0, the variable of the sum becomes another one."""
    outer, bound, other = (Term("var", f"#{k}", NATURAL) for k in range(3))
    ((((atom, _),), _),) = Normalizer().form(total(Term("exp", Term("mul", at(X, outer), at(Y, I))), I)).items()
    assert atom[2] is bound
    assert reserved(atom) == {outer}
    moved = renamed(atom, {outer: bound})
    assert moved[2] is other
    assert reserved(moved) == {bound}
    assert renamed(moved, {bound: outer}) is atom


def test_the_order_of_atoms_is_the_same_however_variables_are_numbered() -> None:
    low, high = (Term("var", f"#{k}", NATURAL) for k in (9, 10))
    assert low.key < high.key, "numbers are compared as numbers"
    for name in ("a", "z", "a long name, so that what is said of a term is shortened to a digest"):
        one, others = Term("path", name, SCALAR, low), [Term("path", "m", SCALAR, k) for k in (low, high)]
        assert len({one.key < other.key for other in others}) == 1
