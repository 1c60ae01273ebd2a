"""Two claims that mean different things never print alike: random ones, of every kind of node, nested."""

import random
import re
from collections import defaultdict

import pytest

from proofcheck.lang import (
    define,
    define_function,
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    identity,
    ill_typed,
    implies,
    infimum,
    inner,
    integral,
    jacobian,
    latex,
    lmin,
    mapping,
    maximum,
    minimum,
    nabla,
    named_first,
    named_last,
    natural,
    norm,
    operator,
    operator_path,
    path,
    relation,
    scalar,
    scalar_function,
    sequence,
    smax,
    smin,
    sphere_minimum,
    sqrt,
    text,
    time,
    unit,
    vector,
    within,
)
from proofcheck.lang.agreement import grouped
from proofcheck.lang.translate import clauses

n = dimension("n")
a, b, d, sigma = scalar("a"), scalar("b"), scalar("d"), scalar("sigma_min")
t, s, k = time("t"), scalar("s"), natural("k")
u, v, w_ = vector("u", n), vector("v", n), vector("w", n)
A, D = operator("A", n, n), operator("D", n, n)
w, c, Q = path("w", n), path("c"), operator_path("Q", n, n)
x, xi = sequence("x", n), sequence("xi")
f, F = mapping("f", n, n), scalar_function("F", n)
B = define("B", a + b)
L = define_function("L", [v], norm(v - u))
J = define_function("J", [v], jacobian(f)(v), subscript=True)
G = define_function("G", [t], norm(w(t)))

BOUND = {
    "q": [scalar("q"), scalar("q", nonnegative=True), scalar("q", positive=True), natural("q")],
    "v": [v, vector("v", 2)],
}
"""Variables that print alike: where one is bound, what is printed says which."""


