"""The tactic for vectors that are images of others: |M z| is at most |M| |z|, whatever way M z is written."""

from collections.abc import Iterator
from dataclasses import replace

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Combination, Normalizer
from proofcheck.kernel.terms import ONE, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import with_part
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
                size = replace(search, depth=search.depth + 1).relation(("<=", Term("opnorm", operator), rest))
                if size is None:
                    return None
                return finish(search, relation, [size, spectra.operator_norm([], operator, source), *known])
    return None


def _called(search: Search, relation: Relation) -> Iterator[tuple[tuple[Theorem, ...], Term]]:
    """The vector that a relation measures, as it stands, and as an equation writes it."""
    target = relation[1][1]
    yield (), target
    ground = search.ground()
    for theorem in (*ground, *instances(search, ground, search.goal_pool(relation), ahead=False)):
        op, name, value = theorem.clause.relation
        if op == "=" and name[0] in {"var", "path"} and name.sort == target.sort:
            unfolded = with_part(target, name, value)
            if unfolded != target:
                yield (theorem,), unfolded


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
