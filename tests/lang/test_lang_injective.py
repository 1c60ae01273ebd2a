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
    expectation,
    for_all,
    frac,
    gradient,
    group,
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
    random_scalar,
    relation,
    scalar,
    scalar_function,
    sequence,
    smax,
    smin,
    sphere_minimum,
    sqrt,
    summation,
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
t, s, i, k = time("t"), scalar("s"), natural("i"), natural("k")
X = random_scalar("X")
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
            lambda: summation(i, 1, self.random.choice([k, k + 1]), one() * xi[i]),
            lambda: expectation(one() * X),
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
            lambda: summation(i, 1, k, xi[i] * vec()),
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


time_later = path("z", n)
PAIRS = {
    "a quantified conclusion": (implies(a >= 1, for_all(s, s >= 1)), for_all(s, implies(a >= 1, s >= 1))),
    "arrows": (implies(implies(a >= 0, b >= 0), a >= b), implies(a >= 0, implies(b >= 0, a >= b))),
    "the sign of a bound variable": (for_all(scalar("q"), scalar("q") >= 0), for_all(time("q"), time("q") >= 0)),
    "a positive bound variable": (for_all(time("q"), time("q") > 0), for_all(BOUND["q"][2], BOUND["q"][2] > 0)),
    "a natural range": (for_all(scalar("k") >= 1, scalar("k") >= 2), for_all(k >= 1, k >= 2)),
    "the sphere": (eq(sphere_minimum(v, norm(v)), 1), eq(sphere_minimum(BOUND["v"][1], norm(BOUND["v"][1])), 1)),
    "a derivative of a product": (a * derivative(t, c(t)) * b, a * derivative(t, c(t) * b)),
    "an infimum of a sum": (infimum(s, 0, 1, c(s)) + b, infimum(s, 0, 1, c(s) + b)),
    "an integral in a product": (integral(s, 0, 1, c(s)) * b, integral(s, 0, 1, c(s) * b)),
    "a scalar before a bracket": (norm(sigma * (A + D)), smin(A + D)),
    "a square before a bracket": (norm(sigma**2 * (A + D)), smin(A + D) ** 2),
    "a path without its time": (c.suppressed(t) * (a + b), c(a + b)),
    "a root before a bracket": (sqrt(c.suppressed(t)) * (a + b), sqrt(c(a + b))),
    "a limit before a bracket": (
        integral(s, 0, c.suppressed(t), (a + b) * a),
        integral(s, 0, c(a + b), a),
    ),
    "two times left out": (c.suppressed(t) + c.suppressed(s), c.suppressed(s) + c.suppressed(t)),
    "a time left out, and another": (c.suppressed(t) - c(0), c.suppressed(0) - c(0)),
    "a vector and a path without its time": (inner(w_, w.suppressed(t)), inner(w.suppressed(t), w_)),
    "an operator called D": (norm(D @ f(u)), norm(jacobian(f)(u))),
    "a scalar called d": (frac(d, d * t) * a, derivative(t, a)),
    "a subscript with a power": (xi[k**2], xi[k] ** 2),
    "a sequence called x_1": (sequence("x_1")[k], sequence("x")[k]),
    "a factor of the point": (nabla(w_, F(2 * w_), w(t)), nabla(w_, F(w_), 2 * w(t))),
    "the point in the body": (nabla(w_, inner(w_, w_), w(t)), nabla(w_, inner(w_, w(t)), w(t))),
    "a point that is not seen": (nabla(w_, F(u), w(t)), nabla(w_, F(u), w(0))),
    "a time that is captured": (
        nabla(w_, integral(t, 0, 1, inner(w_, time_later(t))), w(t)),
        nabla(w_, integral(s, 0, 1, inner(w_, time_later(s))), w(t)),
    ),
    "a mixed number": (2 * frac(1, 2) * a, frac(5, 2) * a),
}


@pytest.mark.parametrize("what", PAIRS)
def test_two_that_looked_alike_do_not(what):
    first, second = PAIRS[what]
    assert without_spaces(text(first)) != without_spaces(text(second))
    assert as_set(latex(first)) != as_set(latex(second))


def test_a_captured_time_is_not_put_under_its_integral():
    gradient_of = nabla(w_, integral(t, 0, 1, inner(w_, time_later(t))), w(t))
    assert text(gradient_of) == "(∇_w ∫_0^1 ⟨w, z(t)⟩ dt at w = w(t))"
    assert latex(gradient_of) == r"\nabla_w \int_0^1 \langle w, z(t) \rangle\, dt |_{w = w(t)}"


def test_a_mixed_number_has_a_dot():
    assert latex(2 * frac(1, 2)) == r"2 \cdot \tfrac{1}{2}"


def test_the_parts_of_a_hypothesis_are_not_ranges_of_the_part_before():
    apart = group("", for_all(s, a >= s), b >= 0)
    together = group("", for_all((s, b >= 0), a >= s))
    assert (apart.text, together.text) == ("(a ≥ s ∀ s ∈ R), b ≥ 0", "a ≥ s ∀ s ∈ R, b ≥ 0")
    assert apart.latex != together.latex


def test_a_long_sum_and_deep_roots_are_printed():
    long, deep = a, a
    for _ in range(2000):
        long = long + a
    for _ in range(200):
        deep = sqrt(deep + 1)
    for write in (text, latex):
        assert write(long).count("a") == 2001
        assert write(deep).count("+") == 200
