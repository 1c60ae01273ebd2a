"""Both sides of the claims along time: what is bounded, and its bound."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numerics.errors import NumericsError
from proofcheck.study.simulate import ClaimResult

INSTALL = "no plot: matplotlib is not installed; pip install 'proofcheck[plot]'"
COLUMNS = 3
COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73")
"""Told apart by the colour-blind, and in grey (Okabe and Ito)."""
LOWEST = 1e-8
"""Smaller values are not drawn."""
EARLY = 1e-4
"""Where times before that part of the horizon were looked at, the axis of time is logarithmic."""


def plot_bounds(results: Sequence[ClaimResult], path: Path) -> bool:
    """Draw the inequalities that vary in time to an SVG file; whether there was anything to draw.

    Raises:
        NumericsError: matplotlib is not installed.
        OSError: the file cannot be written.
    """
    drawn = [r for r in results if r.relation != "=" and r.curves and all(_is_positive(c) for c in r.curves)]
    if not drawn:
        return False
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise NumericsError(INSTALL) from None
    rows = math.ceil(len(drawn) / COLUMNS)
    figure = Figure(figsize=(4.2 * COLUMNS, 3 * rows + 0.3), layout="constrained")
    figure.suptitle("What is bounded (solid) and its bound (dashed), in units of the largest value", fontsize=10)
    for place, result in enumerate(drawn, 1):
        _panel(figure.add_subplot(rows, COLUMNS, place), result)
    with rc_context({"svg.hashsalt": "proofcheck"}):  # equal results give equal files
        figure.savefig(path, format="svg", metadata={"Date": None})
    return True


def _is_positive(curve: Any) -> bool:
    return bool(min(*curve["left"], *curve["right"]) >= 0)


def _panel(axes: Any, result: ClaimResult) -> None:
    lowest, earliest = 1.0, 1.0
    for number, curve in enumerate(result.curves):
        end = max(curve["times"]) or 1.0
        times = [t / end for t in curve["times"]]
        top = max(*curve["left"], *curve["right"]) or 1.0
        left, right = ([x / top for x in curve[side]] for side in ("left", "right"))
        axes.plot(times, left, COLOURS[number % len(COLOURS)], label=curve["name"])
        axes.plot(times, right, COLOURS[number % len(COLOURS)], linestyle="--")
        lowest = min([lowest, *(x for x in (*left, *right) if x > 0)])
        earliest = min([earliest, *(t for t in times if t > 0)])
    axes.set_yscale("log")
    axes.set_ylim(max(lowest, LOWEST) / 2, 2)
    if earliest < EARLY:
        axes.set_xscale("log")
    axes.set_title(result.claim, fontsize=9)
    axes.set_xlabel("time over horizon", fontsize=7)
    axes.tick_params(which="both", labelsize=7)
    axes.legend(fontsize=6)
