"""Certificates for inequalities: each is expanded again and compared with the goal."""

from fractions import Fraction
from itertools import pairwise

import pytest

from proofcheck.kernel.normal import Form, multiply, order
from proofcheck.kernel.terms import Term
from proofcheck.provers.certificates import Certificate, CertificateTerm, Poly, expanded
from proofcheck.provers.linear import find_certificate
from proofcheck.provers.points import refuted_at_a_point


class P:
    """A polynomial that ordinary operators build."""

    def __init__(self, poly: Poly) -> None:
        self.poly = poly

    def __add__(self, other):
        total = dict(self.poly)
        for mono, c in _lift(other).poly.items():
            total[mono] = total.get(mono, 0) + c
        return P({mono: c for mono, c in total.items() if c})

    def __mul__(self, other):
        return P(multiply(self.poly, _lift(other).poly))

    def __pow__(self, exponent):
        if len(self.poly) != 1:
            return self * self ** (exponent - 1) if exponent > 1 else self
        ((mono, c),) = self.poly.items()
        assert c == 1
        return P({tuple((atom, e * Fraction(exponent)) for atom, e in mono): Fraction(1)})

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -_lift(other)

    def __rsub__(self, other):
        return _lift(other) - self

    def __truediv__(self, other):
        return self * (other**-1 if isinstance(other, P) else Fraction(1, other))

    __radd__ = __add__
    __rmul__ = __mul__


def _lift(value) -> P:
    return value if isinstance(value, P) else P({(): Fraction(value)} if value else {})


def var(name: str) -> P:
    return P({((Term("var", name, ("S",)), Fraction(1)),): Fraction(1)})


def variables(names: str) -> list[P]:
    return [var(name) for name in names.split()]


ROOT2 = P({((Form("num", 2), Fraction(1, 2)),): Fraction(1)})


def signs(positive: str = "", non_negative: str = ""):
    known = dict.fromkeys(non_negative.split(), 1) | dict.fromkeys(positive.split(), 2)
    return lambda atom: 2 if atom[0] == "num" else known.get(atom[1], 0)


def value(certificate: Certificate, premises, equalities, grams=()) -> Poly:
    return expanded(certificate, premises, equalities, multiply, grams)


def allowed(term: CertificateTerm, sign) -> bool:
    if term.equality is not None:
        return True
    fine = all(
        (sign(atom) >= 1 or (e.denominator == 1 and e % 2 == 0)) and (e > 0 or sign(atom) == 2)
        for atom, e in term.monomial
    )
    return term.coefficient > 0 and fine


def certify(goal, premises=(), equalities=(), sign=None, **options) -> Certificate | None:
    sign = sign or signs()
    ps, qs = [_lift(p).poly for p in premises], [_lift(q).poly for q in equalities]
    found = find_certificate(_lift(goal).poly, ps, qs, multiply=multiply, sign=sign, **options)
    if found is not None:
        assert value(found, ps, qs, options.get("grams", ())) == _lift(goal).poly
        assert all(allowed(term, sign) for term in found)
        assert not refuted(_lift(goal).poly, ps, qs, sign, options)
        for term in found:
            assert list(term.monomial) == sorted(term.monomial, key=lambda item: order(item[0]))
    return found


def refuted(goal: Poly, premises: list[Poly], equalities: list[Poly], sign, options) -> bool:
    return not options.get("equation") and refuted_at_a_point(
        goal,
        premises,
        equalities,
        sign=sign,
        nonzero=options.get("nonzero", lambda atom: False),
        strict=options.get("strict", False),
        strict_premises=options.get("strict_premises", [False] * len(premises)),
        grams=options.get("grams", ()),
    )


def test_the_perturbed_smallest_singular_value():
    s, a, b, c = variables("s a b c")
    goal = a**2 + 2 * c + b**2 - s**2 / 4
    assert certify(goal, [s / 2 - a, a, b - s, s, c + a * b])
    assert certify(goal, [s / 2 - a, b - s, c + a * b], sign=signs(non_negative="s a b"))


def test_a_hypothesis_times_a_monomial_with_negative_exponents():
    alpha, beta, smin, smax, ell = variables("alpha beta smin smax ell")
    threshold = alpha - 6 * beta * 2 * ROOT2 * smax * ell * smin**-3
    goal = smin / beta / 2 - 2 * 2 * ROOT2 * smax * ell / alpha * smin**-2
    assert certify(goal, [threshold], sign=signs("alpha beta smin smax ell"))
    assert certify(goal, [threshold], sign=signs("alpha beta smin smax ell"), strict=True)


def test_half_powers_are_atoms_to_a_fractional_exponent():
    x, y = variables("x y")
    half = Fraction(1, 2)
    sign = signs("x y")
    assert certify(x**half * y - y**2, [x**half - y], sign=sign)
    assert certify(x - x**half * y, [x**half - y], sign=sign)
    assert certify(x + y - 2 * x**half * y**half, sign=sign)


