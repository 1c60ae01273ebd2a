"""One relation or another, and what is not equal: as claims and as hypotheses."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    Claim,
    LanguageError,
    dimension,
    either,
    eq,
    implies,
    latex,
    norm,
    operator,
    relation,
    scalar,
    text,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.translate import clauses

a, b = scalar("a"), scalar("b")
x, y = (vector(name, dimension("d")) for name in "xy")

TRUE = {
    "of either sign": (either(a <= 0, a >= 0), []),
    "zero, or a positive square": (either(eq(a, 0), a**2 > 0), []),
    "far from zero": (a**2 >= 1, [either(a <= -1, a >= 1)]),
    "what is not zero has a positive square": (a**2 > 0, [relation("!=", a, 0)]),
    "different points are apart": (norm(x - y) > 0, [relation("!=", x, y)]),
    "one of two numbers": (a**2 <= a, [either(eq(a, 0), eq(a, 1))]),
    "the nearest of two": (norm(x) <= 1, [either(eq(x, 0 * x), eq(norm(x), 1))]),
    "factors of nothing": (either(eq(a, 0), eq(b, 0)), [eq(a * b, 0)]),
    "roots of a square": (implies(eq(a**2, b**2), either(eq(a, b), eq(a, -b))), []),
    "roots of a cubic": (implies(eq(a**3, a), either(eq(a, 0), either(eq(a, 1), eq(a, -1)))), []),
    "no length": (implies(eq(norm(x), 0), eq(x, 0 * x)), []),
    "smaller is not equal": (relation("!=", a, b), [a < b]),
}
FALSE = {
    "a gap": (either(a <= 0, a >= 1), []),
    "another root": (implies(eq(a**2, b**2), either(eq(a, b), eq(a, -2 * b))), []),
    "one of the two": (a >= 1, [either(a <= -1, a >= 1)]),
    "different, so positive": (a > 0, [relation("!=", a, 0)]),
}


def _document(says, given=()):
    return document("lines", "Lines", [Claim("line", "by hand", "step", says, given=given)])


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    says, given = FALSE[name]
    assert_refuted(problem(says, *given))


def test_alternatives_print_as_they_are_written():
    assert text(either(a <= b, eq(a, 1))) == "a ≤ b or a = 1"
    assert text(either(eq(a, 1), either(eq(x, y), a > b))) == "a = 1 or x = y or a > b"
    assert latex(either(eq(a, 0), b < 1)) == r"a = 0 \text{ or } b < 1"
    assert text(relation("!=", x, y)) == "‖x - y‖ ≠ 0"


def test_what_cannot_be_denied_is_refused():
    operator_order = relation("<=", operator("A", dimension("d"), dimension("d")), operator("B", 2, 2))
    for first in (either(a > 0, b > 0), operator_order):
        with pytest.raises(LanguageError):
            either(first, a > 0)


def test_an_alternative_travels():
    made = _document(either(eq(a, 0), b < 1))
    claim = from_plain(to_plain(made)).claim("line")
    assert clauses(claim.says) == clauses(made.claim("line").says)
