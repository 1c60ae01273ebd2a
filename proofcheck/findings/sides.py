"""What a false claim comes to at an instance, as its author wrote it."""

from proofcheck.kernel.clauses import Problem
from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Claim
from proofcheck.lang.endless import without_end
from proofcheck.lang.printing import symbol_text, text
from proofcheck.models.confirmation import Confirmation
from proofcheck.provers.narrate import Writer, sequences

OPPOSITE = {"=": "!=", "<=": ">", ">=": "<", "<": ">=", ">": "<="}
"""What holds between two sides where a relation between them is false."""

LARGEST_SHOWN = 16
"""The most entries that a vector or a matrix is shown with."""


def sides(claim: Claim, confirmation: Confirmation) -> tuple[str, str, str]:
    """The two sides of a false claim as its author wrote them, and what holds between them.

    Vectors and matrices are whole where they are small; else the first component that differs stands for them. The
    kernel knows no ``>=``: there its sides are exchanged.
    """
    if len(confirmation.left.entries) <= LARGEST_SHOWN:
        left, right = confirmation.left.describe(), confirmation.right.describe()
    else:
        left, right = confirmation.lhs.describe(), confirmation.rhs.describe()
    op = claim.op
    if op in {">", ">="}:
        left, right = right, left
    return left, right, missing(claim) or f"{left} {OPPOSITE[op]} {right}"


def missing(claim: Claim) -> str:
    """What a false claim says to exist, in words that deny it; nothing of a claim that says something else."""
    says = claim.says
    while isinstance(says, ex.ForAll | ex.Conditional):
        says = says.body if isinstance(says, ex.ForAll) else says.args[1]
    if isinstance(says, ex.Relation):
        return _without_end(says)
    if not isinstance(says, ex.Exists):
        return ""
    names = [text(variable) for variable in dict.fromkeys(says.variables)]
    several = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    return f"there {'are' if len(names) > 1 else 'is'} no such {several}"


def _without_end(says: ex.Relation) -> str:
    """What a false relation with a limit, or a sum or an integral up to infinity, says to exist, in such words."""
    finite = without_end(says)
    comes_to = None if finite is None else finite.says
    infinite = any(isinstance(side, ex.Infinity) for side in (says.left, says.right))
    if isinstance(comes_to, ex.Exists):
        return "it has no bound" if infinite else ""
    if not isinstance(comes_to, ex.ForAll) or not isinstance(comes_to.body, ex.Exists):
        return ""
    letter = text(comes_to.variables[0])
    return (
        f"from no number on is it {letter} or more" if infinite else f"from no number on is the error at most {letter}"
    )


def at(claim: Claim, confirmation: Confirmation) -> str:
    """A counterexample in words."""
    left, right, _ = sides(claim, confirmation)
    none = missing(claim)
    values = ", ".join(f"{symbol_text(name)} = {symbol_text(value)}" for name, value in confirmation.values.items())
    if none:
        return f"at {values}, {none}" if values else none
    return f"at {values}, the left side is {left}, the right side {right}" if values else f"{left} against {right}"


def shown(problem: Problem, confirmation: Confirmation) -> list[str]:
    """Each hypothesis, and how it was proved for the instance."""
    writer = Writer(latex=False, sequences=sequences(problem.hypotheses))
    pairs = zip(problem.hypotheses, confirmation.hypotheses, strict=True)
    return [f"{writer.clause(clause)}: {how}" for clause, how in pairs]
