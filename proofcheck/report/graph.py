"""The claims of a document as a picture: a row a section, a node a claim, an arc to what it cites directly."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from proofcheck.reasons import reached
from proofcheck.report import story
from proofcheck.report.drawing import Drawing, Stroke, Word
from proofcheck.report.schema import ClaimFinding, DocumentFindings

MOST = 400
"""Claims that are drawn; of more, the statements, the conclusions and the defects."""
IN_A_ROW = 16
STEP, ROW, LEFT, TOP = 40, 52, 150, 34
PIECES = 12
"""Of an arc, where it is drawn by straight lines."""
SMALLER = 0.52
"""Of a picture on paper."""
TALLEST = 620.0
"""Points of paper that a picture may take."""


@dataclass(frozen=True, slots=True)
class Node:
    """A claim at a place of the picture."""

    anchor: str
    id: str
    words: str
    standing: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Edge:
    """An arc from a claim that is cited to the claim that cites it."""

    start: Node
    end: Node

    @property
    def corners(self) -> tuple[tuple[int, int], ...]:
        """The four points of the cubic curve that it is."""
        a, b = self.start, self.end
        if a.y == b.y:
            height = min(8 + abs(a.x - b.x) // 6, ROW - 14)
            return (a.x, a.y - 9), (a.x, a.y - 9 - height), (b.x, b.y - 9 - height), (b.x, b.y - 9)
        sign = 1 if b.y > a.y else -1
        beside = STEP // 2 if abs(a.y - b.y) > ROW else 0  # not through the marks of the rows between
        start, end = (a.x, a.y + 9 * sign), (b.x, b.y - 9 * sign)
        return start, (a.x + beside, a.y + 40 * sign), (b.x + beside, b.y - 40 * sign), end

    @property
    def path(self) -> str:
        """The arc, as SVG draws it."""
        (a, b), *rest = self.corners
        return f"M{a},{b} C{' '.join(f'{x},{y}' for x, y in rest)}"

    def points(self) -> Iterator[tuple[float, float]]:
        """Points along the arc."""
        for k in range(PIECES + 1):
            t = k / PIECES
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            weighted = list(zip(weights, self.corners, strict=True))
            yield sum(w * x for w, (x, _) in weighted), sum(w * y for w, (_, y) in weighted)


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes, arcs, and the titles of rows with their heights."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[tuple[str, int], ...]
    width: int
    height: int
    left_out: int

    @classmethod
    def of(cls, document: DocumentFindings, anchors: Mapping[str, str]) -> "Graph":
        """Return the graph of a document's claims; ``anchors`` are the names of their places in the page."""
        drawn = _drawn(document)
        nodes: dict[str, Node] = {}
        rows = []
        y = TOP
        needed = tuple(_needed(document, drawn))
        for section in _below_what_they_need(tuple(story.sections(document)), needed):
            claims = [claim for claim in section.claims if claim["id"] in drawn]
            if claims:
                rows.append((section.title if len(section.title) < 22 else f"{section.title[:20]}…", y))
            for start in range(0, len(claims), IN_A_ROW):
                for place, claim in enumerate(claims[start : start + IN_A_ROW]):
                    nodes[claim["id"]] = _node(claim, anchors, LEFT + STEP * place, y)
                y += ROW
        edges = [Edge(nodes[cited], nodes[name]) for name, cited in needed]
        width = max((node.x for node in nodes.values()), default=0) + STEP
        ordered = tuple(nodes[claim["id"]] for claim in document["claims"] if claim["id"] in nodes)
        return cls(ordered, tuple(edges), tuple(rows), width, y, len(document["claims"]) - len(nodes))


def on_paper(graph: Graph) -> Drawing | None:
    """The graph as a drawing, in which the id of each claim stands for its mark; nothing where it fits no page."""
    if len(graph.nodes) < 2 or not graph.edges or graph.height * SMALLER > TALLEST:
        return None

    def placed(x: float, y: float) -> tuple[float, float]:
        return 112.0 + (x - LEFT) * SMALLER, y * SMALLER

    strokes = tuple(Stroke("edge", tuple(placed(*point) for point in edge.points())) for edge in graph.edges)
    words = [Word(node.id, *placed(node.x, node.y), "middle", formula=True) for node in graph.nodes]
    words += [Word(title, 0.0, y * SMALLER) for title, y in graph.rows]
    width, height = placed(graph.width, graph.height)
    return Drawing(width, height, "Graph of the claims.", strokes, (), tuple(words))


def _needed(document: DocumentFindings, drawn: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield which claims cite which, in source order, but for what is cited by something else that is cited as well."""
    cites = {c["id"]: [n for n in dict.fromkeys(c.get("cites", [])) if n in drawn] for c in document["claims"]}
    below = {name: set(reached(cites, cites[name])) for name in drawn}
    for claim in document["claims"]:
        name = claim["id"]
        others = cites[name] if name in drawn else []
        for cited in others:
            through = any(cited in below[n] and n not in below[cited] for n in others if n != cited)
            if cited != name and not through:
                yield name, cited


def _below_what_they_need(
    sections: Sequence[story.Section], needed: Sequence[tuple[str, str]]
) -> Iterator[story.Section]:
    """Yield sections in source order, but each after those that its claims cite, so that fewer arcs cross."""
    place = {claim["id"]: number for number, section in enumerate(sections) for claim in section.claims}
    cites: dict[int, set[int]] = {number: set() for number in range(len(sections))}
    for name, cited in needed:
        cites[place[name]].add(place[cited])
    waiting = list(cites)
    while waiting:
        free = next((n for n in waiting if not cites[n] & set(waiting) - {n}), waiting[0])
        waiting.remove(free)
        yield sections[free]


def _drawn(document: DocumentFindings) -> set[str]:
    claims = document["claims"]
    if len(claims) > MOST:
        claims = [c for c in claims if c["kind"] != "step" or story.standing(c) != story.SOUND][:MOST]
    return {claim["id"] for claim in claims}


def _node(claim: ClaimFinding, anchors: Mapping[str, str], x: int, y: int) -> Node:
    words = f"{claim['id']}: {story.verdict(claim)}. {claim.get('text', '')}"
    return Node(anchors[claim["id"]], claim["id"], words[:300], story.standing(claim), x, y)
