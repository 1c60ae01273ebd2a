"""Laws about sines and cosines."""

from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.orders import antisymmetry, compare_squares

ANGLE, OTHER, _S = (Term("var", name, SCALAR) for name in "xys")
_HALF = Fraction(1, 2)


def _squares(angle: Term) -> Term:
    return Term("add", *(Term("pow", Term(head, angle), 2) for head in ("sin", "cos")))


@cache
def circle_law() -> Theorem:
    """``sin(x)^2 + cos(x)^2 = 1``: it is so at 0, and the derivative is 0."""
    total = rules.fundamental_theorem([], _S, ZERO, ANGLE, _squares(_S))
    return rules.arithmetic([total], ("=", _squares(ANGLE), ONE), [{"coefficient": -1, "equality": 0}])


@cache
def addition_law(head: str) -> Theorem:
    """``sin(x + y) = sin(x) cos(y) + cos(x) sin(y)``, or the same of the cosine.

    The squares of what both equations are wrong by have a constant sum as y grows: each is, up to its sign, the
    derivative of the other. At 0 it is 0.
    """
    squares: Term = Term("add", *(Term("pow", sub(*_sides(wave, _S)), 2) for wave in ("sin", "cos")))
    constant = rules.fundamental_theorem([], _S, ZERO, OTHER, squares)
    error, other = (sub(*_sides(wave, OTHER)) for wave in (head, "cos" if head == "sin" else "sin"))
    small = [{"coefficient": 1, "premises": [], "square": other}, {"coefficient": -1, "equality": 0}]
    none = rules.arithmetic([], ("<=", ZERO, ZERO), [])
    bound = []
    for signed in (error, neg(error)):
        square = rules.arithmetic([constant], ("<=", Term("pow", signed, 2), Term("pow", ZERO, 2)), small)
        bound.append(compare_squares([none, square], signed, ZERO))
    left, right = _sides(head, OTHER)
    orders = [
        rules.arithmetic([shown], ("<=", *pair), [entry(0)])
        for shown, pair in zip(bound, ((left, right), (right, left)), strict=True)
    ]
    return antisymmetry(orders)


def _sides(head: str, angle: Term) -> tuple[Term, Term]:
    """Both sides of an addition theorem for x and an angle."""
    sine, cosine = "sin", "cos"
    first = Term("mul", Term(head, ANGLE), Term(cosine, angle))
    second = Term("mul", Term(cosine if head == sine else sine, ANGLE), Term(sine, angle))
    return Term(head, Term("add", ANGLE, angle)), Term("add", first, second if head == sine else neg(second))


def addition(one: Term, other: Term) -> tuple[Theorem, ...]:
    """The addition theorems for two angles."""
    return tuple(apply(addition_law(head), variables=[(ANGLE, one), (OTHER, other)]) for head in ("sin", "cos"))


def bounds(angle: Term) -> tuple[Theorem, ...]:
    """``sin^2 + cos^2 = 1``, and that both lie between -1 and 1: ``1 - w = (1 - w)^2 / 2 + v^2 / 2``."""
    circle = apply(circle_law(), variables=[(ANGLE, angle)])
    waves = (Term("sin", angle), Term("cos", angle))
    shown = [circle]
    for wave, other in (waves, waves[::-1]):
        for low, high in ((wave, ONE), (num(-1), wave)):
            squares = [{"coefficient": _HALF, "premises": [], "square": root} for root in (sub(high, low), other)]
            entries = [*squares, {"coefficient": _HALF, "premises": [], "equality": 0}]
            shown.append(rules.arithmetic([circle], ("<=", low, high), entries))
    return tuple(shown)
