"""Laws about sines and cosines."""

from fractions import Fraction

from proofcheck.kernel import rules
from proofcheck.kernel.terms import ONE, Term, num, sub
from proofcheck.kernel.theorem import Theorem

_HALF = Fraction(1, 2)


def bounds(angle: Term) -> tuple[Theorem, ...]:
    """``sin^2 + cos^2 = 1``, and that both lie between -1 and 1: ``1 - w = (1 - w)^2 / 2 + v^2 / 2``."""
    circle = rules.circle([], angle)
    waves = (Term("sin", angle), Term("cos", angle))
    shown = [circle]
    for wave, other in (waves, waves[::-1]):
        for low, high in ((wave, ONE), (num(-1), wave)):
            squares = [{"coefficient": _HALF, "premises": [], "square": root} for root in (sub(high, low), other)]
            entries = [*squares, {"coefficient": _HALF, "premises": [], "equality": 0}]
            shown.append(rules.arithmetic([circle], ("<=", low, high), entries))
    return tuple(shown)
