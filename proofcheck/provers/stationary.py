"""Instances at stationary points: where a quadratic expression that is bounded for all values is largest or least."""

from functools import lru_cache

from proofcheck.evidence.readback import linear_term, poly_term
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer, column
from proofcheck.kernel.terms import ONE, SCALAR, KernelError, Term, neg, sub, subterms


@lru_cache(maxsize=4096)
def stationary(schema: Clause) -> tuple[tuple[tuple[Term, Term]], ...]:
    """The value of the one variable of an inequality at which its sides are closest, where that can be solved for."""
    op, left, right = schema.relation
    if op != "<=" or len(schema.variables) != 1:
        return ()
    (variable,) = schema.variables
    rise = sub(right, left)
    if variable.sort[0] not in {"V", "S"} or not any(part[0] in {"pow", "inner", "mul"} for part in subterms(rise)):
        return ()
    try:
        value = _solved(rise, variable)
    except KernelError:
        return ()
    return () if value is None else (((variable, value),),)


def _solved(rise: Term, variable: Term) -> Term | None:
    """Where the derivative vanishes, if it is affine in the variable."""
    normalizer = Normalizer()
    if variable.sort == SCALAR:
        slope = derivative(rise, variable)
        factor = normalizer.scalar(derivative(slope, variable))
        rest = sub(slope, Term("mul", poly_term(factor), variable))
        free = poly_term(normalizer.scalar(rest)) if factor else variable
    else:
        form = normalizer.form(derivative(rise, variable))
        factor = form.pop(column(variable), {})
        free = linear_term(form) if form else Term("mul", poly_term({}), variable)
    if not factor or variable in free.free or variable in poly_term(factor).free:
        return None
    return Term("mul", Term("div", ONE, poly_term(factor)), neg(free))
