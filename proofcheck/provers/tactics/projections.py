"""What is left of a vector when its projections on others are taken away, as in Bessel's inequality."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import ZERO, Term, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import sum_of
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library.applying import entry
from proofcheck.provers.saturation import finish

MOST_PROJECTIONS = 4


def by_what_is_left(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from ``0 <= |u - <u, f> f - <u, g> g|^2`` for the squares of inner products that it is about."""
    op, smaller, _ = relation
    if op != "<=" or search.depth > 1:
        return None
    squared = [part[1] for part in open_subterms(smaller) if part[0] == "pow" and part[2] == 2]
    products = dict.fromkeys(part for part in squared if part[0] == "inner" and part[1] != part[2])
    if not 2 <= len(products) <= MOST_PROJECTIONS:
        return None
    shared = set[Term].intersection(*({product[1], product[2]} for product in products))
    return finish(search, relation, [_left_over(u, list(products)) for u in sorted(shared, key=by_key)])


def _left_over(u: Term, products: list[Term]) -> Theorem:
    others = [product[2] if product[1] == u else product[1] for product in products]
    parts = [Term("mul", product, other) for product, other in zip(products, others, strict=True)]
    left = Term("norm", sub(u, sum_of(parts)))
    return rules.arithmetic([], ("<=", ZERO, Term("pow", left, 2)), [entry(square=left)])
