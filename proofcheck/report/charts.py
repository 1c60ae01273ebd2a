"""Charts of what findings hold: both sides of a claim, as one number moves."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from proofcheck.report.drawing import Anchor, Drawing, Ring, Stroke, Word
from proofcheck.report.schema import ClaimFinding, Course, Portrait, Sharpness, Sides

WIDTH, HEIGHT, LOW = 400.0, 100.0, 62.0
FEWEST = 10
LEFT, RIGHT, TOP, BOTTOM = 44.0, 118.0, 6.0, 20.0
"""Margins: for the numbers at the left, and the names of the lines at the right."""
LINE = 11.0
"""Between two words, at least."""
DECADES = 50.0
"""Sides that are positive and differ by this factor are drawn on a logarithmic axis."""
NAMES = {"left": "left side", "right": "right side", "repaired": "as repaired"}

Scale = Callable[[float], float]


def of_claim(claim: ClaimFinding) -> Drawing | None:
    """Both sides of a false claim as a number of its counterexample moves, where that was looked at."""
    counterexample = claim.get("counterexample")
    course = counterexample.get("course") if counterexample else None
    return of_course(course) if course else None


def of_course(course: Course) -> Drawing:
    """Both sides of a false claim as a number of its counterexample moves; rings mark the counterexample."""
    lines = {"left": _line(course, "left"), "right": _line(course, "right")}
    repaired = course.get("repaired")
    if repaired and repaired["left"] == course["left"] and repaired["right"] != course["right"]:
        lines["repaired"] = _line(repaired, "right")
    number, here = course["number"], course["at"]
    shown = ", ".join(NAMES[kind] for kind in lines)
    says = f"Line chart of {shown} against {number}; the counterexample is at {number} = {here:g}."
    return _chart(lines, number, here, says)


def of_portrait(portrait: Portrait) -> Iterator[tuple[str, Drawing | None]]:
    """How a claim fares on random instances, each picture by its name."""
    yield "along", along(portrait)
    yield "tightness", tightness(portrait)


def along(portrait: Portrait) -> Drawing | None:
    """Both sides of an inequality along time, at a random instance; nothing where it was not followed."""
    if "times" not in portrait:
        return None
    times, sides = portrait["times"], {"left": portrait["left"], "right": portrait["right"]}
    if "repaired" in portrait and portrait["repaired"] != portrait["right"]:
        sides["repaired"] = portrait["repaired"]
    late = [place for place, t in enumerate(times) if t > 0] if _spread(times) > DECADES else list(range(len(times)))
    lines = {kind: [(times[k], side[k]) for k in late] for kind, side in sides.items()}
    says = f"Line chart of {', '.join(NAMES[kind] for kind in lines)} along time, at {portrait['instance']}."
    return _chart(lines, "t", None, says)


def tightness(portrait: Portrait) -> Drawing | None:
    """Which part of its bound an inequality uses, at random instances and times; nothing where it never varies."""
    counts = portrait["used"]
    if len(counts) < 2 or sum(counts) < FEWEST:
        return None
    parts = len(counts) - 1
    most = max(counts)
    across, ticks = _linear(0.0, 1.0 + 1.0 / parts, LEFT, WIDTH - RIGHT)
    up, _ = _linear(0.0, most, LOW - BOTTOM, TOP)
    floor = LOW - BOTTOM
    strokes = [Stroke("axis", ((LEFT, floor), (WIDTH - RIGHT, floor)))]
    strokes += [Stroke("axis", ((across(x), floor), (across(x), floor + 3))) for x in ticks]
    strokes.append(Stroke("here", ((across(1.0), TOP), (across(1.0), floor))))
    for k, count in enumerate(counts):
        if count:
            a, b = across(k / parts) + 1, across((k + 1) / parts) - 1
            strokes.append(Stroke("left", ((a, floor), (a, up(count)), (b, up(count)), (b, floor))))
    words = [Word(_short(x), across(x), floor + 10, "middle") for x in ticks]
    words.append(Word("smaller / larger", WIDTH - RIGHT + 8, floor + 10))
    total = sum(counts)
    above = f", and above 1 at {counts[-1]}" if counts[-1] else ""
    says = f"Histogram of the side that is bounded over its bound at {total} instances and times{above}."
    return Drawing(WIDTH, LOW, says, tuple(strokes), (), tuple(words))


def _spread(times: Sequence[float]) -> float:
    positive = [t for t in times if t > 0]
    return max(positive) / min(positive) if positive else 1.0


def _line(sides: Sides, side: str) -> list[tuple[float, float]]:
    return list(zip(sides["values"], sides["left"] if side == "left" else sides["right"], strict=True))


def _chart(lines: dict[str, list[tuple[float, float]]], number: str, here: float | None, says: str) -> Drawing:
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line]
    logarithmic = min(ys) > 0 and max(ys) / min(ys) > DECADES
    stretched = here is None and min(xs) > 0 and max(xs) / min(xs) > DECADES
    across, x_ticks = (_decades if stretched else _linear)(min(xs), max(xs), LEFT, WIDTH - RIGHT)
    up, y_ticks = (_decades if logarithmic else _linear)(min(ys), max(ys), HEIGHT - BOTTOM, TOP)
    strokes = [Stroke("grid", ((LEFT, up(y)), (WIDTH - RIGHT, up(y)))) for y in y_ticks]
    strokes.append(Stroke("axis", ((LEFT, TOP), (LEFT, HEIGHT - BOTTOM), (WIDTH - RIGHT, HEIGHT - BOTTOM))))
    strokes += [Stroke("axis", ((across(x), HEIGHT - BOTTOM), (across(x), HEIGHT - BOTTOM + 3))) for x in x_ticks]
    words = [_number(y, LEFT - 5, up(y), logarithmic) for y in y_ticks]
    words += [_number(x, across(x), HEIGHT - BOTTOM + 10, stretched, "middle") for x in x_ticks]
    words.append(Word(number, WIDTH - RIGHT + 8, HEIGHT - BOTTOM + 10, formula=True))
    rings = []
    if here is not None:
        strokes.append(Stroke("here", ((across(here), TOP), (across(here), HEIGHT - BOTTOM))))
        rings = [Ring(kind, across(here), up(y)) for kind, line in lines.items() for x, y in line if x == here]
    strokes += [Stroke(kind, tuple((across(x), up(y)) for x, y in line)) for kind, line in lines.items()]
    ends = {kind: (across(line[-1][0]), up(line[-1][1])) for kind, line in lines.items()}
    places = _apart([(y, kind) for kind, (_, y) in ends.items()])
    for kind, y in places.items():
        strokes.append(Stroke(kind, ((WIDTH - RIGHT + 6, y), (WIDTH - RIGHT + 24, y))))
        words.append(Word(NAMES[kind], WIDTH - RIGHT + 28, y))
    return Drawing(WIDTH, HEIGHT, says, tuple(strokes), tuple(rings), tuple(words))


def _apart(wanted: Sequence[tuple[float, str]]) -> dict[str, float]:
    """Heights as near as may be to those that are wanted, in their order, with room between them."""
    order = sorted(wanted)
    places = [y for y, _ in order]
    for k in range(1, len(places)):
        places[k] = max(places[k], places[k - 1] + LINE)
    for k in reversed(range(len(places))):
        lowest = HEIGHT - BOTTOM - LINE * (len(places) - 1 - k)
        places[k] = max(TOP + LINE * k, min(places[k], lowest))
    assert all(b - a > LINE - 1 for a, b in pairwise(places))
    return {kind: y for (_, kind), y in zip(order, places, strict=True)}


def _linear(low: float, high: float, start: float, end: float) -> tuple[Scale, list[float]]:
    """An even scale, and the numbers to be written at it.

    >>> _linear(0, 1, 0, 100)[1]
    [0.0, 0.5, 1.0]
    """
    if low == high:
        low, high = low - 1, high + 1
    step = 10 ** math.floor(math.log10(high - low))
    step = next(s for s in (step / 5, step / 2, step, 2 * step, 5 * step) if (high - low) / s < 4.5)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return lambda x: start + (x - low) / (high - low) * (end - start), [k * step for k in range(first, last + 1)]


def _decades(low: float, high: float, start: float, end: float) -> tuple[Scale, list[float]]:
    """A logarithmic scale, and the powers of ten to be written at it.

    >>> _decades(0.5, 200, 0, 100)[1]
    [1.0, 10.0, 100.0]
    """
    a, b = math.log10(low), math.log10(high)
    powers = range(math.ceil(a), math.floor(b) + 1)
    powers = powers[:: max(1, math.ceil(len(powers) / 5))]
    return lambda y: start + (math.log10(y) - a) / (b - a) * (end - start), [10.0**k for k in powers]


def _number(number: float, x: float, y: float, logarithmic: bool, anchor: Anchor = "end") -> Word:
    if not logarithmic:
        return Word(_short(number), x, y, anchor)
    power = round(math.log10(number))
    return Word("1", x, y, anchor) if power == 0 else Word("10", x, y, anchor, str(power))


def _short(x: float) -> str:
    return f"{round(x, 10):.4g}".replace("-", "−")


def of_constant(constant: Sharpness) -> Drawing | None:
    """What is known of a best constant: where a claim with it is false, and where proved; nothing without a proof."""
    high, low = constant["proved_with"], constant["false_with"]
    if high is None:
        return None
    ends = {"left": high} | ({"right": low} if low is not None else {})
    numbers = [end["about"] for end in ends.values()]
    near = [x for x in (*numbers, 1.0) if min(numbers) / 4 < x < 4 * max(numbers)]
    room = max(max(near) - min(near), max(near) / 4) / 2
    first, last = max(0.0, min(near) - room), max(near) + room
    across, _ = _linear(first, last, LEFT, WIDTH - RIGHT)
    downwards = low is not None and low["about"] > high["about"]
    far = {"left": first if downwards else last, "right": last if downwards else first}
    floor = LOW - 2 * BOTTOM
    strokes = [Stroke("axis", ((LEFT, floor), (WIDTH - RIGHT, floor)))]
    if 1.0 in near:
        strokes.append(Stroke("here", ((across(1.0), TOP), (across(1.0), floor + 4))))
    strokes += [Stroke(kind, ((across(end["about"]), floor), (across(far[kind]), floor))) for kind, end in ends.items()]
    rings = tuple(Ring(kind, across(end["about"]), floor) for kind, end in ends.items())
    words = [_end(end["text"], across(end["about"]), far[kind] > end["about"], floor) for kind, end in ends.items()]
    words.append(Word(constant["letter"], WIDTH - RIGHT + 8, floor, formula=True))
    names = {"left": "proved", "right": "false at an instance"}
    for place, kind in enumerate(ends):
        y = floor + 12 + place * LINE
        strokes.append(Stroke(kind, ((WIDTH - RIGHT + 6, y), (WIDTH - RIGHT + 24, y))))
        words.append(Word(names[kind], WIDTH - RIGHT + 28, y))
    false = f", false with {low['text']}" if low is not None else ""
    says = f"Bracket of the best constant {constant['letter']}: proved with {high['text']}{false}; 1 is as stated."
    return Drawing(WIDTH, LOW - BOTTOM / 2, says, tuple(strokes), rings, tuple(words))


def _end(text: str, x: float, rightwards: bool, floor: float) -> Word:
    return Word(text, x + (-4 if not rightwards else 4), floor + 12, "start" if rightwards else "end", formula=True)