def test_a_strict_bound_below_the_radius():
    D, alpha, beta, smin, smax, ell = variables("D alpha beta smin smax ell")
    premises = [
        ROOT2 * ell - D * alpha * smin / 2,
        alpha * smin**3 - 12 * ROOT2 * beta * smax * ell,
        smax - smin,
    ]
    sign = signs("alpha beta smin smax", "ell D")
    assert certify(smin / beta / 2 - D, premises, sign=sign, strict=True)


def test_a_strict_goal_needs_a_strict_term():
    x, y = variables("x y")
    assert certify(x - y, [x - y])
    assert certify(x - y, [x - y], strict=True) is None
    assert certify(x - y, [x - y], strict=True, strict_premises=[True])
    assert certify(x * 2 - y, [x - y], strict=True, sign=signs("x"))
    assert certify(x * 2 - y, [x - y], strict=True, sign=signs(non_negative="x")) is None
    assert certify(x**2 - 2 * x * y + y**2)
    assert certify(x**2 - 2 * x * y + y**2, strict=True) is None


def test_completing_the_square_in_gram_atoms():
    F, Fs, c, mu, g2, d2 = variables("F F* c mu g2 d2")
    premises = [Fs - F - c - mu * d2 / 2, g2 + 2 * mu * c + mu**2 * d2]
    assert certify(g2 / 2 - mu * (F - Fs), premises, sign=signs("mu", "g2 d2"))


def test_an_equality_drives_the_bound():
    E0, E1, q, B = variables("E0 E1 q B")
    assert certify(q * B - E1, [B - E0, q], [E1 - q * E0])
    assert certify(q * B - E1, [B - E0, 3 * q], [E1 - q * E0])
    assert certify(q * B - E1, [B - E0], [E1 - q * E0], sign=signs(non_negative="q"))
    assert certify(q * B - E1, [B - E0], [E1 - q * E0]) is None


def test_an_equation_rests_on_equations_alone():
    x, y, z = variables("x y z")
    found = certify(x**2 - y * z * x, [], [x - y * z], equation=True)
    assert [(term.equality, term.premises) for term in found] == [(0, ())]
    assert all(term.equality == 0 for term in certify(x**2, [x], [x], equation=True))
    assert certify(x**2, [x], [], equation=True) is None


def test_a_chain_of_inequalities():
    x = variables("x0 x1 x2 x3 x4 x5 x6")
    premises = [b - a for a, b in pairwise(x)]
    found = certify(x[6] - x[0], premises)
    assert found is not None
    assert [term.premises for term in found] == [(i,) for i in range(6)]


def test_contradictory_premises():
    x, y = variables("x y")
    assert certify(-1, [x - y - 1, y - x])
    assert certify(0, [x - y - 1, y - x], strict=True)
    assert certify(0, [x - y, y - x], strict=True, strict_premises=[True, False])
    assert certify(0, [x - y, y - x], strict=True) is None


def test_a_negated_goal_gives_roots_of_hypotheses():
    G, B = variables("G B")
    root = G ** Fraction(1, 2)
    premises = [B**2 - G, root - B]
    assert certify(0, premises, sign=signs("", "G"), strict=True, strict_premises=[False, True]) is None
    assert certify(0, premises, sign=signs("", "B G"), strict=True, strict_premises=[False, True])


@pytest.mark.parametrize("names", ["x y", "x y z"])
def test_sums_of_squares(names):
    xs = variables(names)
    assert certify(sum((x * x for x in xs), 0) * len(xs) - sum(xs, 0) * sum(xs, 0))
    assert certify(4 * xs[0] ** 2 - 12 * xs[0] * xs[1] + 9 * xs[1] ** 2)
    assert certify(xs[0] ** 2 + 2 * xs[0] + 1)


def test_a_square_of_three_terms():
    x, y, z = variables("x y z")
    form = x - 2 * y + 3 * z
    assert certify(form * form)


def inner_products(*names: str) -> tuple[dict[str, P], list[list[Poly]]]:
    """The inner products of vectors, by the pairs of their names, and as a matrix."""
    table = {u + v: var("".join(sorted((u, v)))) for u in names for v in names}
    return table, [[table[u + v].poly for v in names] for u in names]


def test_squared_norms_of_combinations_of_vectors():
    dot, grams = inner_products("u", "w")
    uu, uw, ww = dot["uu"], dot["uw"], dot["ww"]
    sign = signs("", "uu ww")
    parallelogram = 2 * ww + 2 * (uu - 2 * uw + ww) - uu
    assert certify(parallelogram, sign=sign) is None
    assert certify(parallelogram, sign=sign, grams=grams)
    assert certify(uu + ww - 2 * uw, sign=sign, grams=grams)
    assert certify(uu + ww - 2 * uw, sign=sign, grams=grams, strict=True) is None
    assert certify(uu + ww - 3 * uw, sign=sign, grams=grams) is None


