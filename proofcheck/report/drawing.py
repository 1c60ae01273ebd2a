"""Pictures of lines, marks and words: one source for a page in HTML (as SVG) and for TeX (as PDF operators).

What is told apart by colour is told apart by its dashes and its name as well, for readers in grey and the colour-blind.
Coordinates are points from the top left corner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape as escaped
from typing import Literal

from proofcheck.report.texescape import Tex, escape

Anchor = Literal["start", "middle", "end"]

DASHES: Mapping[str, str] = {"left": "", "right": "6 3", "repaired": "1.5 2.5", "axis": "", "grid": "", "here": "2 2"}
"""The strokes that there are, and how each is dashed."""
WIDTHS: Mapping[str, float] = {"left": 1.6, "right": 1.6, "repaired": 1.8, "axis": 0.8, "grid": 0.4, "here": 0.8}
COLOURS: Mapping[str, tuple[float, float, float]] = {
    "left": (0.0, 0.0, 0.0),
    "right": (0.74, 0.27, 0.0),
    "repaired": (0.0, 0.35, 0.6),
    "axis": (0.35, 0.35, 0.35),
    "grid": (0.82, 0.82, 0.82),
    "here": (0.35, 0.35, 0.35),
}
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through some points, of one of the kinds in `DASHES`."""

    kind: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A mark around a point of a line of some kind."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Word:
    """A text at a place, vertically centred; `power` stands above its end, and TeX sets a formula as one."""

    text: str
    x: float
    y: float
    anchor: Anchor = "start"
    power: str = ""
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, and what it shows in a sentence for those who do not see it."""

    width: float
    height: float
    says: str
    strokes: tuple[Stroke, ...]
    rings: tuple[Ring, ...]
    words: tuple[Word, ...]


def svg(drawing: Drawing) -> str:
    """The picture as an element of a page, which gives the classes their colours."""
    parts = [
        f'<svg class="drawing" role="img" viewBox="0 0 {drawing.width:g} {drawing.height:g}" '
        f'width="{drawing.width:g}" height="{drawing.height:g}" aria-label="{escaped(drawing.says)}">'
    ]
    for stroke in drawing.strokes:
        path = "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in stroke.points)
        dashed = f' stroke-dasharray="{DASHES[stroke.kind]}"' if DASHES[stroke.kind] else ""
        parts.append(f'<path class="{stroke.kind}" stroke-width="{WIDTHS[stroke.kind]:g}"{dashed} d="{path}"/>')
    parts += [f'<circle class="{ring.kind}" cx="{ring.x:.1f}" cy="{ring.y:.1f}" r="3.5"/>' for ring in drawing.rings]
    for word in drawing.words:
        said = escaped(word.text) + word.power.translate(RAISED)
        parts.append(f'<text x="{word.x:.1f}" y="{word.y + 3.6:.1f}" text-anchor="{word.anchor}">{said}</text>')
    return "".join([*parts, "</svg>"])


def tex(drawing: Drawing, write: Mapping[str, str] | None = None) -> Tex:
    r"""The picture for `\drawing`; ``write`` has the TeX of words that are more than text."""
    height = drawing.height
    words = "".join(_put(word, height, write or {}) for word in drawing.words)
    return Tex(rf"\drawing{{{drawing.width:g}}}{{{height:g}}}{{{_operators(drawing)}}}{{{words}}}")


def _operators(drawing: Drawing) -> str:
    """PDF's own operators: only numbers and names of this file, so nothing from outside."""
    height = drawing.height
    parts = ["1 J 1 j"]
    for stroke in drawing.strokes:
        parts.append(_pen(stroke.kind))
        (x, y), *rest = stroke.points
        parts.append(f"{x:.1f} {height - y:.1f} m")
        parts += [f"{x:.1f} {height - y:.1f} l" for x, y in rest]
        parts.append("S")
    for ring in drawing.rings:
        parts.append(f"{_pen(ring.kind)} [] 0 d 1 w {_circle(ring.x, height - ring.y, 3.2)} S")
    return " ".join(parts)


def _pen(kind: str) -> str:
    red, green, blue = COLOURS[kind]
    return f"{red:g} {green:g} {blue:g} RG {WIDTHS[kind]:g} w [{DASHES[kind]}] 0 d"


def _circle(x: float, y: float, r: float) -> str:
    k = 0.5523 * r
    arcs: Sequence[tuple[float, ...]] = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    drawn = " ".join(" ".join(f"{c:.1f}" for c in arc) + " c" for arc in arcs)
    return f"{x + r:.1f} {y:.1f} m {drawn}"


def _put(word: Word, height: float, write: Mapping[str, str]) -> str:
    side = {"start": "[l]", "middle": "", "end": "[r]"}[word.anchor]
    said = write.get(word.text) or escape(word.text) + (rf"\textsuperscript{{{word.power}}}" if word.power else "")
    return rf"\put({word.x:.1f},{height - word.y:.1f}){{\makebox(0,0){side}{{{said}}}}}"
