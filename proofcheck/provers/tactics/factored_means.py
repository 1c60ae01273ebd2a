"""Means of exponentials of sums over independent members, bounded factor by factor: Chernoff's argument for samples."""

from dataclasses import replace

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import Term, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search


def by_factored_mean(search: Search, relation: Relation) -> Theorem | None:
    """``E exp(sum_i Y_i) <= c``, from ``prod_i E exp(Y_i) <= c``."""
    op, left, right = relation
    if op == "=" or search.depth > 2 or left[0] != "expect" or left[2][0] != "exp" or not _adds_up(left):
        return None
    deeper = replace(search, depth=search.depth + 1)
    equations = [t for t in search.ground() if t.clause.relation[0] == "=" and t.clause.relation[1][0] == "expect"]
    factored = [t for t in equations if t.rule != "assume" and not _adds_up(t.clause.relation[2])]
    form = Normalizer().scalar(left)
    for equation in sorted(factored, key=lambda theorem: theorem.clause.relation[2][0] != "powi"):
        _, whole, product = equation.clause.relation
        shown = deeper.relation((op, product, right)) if Normalizer().scalar(whole) == form else None
        if shown is not None:
            return Facts([shown, equation]).prove(relation)
    return None


def _adds_up(term: Term) -> bool:
    """Whether there is a mean of the exponential of a sum over members."""
    means = [part for part in subterms(term) if part[0] == "expect" and part[2][0] == "exp"]
    return any(inside[0] == "sum" for mean in means for inside in subterms(mean[2]))
