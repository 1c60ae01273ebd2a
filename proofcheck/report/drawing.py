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


@dataclass(frozen=True, slots=True)
class Pen:
    """How a kind of line is drawn: its width in points, its dashes as SVG writes them, its colour on paper."""

    width: float
    colour: tuple[float, float, float]
    dashes: str = ""


BLACK, DARK, MIDDLE, LIGHT = (0.0,) * 3, (0.35,) * 3, (0.6,) * 3, (0.82,) * 3
PENS: Mapping[str, Pen] = {
    "left": Pen(1.6, BLACK),
    "right": Pen(1.6, (0.74, 0.27, 0.0), "6 3"),
    "repaired": Pen(1.8, (0.0, 0.35, 0.6), "1.5 2.5"),
    "axis": Pen(0.8, DARK),
    "grid": Pen(0.4, LIGHT),
    "here": Pen(0.8, DARK, "2 2"),
    "edge": Pen(0.5, MIDDLE),
}
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through some points, of one of the kinds in `PENS`."""

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
        pen = PENS[stroke.kind]
        dashed = f' stroke-dasharray="{pen.dashes}"' if pen.dashes else ""
        parts.append(f'<path class="{stroke.kind}" stroke-width="{pen.width:g}"{dashed} d="{path}"/>')
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
    pen = PENS[kind]
    red, green, blue = pen.colour
    return f"{red:g} {green:g} {blue:g} RG {pen.width:g} w [{pen.dashes}] 0 d"


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
