"""The claims of a document as a picture: a row a section, a node a claim, an arc to each claim that it cites."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
        return (a.x, a.y + 9 * sign), (a.x, a.y + 30 * sign), (b.x, b.y - 30 * sign), (b.x, b.y - 9 * sign)

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
        for section in story.sections(document):
            claims = [claim for claim in section.claims if claim["id"] in drawn]
            if claims:
                rows.append((section.title if len(section.title) < 22 else f"{section.title[:20]}…", y))
            for start in range(0, len(claims), IN_A_ROW):
                for place, claim in enumerate(claims[start : start + IN_A_ROW]):
                    nodes[claim["id"]] = _node(claim, anchors, LEFT + STEP * place, y)
                y += ROW
        edges = [
            Edge(nodes[cited], nodes[claim["id"]])
            for claim in document["claims"]
            for cited in dict.fromkeys(claim.get("cites", []))
            if claim["id"] in nodes and cited in nodes and cited != claim["id"]
        ]
        width = max((node.x for node in nodes.values()), default=0) + STEP
        return cls(tuple(nodes.values()), tuple(edges), tuple(rows), width, y, len(document["claims"]) - len(nodes))


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


def _drawn(document: DocumentFindings) -> set[str]:
    claims = document["claims"]
    if len(claims) > MOST:
        claims = [c for c in claims if c["kind"] != "step" or story.standing(c) != story.SOUND][:MOST]
    return {claim["id"] for claim in claims}


def _node(claim: ClaimFinding, anchors: Mapping[str, str], x: int, y: int) -> Node:
    words = f"{claim['id']}: {story.verdict(claim)}. {claim.get('text', '')}"
    return Node(anchors[claim["id"]], claim["id"], words[:300], story.standing(claim), x, y)