def test_strong_convexity_gives_the_gradient_bound():
    dot, grams = inner_products("g", "d")
    F, Fs, mu = variables("F F* mu")
    convex = Fs - F - dot["gd"] - mu / 2 * dot["dd"]
    found = certify(dot["gg"] / 2 - mu * (F - Fs), [convex], sign=signs("mu", "gg dd"), grams=grams)
    assert found is not None
    assert [set(term.vector) for term in found if term.vector] == [{0, 1}]


def test_the_negated_goal_times_a_sum_shows_that_a_gradient_step_contracts():
    dot, _ = inner_products("x", "g")
    xx, xg, gg = dot["xx"], dot["xg"], dot["gg"]
    eta, L, mu = variables("eta L mu")
    cocoercive = (mu + L) * xg - mu * L * xx - gg
    step = xx - 2 * eta * xg + eta**2 * gg
    premises = [cocoercive, 2 - eta * (mu + L), step - xx]
    sign = signs("eta L mu", "xx gg")
    assert certify(0, premises, sign=sign, strict=True, strict_premises=[False, False, True])
    too_long = [cocoercive, 3 - eta * (mu + L), step - xx]
    assert certify(0, too_long, sign=sign, strict=True, strict_premises=[False, False, True]) is None


def test_three_vectors_make_a_square():
    dot, grams = inner_products("u", "v", "w")
    combination = {"u": 1, "v": 2, "w": -1}
    goal = sum((a * b * dot[p + q] for p, a in combination.items() for q, b in combination.items()), 0)
    assert certify(goal, sign=signs("", "uu vv ww"), grams=grams)


def test_false_inequalities_have_no_certificate():
    x, y, z = variables("x y z")
    assert certify(x * y) is None
    assert certify(x - y, [y - x]) is None
    assert certify(x**2 - 3 * x * y + y**2) is None
    assert certify(x * y - z, [x - 1, z - y], sign=signs(non_negative="z")) is None
    assert certify(-(x**2) - 1, [y - x, y]) is None


def test_powers_of_polynomials_are_expanded_by_the_given_product():
    x, y = variables("x y")
    frozen = tuple((mono, c) for mono, c in sorted((x**2 + y**2).poly.items(), key=lambda i: order(i[0])))
    root = P({((Form("poly", frozen), Fraction(1, 2)),): Fraction(1)})
    sign = lambda atom: 1 if atom[0] == "poly" else 0  # noqa: E731
    assert certify(root * root - x**2, sign=sign)
    assert certify(x**2 + y**2 - root * y, [root - y], sign=sign)


def test_fractions_with_sums_as_denominators():
    a, b, c = variables("a b c")

    def inverse(poly: P) -> P:
        frozen = tuple((mono, c) for mono, c in sorted(poly.poly.items(), key=lambda i: order(i[0])))
        return P({((Form("poly", frozen), Fraction(-1)),): Fraction(1)})

    p, q = inverse(a + b), inverse(b + c)
    known = signs("a b c")
    sign = lambda atom: 2 if atom[0] == "poly" else known(atom)  # noqa: E731
    meanings = [(a + b) * p - 1, (b + c) * q - 1]
    assert certify(1 - a * p, [], meanings, sign=sign, strict=True)
    assert certify(c * q - a * p, [c - a], meanings, sign=sign)
    assert certify(a * p - c * q, [c - a], meanings, sign=sign) is None


def test_the_same_question_has_the_same_answer():
    s, a, b, c = variables("s a b c")
    question = (a**2 + 2 * c + b**2 - s**2 / 4, [s / 2 - a, a, b - s, s, c + a * b])
    assert certify(*question) == certify(*question)


def test_a_multiple_of_one_premise_needs_no_linear_program(monkeypatch):
    x, y = variables("x y")
    monkeypatch.setattr("scipy.optimize.milp", lambda *given, **named: pytest.fail("a linear program was solved"))
    cheapest = certify(3 * x - 6 * y, [x + y, x - 2 * y, x - 2 * y], sign=signs())
    assert [(term.coefficient, term.premises) for term in cheapest] == [(3, (1,))]
    strictly = {"strict": True, "strict_premises": [False, True]}
    assert [term.premises for term in certify(x - 2 * y, [x - 2 * y, x - 2 * y], sign=signs(), **strictly)] == [(1,)]


def test_entries_for_strict_premises_are_counted():
    with pytest.raises(ValueError, match="strict_premises has 2 entries for 1 premises"):
        certify(1, [var("x")], strict_premises=[True, False])
