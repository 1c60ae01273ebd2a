"""Remarks on a claim: the argument that it lacks, and why a false one cannot be right."""

from fractions import Fraction

from proofcheck.findings.evidence import author_names
from proofcheck.findings.verdicts import Verdict
from proofcheck.kernel.clauses import Problem
from proofcheck.lang.printing import symbol_text, text
from proofcheck.lang.rule_names import FREE
from proofcheck.matter import Matter, listed
from proofcheck.provers.library import uses
from proofcheck.provers.narrate import Writer
from proofcheck.refuters import scaling_mismatch

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def notes(matter: Matter, verdict: Verdict, follows: tuple[str, str]) -> list[str]:
    """What a reader should know beside the verdict, and beside whether the claim follows and why."""
    found = _missing_argument(matter, verdict, *follows)
    if verdict.holds == "refuted":
        found += _scaling(matter)
    return found


def _missing_argument(matter: Matter, verdict: Verdict, follows: str, because: str) -> list[str]:
    """What proves a line that does not follow from its reason, where nothing else says so."""
    theorem, claim = verdict.theorem, matter.claim
    is_said = follows in {"yes", "if"} or (follows == "unknown" and because)
    if theorem is None or verdict.vacuous or claim.kind == "statement" or is_said:
        return []
    by = listed([*sorted(uses(theorem) - FREE), "arithmetic"])
    drawn_from = frozenset(matter.document.inference(claim).hypotheses)
    more = "" if theorem.hypotheses <= drawn_from else ", from the hypotheses of its lemma as well"
    return [f"The argument that it lacks: {by}{more}."]


def _scaling(matter: Matter) -> list[str]:
    """What dimensional analysis says of a false claim, in a sentence, if it says anything."""
    claim, problem = matter.claim, matter.problem
    mismatch = scaling_mismatch(problem)
    if mismatch is None:
        return []
    letter = _unused_letter(problem)
    rescaled = listed(
        f"{symbol_text(name)} by {_power(letter, exponent)}"
        for name, exponent in sorted(mismatch.rescaling.items())
        if exponent
    )
    smaller, larger = _power(letter, mismatch.left), _power(letter, mismatch.right)
    turned = claim.op in {">", ">="}
    left, right = (larger, smaller) if turned else (smaller, larger)
    note = f"Its sides scale differently: multiply {rescaled}, which the hypotheses allow; "
    note += f"then the left side is multiplied by {left}, the right side by {right}."
    if mismatch.missing is not None:
        term, exponent = mismatch.missing
        writer = Writer(latex=False, named={term: text(node) for term, node in author_names(matter).items()})
        power = "" if abs(exponent) == 1 else f" to the power {abs(exponent)}"
        factor = f"a factor {writer.term(term)}{power}"
        lacks = f"lacks {factor}" if exponent > 0 else f"has {factor} too many"
        note += f" The {'left' if turned else 'right'} side {lacks}."
    return [note]


def _unused_letter(problem: Problem) -> str:
    """A letter for a factor, which names no variable of the problem."""
    clauses = (*problem.hypotheses, problem.goal)
    taken = {variable[1] for clause in clauses for variable in (*clause.variables, *clause.free_variables())}
    return next((letter for letter in "srqkmcabdz" if letter not in taken), "a factor")


def _power(letter: str, exponent: Fraction) -> str:
    if exponent in {0, 1}:
        return letter if exponent else "1"
    return f"{letter}{str(exponent).translate(RAISED)}" if exponent.denominator == 1 else f"{letter}^({exponent})"
