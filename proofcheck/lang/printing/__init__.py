"""Write expressions as a mathematician does: ``latex(expression)`` and ``text(expression)``.

What is printed can be read in one way only, up to the grouping of products: brackets stand wherever two different
expressions would look alike without them. That takes names that are different in print, which
``proofcheck.lang.names`` sees to.
"""

import re
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import kept
from proofcheck.lang.printing.latex_writer import LatexWriter
from proofcheck.lang.printing.text_writer import TextWriter
from proofcheck.lang.printing.writer import is_event, parts, whole_body

__all__ = ["is_event", "latex", "latex_name", "parts", "symbol_text", "text", "text_name", "whole_body"]

_SYMBOL = re.compile(r"[^\W\d_](?:\w*[^\W_])?['*]*(_\w+)?")


def latex(node: Any) -> str:
    r"""Return an expression or assertion in LaTeX, for math mode.

    >>> from proofcheck.lang import norm, scalar, vector
    >>> latex(scalar("beta") * norm(vector("v", 2)) ** 2)
    '\\beta \\|v\\|^2'
    """
    return LatexWriter(_needs_times(node)).whole(node)


@kept
def text(node: Any) -> str:
    """Return an expression or assertion in plain text."""
    return TextWriter(_needs_times(node)).whole(node)


def _needs_times(node: Any) -> bool:
    """Whether a path stands without its time where a reader could not tell which time, or which path, is meant."""
    found = list(parts(node))
    suppressed = (part for part in found if isinstance(part, ex.SuppressedValue))
    left_out = [part.args for part in suppressed if ex.draw_of(part.args[1]) is None]
    if not left_out:
        return False
    times = {time for _, time in left_out}
    if len(times) > 1 or not all(isinstance(time, ex.ScalarSymbol) for time in times):
        return True
    paths = {path for path, _ in left_out}
    if any(isinstance(part, ex.PathValue) and part.args[0] in paths and part.args[1] not in times for part in found):
        return True
    differentiated = {part.variable for part in found if isinstance(part, ex.NablaAt)}
    names = {text_name(path.name) for path in paths}
    symbols = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)
    return any(isinstance(p, symbols) and p not in differentiated and text_name(p.name) in names for p in found)


def latex_name(name: str) -> str:
    r"""Return a name in LaTeX.

    >>> latex_name("sigma_min"), latex_name("B'"), latex_name("thetahat_0"), latex_name("Lcal"), latex_name("xi_k_0")
    ('\\sigma_{\\min}', 'B^{\\prime}', '\\hat{\\theta}_0', '\\mathcal{L}', '\\xi_{k,0}')
    """
    return LatexWriter().name(name)


def text_name(name: str) -> str:
    """Return a name in plain text.

    >>> text_name("sigma_min")
    'σ_min'
    """
    return TextWriter().name(name)


def symbol_text(symbol: str) -> str:
    """Return a symbol of an instance, perhaps with arguments, or its value in symbols, in plain text.

    >>> symbol_text("lambda"), symbol_text("w(0)"), symbol_text("2 x_1 + xi_1^2")
    ('λ', 'w(0)', '2 x_1 + ξ_1^2')
    >>> symbol_text("D(lambda, x_{t + 1})")
    'D(λ, x_{t + 1})'
    """
    return _SYMBOL.sub(lambda found: text_name(found[0]), symbol)
