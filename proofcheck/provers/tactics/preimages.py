"""The tactic for images under inverses: z = inv(M) y is what solves M z = y, and of that equations tell more."""

from collections.abc import Iterator

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ZERO, Term, fresh_variable, slots, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import frobenius

MOST_DEEP = 2
"""How deep in an argument images are still named."""


def by_preimage(search: Search, relation: Relation) -> Theorem | None:
    """The relation for all z with M z = y in the place of inv(M) y."""
    op, *sides = relation
    if search.depth > MOST_DEEP or not search.may("inverse"):
        return None
    spread = [_spread(side) for side in sides]
    for image in images(relation):
        operator, y = image[1][1], image[2]
        invertible = search.relation(("<", ZERO, Term("smin", operator)))
        if invertible is None:
            continue
        taken = frozenset().union(*(side.free for side in sides), *search.fixed())
        z = fresh_variable(Term("var", "z", image.sort), taken)
        low, high = (with_part(side, image, z) for side in spread)
        shown = search.prove(Clause((z,), (fact("=", Term("dot", operator, z), y),), (op, low, high)))
        if shown is not None:
            solved = _solved(invertible, operator, y)
            return Facts([rules.instantiate([shown, solved], [(z, image)])]).prove(relation)
    return None


def images(relation: Relation) -> Iterator[Term]:
    """The vectors inv(M) y in a relation."""
    parts = (part for side in relation[1:] for part in open_subterms(_spread(side)))
    return iter(dict.fromkeys(part for part in parts if _is_image(part)))


def _solved(invertible: Theorem, operator: Term, y: Term) -> Theorem:
    """M inv(M) y = y."""
    hole = Term("var", "hole", operator.sort)
    entry = {"equation": 0, "hole": hole, "template": Term("dot", hole, y)}
    whole = Term("dot", operator, Term("dot", Term("inv", operator), y))
    return rules.identity([frobenius.inverse_after([invertible], operator)], whole, y, [entry])


def _is_image(part: Term) -> bool:
    return bool(part[0] == "dot" and part[1][0] == "inv" and part.sort[0] == "V")


def _spread(term: Term) -> Term:
    """A term in which each inverse stands in front of what it is applied to: (A inv(M)) u is A (inv(M) u)."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _spread(term[slot])
    return _moved_in(*parts[1:]) if term[0] == "dot" and term.sort[0] == "V" else Term(*parts)


def _moved_in(operator: Term, u: Term) -> Term:
    """What an operator makes of a vector, product by product and, where there are inverses, term by term."""
    if operator[0] == "dot":
        return _moved_in(operator[1], _moved_in(operator[2], u))
    if operator[0] in {"add", "mul"} and any(part[0] == "inv" for part in subterms(operator)):
        if operator[0] == "mul":
            return Term(*operator[:-1], _moved_in(operator[-1], u))
        return Term("add", *(_moved_in(part, u) for part in operator[1:]))
    return Term("dot", operator, u)
