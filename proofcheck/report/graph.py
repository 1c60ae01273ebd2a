"""The claims of a document as a picture: a row a section, a node a claim, an arc to each claim that it cites."""

from collections.abc import Mapping
from dataclasses import dataclass

from proofcheck.report import story
from proofcheck.report.schema import ClaimFinding, DocumentFindings

MOST = 400
"""Claims that are drawn; of more, the statements, the conclusions and the defects."""
IN_A_ROW = 16
STEP, ROW, LEFT, TOP = 40, 52, 150, 34


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
    def path(self) -> str:
        """The arc, as SVG draws it."""
        a, b = self.start, self.end
        if a.y == b.y:
            height = min(8 + abs(a.x - b.x) // 6, ROW - 14)
            return f"M{a.x},{a.y - 9} C{a.x},{a.y - 9 - height} {b.x},{b.y - 9 - height} {b.x},{b.y - 9}"
        sign = 1 if b.y > a.y else -1
        return f"M{a.x},{a.y + 9 * sign} C{a.x},{a.y + 30 * sign} {b.x},{b.y - 30 * sign} {b.x},{b.y - 9 * sign}"


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


def _drawn(document: DocumentFindings) -> set[str]:
    claims = document["claims"]
    if len(claims) > MOST:
        claims = [c for c in claims if c["kind"] != "step" or story.standing(c) != story.SOUND][:MOST]
    return {claim["id"] for claim in claims}


def _node(claim: ClaimFinding, anchors: Mapping[str, str], x: int, y: int) -> Node:
    words = f"{claim['id']}: {story.verdict(claim)}. {claim.get('text', '')}"
    return Node(anchors[claim["id"]], claim["id"], words[:300], story.standing(claim), x, y)
