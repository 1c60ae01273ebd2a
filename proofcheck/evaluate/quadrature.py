"""Gauss-Legendre rules on panels: how many, how long, and where integrals with moving limits are cut."""

from functools import lru_cache

import numpy as np

from proofcheck.evaluate.arithmetic import Array
from proofcheck.evaluate.setting import Setting

PANELS, MOST_PANELS = 6, 50
"""On each half of the range of an integral, each half as long as the one before it, down to the fastest time scale."""

LATER_PANELS = 2
"""From one upper limit of an integral to the next, at least; more where that is over twice the one before."""


@lru_cache(maxsize=64)
def graded_rule(nodes_each: int, panels: int) -> tuple[Array, Array]:
    """Nodes and weights on [0, 1], on panels graded towards both ends."""
    ends = np.concatenate([[0.0], 0.5 ** np.arange(panels, 0, -1)])
    nodes, weights = np.polynomial.legendre.leggauss(nodes_each)
    widths = np.diff(ends)[:, None]
    below, weights = (ends[:-1, None] + widths * (nodes + 1) / 2).ravel(), (widths * weights / 2).ravel()
    return np.concatenate([below, 1 - below[::-1]]), np.concatenate([weights, weights[::-1]])


@lru_cache(maxsize=64)
def even_rule(nodes_each: int, panels: int) -> tuple[Array, Array]:
    """Nodes and weights on [0, 1], on panels of equal length."""
    nodes, weights = np.polynomial.legendre.leggauss(nodes_each)
    places = (np.arange(panels)[:, None] + (nodes + 1) / 2) / panels
    return places.ravel(), np.tile(weights / (2 * panels), panels)


def panels_for(length: Array, setting: Setting) -> int:
    """How many panels on each half of a range of that length resolve the fastest motion at its ends."""
    if setting.timescale is None or not length.any():
        return PANELS if length.any() else 1
    with np.errstate(all="ignore"):
        parts = length / setting.timescale
    longest = np.max(parts, initial=1.0, where=np.isfinite(parts))
    return int(np.clip(np.ceil(np.log2(longest)) + 1, PANELS, MOST_PANELS))


def refined(lengths: Array) -> tuple[Array, list[int]]:
    """Limits ``(b, m)`` between those given ``(b, s)``, at most twice the one before, and the places of these."""
    before, after = lengths[:, :-1], lengths[:, 1:]
    with np.errstate(all="ignore"):
        ratio = np.where((before > 0) & np.isfinite(after), after / before, 1.0)
    doublings = np.ceil(np.log2(np.max(ratio, axis=0, initial=1.0)))
    counts = np.clip(doublings, LATER_PANELS, MOST_PANELS).astype(int)
    pieces = [lengths[:, :1]]
    for j, count in enumerate(counts):
        share = np.arange(1, count + 1) / count
        growing = ratio[:, j : j + 1] > 2
        safe = np.where(growing, ratio[:, j : j + 1], 2.0)
        share = np.where(growing, (safe**share - 1) / (safe - 1), share)
        pieces.append(before[:, j : j + 1] + (after - before)[:, j : j + 1] * share)
    return np.concatenate(pieces, axis=1), [0, *np.cumsum(counts).tolist()]
