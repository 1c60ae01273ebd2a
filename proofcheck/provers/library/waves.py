"""Laws about sines and cosines."""

from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import apply

ANGLE, _S = (Term("var", name, SCALAR) for name in "xs")
_HALF = Fraction(1, 2)


def _squares(angle: Term) -> Term:
    return Term("add", *(Term("pow", Term(head, angle), 2) for head in ("sin", "cos")))


@cache
def circle_law() -> Theorem:
    """``sin(x)^2 + cos(x)^2 = 1``: it is so at 0, and the derivative is 0."""
    total = rules.fundamental_theorem([], _S, ZERO, ANGLE, _squares(_S))
    return rules.arithmetic([total], ("=", _squares(ANGLE), ONE), [{"coefficient": -1, "equality": 0}])


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
