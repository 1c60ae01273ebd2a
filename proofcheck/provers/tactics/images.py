"""The tactic for vectors that are images of others: |M z| is at most |M| |z|, whatever way M z is written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Combination, Normalizer
from proofcheck.kernel.terms import ONE, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.equations import Equations, fresh_hole
from proofcheck.provers.forms import paths_in, with_part
from proofcheck.provers.library import spectra
from proofcheck.provers.saturation import finish, instances

MOST_DEEP = 1
"""How deep in an argument images are still looked for: in the step of an induction."""


def image(search: Search, relation: Relation) -> Theorem | None:
    """|x - c A x| <= b |x|, from |I - c A| <= b; x - c A x may have a name, as the next member of a sequence has."""
    op, left, bound = relation
    plain = op == "<=" and left[0] == "norm" and left[1].sort[0] == "V" and bound[0] in {"mul", "norm"}
    if not plain or search.depth > MOST_DEEP or not search.may("operator norm"):
        return None
    factors = bound[1:] if bound[0] == "mul" else (bound,)
    for place, source in [(place, part[1]) for place, part in enumerate(factors) if part[0] == "norm"]:
        rest = Term("mul", ONE, *factors[:place], *factors[place + 1 :])
        for known, target in _called(search, relation) if source.sort == left[1].sort else ():
            operator = _between(source, target)
            if operator is not None:
                size = _size(replace(search, depth=search.depth + 1), ("<=", Term("opnorm", operator), rest))
                if size is None:
                    return None
                applied = spectra.operator_norm([], operator, source)
                return finish(search, relation, [size, applied, *known, *_same_length(known, left[1], target)])
    return None


def _size(search: Search, relation: Relation) -> Theorem | None:
    """The bound of the norm of an operator, at first without what is said of the members of sequences."""
    still = tuple(t for t in search.known if not paths_in(t.clause.relation))
    moving = len(still) == len(search.known) or bool(paths_in(relation))
    return (None if moving else replace(search, known=still).relation(relation)) or search.relation(relation)


def _same_length(known: Sequence[Theorem], vector: Term, written: Term) -> Iterator[Theorem]:
    """That a vector is as long as it is as equations write it, where the normal form does not say that."""
    same = Equations(known).prove(vector, written)
    if same is not None:
        hole = fresh_hole(vector.sort, vector, written)
        yield rules.congruence([same], hole, Term("norm", hole))


def _called(search: Search, relation: Relation) -> Iterator[tuple[tuple[Theorem, ...], Term]]:
    """The vector that a relation measures, as it stands, and as equations write it: x as well where A x* = b."""
    target = relation[1][1]
    yield (), target
    ground = search.ground()
    theorems = (*ground, *instances(search, ground, search.goal_pool(relation), ahead=False))
    written = [((theorem,), whole) for theorem in theorems for whole in _unfolded(theorem, target)]
    yield from written
    for known, whole in (((), target), *written):
        yield from (((*known, t), last) for t in ground if t not in known for last in _unfolded(t, whole, turned=True))


def _unfolded(equation: Theorem, target: Term, *, turned: bool = False) -> Iterator[Term]:
    """A vector with what an equation says of a letter, or a member of a sequence, put in, ``turned`` from the right."""
    op, *sides = equation.clause.relation
    name, value = sides[::-1] if turned else sides
    if op == "=" and name[0] in {"var", "path"} and name.sort == target.sort and name not in value.free:
        unfolded = with_part(target, name, value)
        if unfolded != target:
            yield unfolded


def _between(source: Term, target: Term) -> Term | None:
    """An operator that maps one vector to another, if their words show one; read off an atom of the first."""
    normalizer = Normalizer()
    before, after = normalizer.form(source), normalizer.form(target)
    for source_word, scale in before.items():
        if len(source_word) > 1 or scale not in ({(): 1}, {(): -1}):
            continue
        form: Combination = {}
        for word, coefficient in after.items():
            if word[-1:] == source_word:
                form[word[:-1]] = {mono: value * scale[()] for mono, value in coefficient.items()}
        if not any(form):
            continue
        operator = linear_term(form)
        return operator if normalizer.form(Term("dot", operator, source)) == after else None
    return None
