"""Both sides of the claims along time: what is bounded, and its bound."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numerics.errors import NumericsError
from proofcheck.study.simulate import ClaimResult

INSTALL = "no plot: matplotlib is not installed; pip install 'proofcheck[plot]'"
COLUMNS = 3


def plot_bounds(results: Sequence[ClaimResult], path: Path) -> bool:
    """Draw the inequalities that vary in time to a PNG file; whether there was anything to draw.

    Raises:
        NumericsError: matplotlib is not installed.
        OSError: the file cannot be written.
    """
    drawn = [r for r in results if r.relation != "=" and r.curves and all(_is_positive(c) for c in r.curves)]
    if not drawn:
        return False
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise NumericsError(INSTALL) from None
    rows = math.ceil(len(drawn) / COLUMNS)
    figure = Figure(figsize=(4.2 * COLUMNS, 3 * rows), layout="constrained")
    for place, result in enumerate(drawn, 1):
        _panel(figure.add_subplot(rows, COLUMNS, place), result)
    figure.savefig(path, dpi=110)
    return True


def _is_positive(curve: Any) -> bool:
    return bool(min(*curve["left"], *curve["right"]) >= 0)


def _panel(axes: Any, result: ClaimResult) -> None:
    for number, curve in enumerate(result.curves):
        end = max(curve["times"]) or 1.0
        times = [t / end for t in curve["times"]]
        top = max(*curve["left"], *curve["right"]) or 1.0
        colour = f"C{number}"
        axes.plot(times, [x / top for x in curve["left"]], colour, label=curve["name"])
        axes.plot(times, [x / top for x in curve["right"]], colour, linestyle="--")
    axes.set_yscale("log")
    axes.set_ylim(bottom=1e-8)
    axes.set_title(result.claim, fontsize=9)
    axes.set_xlabel("time over horizon (dashed: the bound)", fontsize=7)
    axes.tick_params(labelsize=7)
    axes.legend(fontsize=6)
