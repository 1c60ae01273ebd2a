"""Sums and expectations inside one another: the normal form keeps their value, whatever stands under which binder."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from evaluator import World, evaluate
from generators import ON, VN

from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.readback import linear_term, poly_term
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