class Expressions:
    """Random expressions over one signature, small so that many of them are near one another."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)()

    def scalar(self, depth):
        one = lambda: self.scalar(depth - 1)  # noqa: E731
        vec, op = (lambda: self.vector(depth - 1)), (lambda: self.operator(depth - 1))
        if depth <= 0:
            return self.random.choice([a, b, d, sigma, t, s, B, c(t), c.suppressed(t), xi[k], frac(1, 2), 2 * a / 2])
        number = self.random.choice([2, -3, frac(1, 2)])
        return self.pick(
            lambda: one() + one(),
            lambda: one() - one(),
            lambda: -one(),
            lambda: one() * one(),
            lambda: one() * one(),
            lambda: number * one(),
            lambda: one() * number,
            lambda: one() / one(),
            lambda: frac(one(), one()),
            lambda: one() ** self.random.choice([2, 3, -1, k, k + 1]),
            lambda: sqrt(one()),
            lambda: exp(one()),
            lambda: maximum(one(), one()),
            lambda: minimum(one(), one()),
            lambda: inner(vec(), vec()),
            lambda: norm(vec()),
            lambda: norm(op()),
            lambda: smin(op()) ** self.random.choice([1, 2]),
            lambda: smin(op()),
            lambda: lmin(op()),
            lambda: smax(op()),
            lambda: infimum(s, one(), one(), one()),
            lambda: integral(s, one(), one(), one()),
            lambda: sphere_minimum(v, one()),
            lambda: derivative(t, one()),
            lambda: c(one()),
            lambda: c.dot(t),
            lambda: F(vec()),
            lambda: L(vec()),
            lambda: G(one()),
            lambda: G.dot(t),
            lambda: vec().T @ vec(),
            lambda: xi[self.random.choice([k, k + 1, k**2])],
        )

    def vector(self, depth):
        one, vec = (lambda: self.scalar(depth - 1)), (lambda: self.vector(depth - 1))
        if depth <= 0:
            return self.random.choice([u, v, w(t), w.suppressed(t), x[k]])
        return self.pick(
            lambda: vec() + vec(),
            lambda: vec() - vec(),
            lambda: -vec(),
            lambda: one() * vec(),
            lambda: vec() * one(),
            lambda: self.operator(depth - 1) @ vec(),
            lambda: self.operator(depth - 1) @ vec(),
            lambda: vec() / one(),
            lambda: integral(s, one(), one(), vec()),
            lambda: derivative(t, vec()),
            lambda: nabla(v, one(), vec()),
            lambda: nabla(w_, F(self.random.choice([2 * w_, w_ + u, w_ - w(0)])), self.random.choice([w(t), 2 * w(t)])),
            lambda: f(vec()),
            lambda: gradient(F)(vec()),
            lambda: gradient(L)(vec()),
            lambda: w(one()),
            lambda: w.dot(one()),
            lambda: x[self.random.choice([k, k + 1])],
        )

    def operator(self, depth):
        if depth <= 0:
            return self.random.choice([A, D, Q(t), Q.suppressed(t), identity(n)])
        op = lambda: self.operator(depth - 1)  # noqa: E731
        return self.pick(
            lambda: op() + op(),
            lambda: -op(),
            lambda: op() @ op(),
            lambda: op() @ op(),
            lambda: self.scalar(depth - 1) * op(),
            lambda: op() * self.scalar(depth - 1),
            lambda: op().T,
            lambda: op() / self.scalar(depth - 1),
            lambda: Q(self.scalar(depth - 1)),
            lambda: jacobian(f)(self.vector(depth - 1)),
            lambda: J(self.random.choice([u, v, x[k]])),
            lambda: derivative(t, op()),
        )

    def arranged(self, leaves):
        """A scalar whose leaves stand in a given order: without brackets most of these would look alike."""
        if self.random.random() < 0.4:
            return self.pick(*self.prefixes(lambda: self.arranged(leaves)))
        if len(leaves) == 1:
            return leaves[0]
        cut = self.random.randrange(1, len(leaves))
        left, right = self.arranged(leaves[:cut]), self.arranged(leaves[cut:])
        return self.pick(*[lambda: left * right] * 3, lambda: left + right, lambda: left - right, lambda: left / right)

    def prefixes(self, inside):
        return (
            lambda: -inside(),
            lambda: derivative(t, inside()),
            lambda: infimum(s, 0, 1, inside()),
            lambda: sphere_minimum(v, inside()),
            lambda: integral(s, 0, 1, inside()),
            lambda: sqrt(inside()),
            lambda: c(inside()),
            lambda: c.suppressed(t) * inside(),
            lambda: sigma * inside(),
            lambda: inside() ** 2,
            lambda: norm(inside() * u),
            lambda: norm(nabla(v, inside(), u)),
        )

    def applied(self, leaves):
        """Likewise a vector, of operators and scalars that stand in a given order before it."""
        if len(leaves) == 1:
            return self.pick(lambda: leaves[0], lambda: leaves[0], lambda: -leaves[0], lambda: derivative(t, leaves[0]))
        cut = self.random.randrange(1, len(leaves))
        left, right = self.applied(leaves[:cut]), self.applied(leaves[cut:])
        kinds = (left.kind, right.kind)
        if "scalar" in kinds:
            return left * right
        return left @ right if kinds[0] == "operator" else right

    def relation(self, depth):
        left = self.scalar(depth)
        right = self.random.choice([self.scalar(depth), named_first(B), named_last(B)])
        return relation(self.random.choice(["=", "<=", "<", ">="]), left, right)

    def assertion(self, depth, q=BOUND["q"][0], v=v):
        """An assertion in which ``q`` and ``v`` are what the binder around it says that they are."""
        if depth <= 0:
            return self.pick(
                lambda: relation(">=", self.random.choice([a, b, q, q]), self.random.choice([a, b])),
                lambda: relation("<=", norm(v), self.random.choice([a, b])),
                lambda: within(t, a, b),
            )
        return self.pick(
            lambda: implies(self.assertion(depth - 1, q, v), self.assertion(depth - 1, q, v)),
            lambda: implies(self.assertion(depth - 1, q, v), self.assertion(depth - 1, q, v)),
            lambda: self.quantified(depth, q, v),
            lambda: self.quantified(depth, q, v),
            lambda: self.assertion(depth - 1, q, v),
        )

    def quantified(self, depth, q, v):
        names = self.random.sample("qv", self.random.choice([1, 1, 2]))
        inside = {"q": q, "v": v} | {name: self.random.choice(BOUND[name]) for name in names}
        ranges = tuple(self.pick(*self.range(inside[name])) for name in names)
        return for_all(ranges, self.assertion(depth - 1, **inside))

    def range(self, variable):
        if variable in BOUND["v"]:
            return (lambda: variable), (lambda: unit(variable)), (lambda: norm(variable) <= a)
        low = self.random.choice([0, 1, -1, a])
        conditions = [(lambda: variable >= low), (lambda: variable > low)]
        return (lambda: variable), *conditions, lambda: within(variable, low, b)


def made(kind, seed):
    expressions = Expressions(seed)
    if kind == "arranged":
        return relation(">=", expressions.arranged([a, b, t][: 2 + seed % 2]), 0)
    if kind == "applied":
        return eq(expressions.applied([a, A, b, D, f(u)][seed % 3 :]), u)
    if kind == "nested":
        return expressions.assertion(random.Random(-seed).choice([1, 2, 2, 3]))
    if kind == "small":
        return expressions.relation(random.Random(-seed).choice([1, 1, 2]))
    side = {"scalar": expressions.scalar, "vector": expressions.vector, "operator": expressions.operator}[kind]
    return eq(side(random.Random(-seed).choice([2, 2, 3])), {"scalar": a, "vector": u, "operator": A}[kind])


def meaning(assertion):
    """What the kernel is asked, conditions that are implied by others left out."""
    return tuple(_plain(grouped(clause)) for clause in clauses(assertion))


def _plain(clause):
    bounds, others, rest = {}, set(), []
    for condition in clause.conditions:
        op, left, right = condition.relation
        if condition.variables or condition.conditions:
            rest.append(_plain(condition))
        elif left[0] == "num":
            bounds[right] = max(bounds.get(right, (left[1], False)), (left[1], op == "<"))
        else:
            others.add(condition.relation)
    return frozenset(clause.variables), frozenset(bounds.items()), frozenset(others), tuple(rest), clause.relation


def without_spaces(printed):
    """A text as it is seen: a space beside a sign does not tell two texts apart, one between two words does."""
    return re.sub(r"(?<=\w) +(?=\w)", "_ ", printed).replace(" ", "")


def as_set(printed):
    r"""LaTeX as it is seen in mathematics: there a space only ends a command, and ``\left`` changes a size."""
    tokens = re.findall(r"\\[A-Za-z]+|\\.|.", printed.replace(r"\,", "").replace(r"\ ", "").replace(r"\quad", ""))
    return "|".join(token for token in tokens if token not in {" ", r"\left", r"\right"})


def collisions(assertions, seen):
    groups = defaultdict(dict)
    for assertion in assertions:
        groups[seen(assertion)].setdefault(meaning(assertion), assertion)
    return [(printed, *found.values()) for printed, found in groups.items() if len(found) > 1]


KINDS = {"arranged": 1000, "applied": 200, "small": 400, "nested": 700, "scalar": 300, "vector": 300, "operator": 200}


def sample(kind, count):
    found = []
    for seed in range(count):
        try:
            assertion = made(kind, seed)
            if ill_typed(assertion) is None:
                clauses(assertion)
                found.append(assertion)
        except TypeError:  # what the language refuses, as a derivative at 2 t
            continue
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_prints_alike_means_the_same(kind):
    assertions = sample(kind, KINDS[kind])
    assert len(assertions) > 0.6 * KINDS[kind]
    assert collisions(assertions, lambda node: without_spaces(text(node))) == []
    assert collisions(assertions, lambda node: as_set(latex(node))) == []
