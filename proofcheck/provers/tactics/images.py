"""The tactic for vectors that are images of others: |M z| is at most |M| |z|, whatever way M z is written."""

from dataclasses import replace

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Combination, Normalizer
from proofcheck.kernel.terms import ONE, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.library import spectra
from proofcheck.provers.saturation import finish


def image(search: Search, relation: Relation) -> Theorem | None:
    """|x - c A x| <= b |x|, from |I - c A| <= b."""
    op, left, bound = relation
    if op != "<=" or left[0] != "norm" or left[1].sort[0] != "V" or bound[0] != "mul" or search.depth > 0:
        return None
    for place, factor in enumerate(bound[1:], 1):
        operator = _between(factor[1], left[1]) if factor[0] == "norm" and factor[1].sort[0] == "V" else None
        if operator is None or not search.may("operator norm"):
            continue
        rest = Term("mul", ONE, *bound[1:place], *bound[place + 1 :])
        size = replace(search, depth=search.depth + 1).relation(("<=", Term("opnorm", operator), rest))
        if size is not None:
            return finish(search, relation, [size, spectra.operator_norm([], operator, factor[1])])
    return None


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
