"""Bounds of moment generating functions that no closed form shows: ``E exp(b R) <= exp(c b^2)`` for all numbers b."""

from fractions import Fraction

from proofcheck.kernel.clauses import Relation
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.scalars import Form, NotConfirmed, Scalar
from proofcheck.models.scope import Scope
from proofcheck.models.valuation import Valuation


def by_hoeffding(relation: Relation, scope: Scope, valuation: Valuation) -> bool:
    """The relation bounds a mean of ``exp(r b)``, rates r having the mean 0, by ``exp(c b^2)``, ``8 c`` being at least
    the square of the largest difference of two rates: Hoeffding's lemma.
    """
    op, left, right = relation
    if op != "<=" or right[0] != "exp":
        return False
    try:
        mean, exponent = (valuation.value(term, scope).scalar for term in (left, right[1]))
    except (NotConfirmed, Undefined):
        return False
    if not isinstance(exponent, Form) or len(exponent.names) != 1:
        return False
    (name,) = exponent.names
    weights = _weights(mean, name)
    if exponent.terms.keys() != {(((name, 2),), ())} or weights is None:
        return False
    (factor,) = exponent.terms.values()
    spread = max(weights) - min(weights)
    centred = sum(weights.values()) == 1 and sum(r * weight for r, weight in weights.items()) == 0
    return centred and min(weights.values()) > 0 and 8 * factor.lo >= spread**2


def _weights(mean: Scalar, name: str) -> dict[Fraction, Fraction] | None:
    """The weights of the rates of which exponentials are summed; ``None`` if it is another kind of function."""
    terms = {((), ()): mean} if isinstance(mean, Interval) else mean.terms if isinstance(mean, Form) else {}
    found: dict[Fraction, Fraction] = {}
    for (powers, rates), weight in terms.items():
        if powers or any(other != name for other, _ in rates) or not weight.exact:
            return None
        found[dict(rates).get(name, Fraction(0))] = weight.lo
    return found or None
