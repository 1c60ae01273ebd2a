"""What is confused about means: that of a product with the product of two, of a length with the length of one, and what
is centred with what is not.
"""

from collections.abc import Iterator
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.repair.changes import OPERATION, TERM, Change, in_place_of


def of_means(node: Any) -> Iterator[Change]:
    """The changes of an expression at a mean that is its outermost operation, or is taken from it."""
    if isinstance(node, ex.ScalarProduct) and all(isinstance(part, ex.ScalarExpectation) for part in node.args):
        first, second = node.args
        if first.variable == second.variable:
            together = ex.Product.of(first.body, second.body)
            yield in_place_of(node, ex.Expectation.of_kind(ex.SCALAR, first.variable, together), 4, OPERATION)
    if isinstance(node, ex.Norm) and isinstance(node.args[0], ex.Expectation):
        mean = node.args[0]
        length = ex.Expectation.of_kind(ex.SCALAR, mean.variable, ex.Norm(mean.body))
        yield in_place_of(node, length, 4, OPERATION)
    if isinstance(node, ex.Sum) and isinstance(node.args[1], ex.Negative):
        drawn, mean = node.args[0], node.args[1].args[0]
        if isinstance(mean, ex.Expectation) and mean.body == drawn:
            yield in_place_of(node, drawn, 4, TERM)


__all__ = ["of_means"]
