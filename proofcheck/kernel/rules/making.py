"""How a rule makes a theorem, and the words in which rules check what they are given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from inspect import signature
from typing import Any, NamedTuple

from proofcheck.kernel.calculus import Smooth
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, SCALAR, KernelError, Sort, Term, is_natural, need, num, substitute
from proofcheck.kernel.theorem import Theorem, make_theorem

Premises = Sequence[Theorem]
RULES: dict[str, Callable[..., Theorem]] = {}


class Conclusion(NamedTuple):
    """What a rule concludes; its hypotheses, and what it differentiated, where they are not those of its premises."""

    clause: Clause
    hypotheses: frozenset[Clause] | None = None
    smooth: Smooth | None = None


def rule(name: str) -> Callable[[Callable[..., Clause | Conclusion]], Callable[..., Theorem]]:
    """Make theorems of what a function concludes from premises and arguments. Derivations call it by its name.

    Whatever goes wrong in it is a ``KernelError``.
    """

    def register(function: Callable[..., Clause | Conclusion]) -> Callable[..., Theorem]:
        bind = signature(function).bind

        @wraps(function)
        def checked(premises: Premises, *arguments: Any, **named: Any) -> Theorem:
            try:
                values = bind(tuple(premises), *map(_fixed, arguments), **{k: _fixed(v) for k, v in named.items()})
                values.apply_defaults()
                made = function(*values.args, **values.kwargs)
                known, kept = values.args[0], {k: v for k, v in values.arguments.items() if k != "premises"}
                made = made if isinstance(made, Conclusion) else Conclusion(made)
                return make_theorem(name, made.clause, known, kept, made.hypotheses, made.smooth)
            except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
                raise KernelError(f"not a use of the rule {name!r}: {error}") from error

        RULES[name] = checked
        return checked

    return register


def _fixed(value: Any) -> Any:
    """An argument that nobody changes any more."""
    if isinstance(value, Mapping):
        return {key: _fixed(part) for key, part in value.items()}
    return tuple(map(_fixed, value)) if isinstance(value, Iterable) and not isinstance(value, str | Term) else value


def say(premises: Premises, *expected: Clause) -> None:
    """Check that the premises say exactly this."""
    need(len(premises) == len(expected), f"{len(expected)} premises are needed, not {len(premises)}")
    for premise, clause in zip(premises, expected, strict=True):
        need(premise.clause == clause, "a premise does not say what the rule needs: {}", clause)


def takes(premises: Premises, *expected: Relation) -> None:
    """Check that the premises are exactly these relations, without variables or conditions."""
    say(premises, *(fact(*relation) for relation in expected))


def over(variable: Term, low: Term, high: Term, relation: Relation) -> Clause:
    """The clause ``for variable in [low, high]: relation``."""
    return Clause((variable,), (fact("<=", low, variable), fact("<=", variable, high)), relation)


def fits(value: Term, sort: Sort) -> bool:
    """Whether a value is of a sort; a natural number is a real one."""
    return is_natural(value) if sort == NATURAL else value.sort == sort or (sort, value.sort) == (SCALAR, NATURAL)


def size(dimension: int | str) -> Term:
    """A dimension as a number."""
    return num(dimension) if type(dimension) is int else Term("dim", dimension)


def equated(premise: Theorem) -> tuple[Term, Term]:
    """The sides of a premise that is an equation without variables or conditions."""
    _, left, right = premise.clause.relation
    takes([premise], ("=", left, right))
    return left, right


def put(value: Term, hole: Term, template: Term) -> Term:
    """A template with a value of the same sort in its hole, a variable."""
    need(hole[0] == "var" and value.sort == hole[2], "the hole has another sort")
    return substitute(template, {hole: value})


def absent(variable: Term, *terms: Term) -> None:
    """Check that a variable is not free in the terms that do not depend on it."""
    for term in terms:
        need(variable not in term.free, "the variable occurs in a limit or in the bound")
