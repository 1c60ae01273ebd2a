"""What the random instances of a problem consist of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, SCALAR, Sort, Term, subterms
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.valuation import Valuation
from proofcheck.sampling.families import FUNCTIONS, LOCAL_MAPS, MAPS, OPERATOR_PATHS, PLAIN
from proofcheck.sampling.outline import Outline, outline


@dataclass(frozen=True, slots=True)
class Needs:
    """What the instances of a problem consist of."""

    problem: Problem
    outline: Outline
    dynamics: Mapping[str, tuple[Term, Term]]
    recurrences: Mapping[str, tuple[Term, Term]]
    definitions: Mapping[Term, Term]
    sorts: Mapping[str, Sort]
    time: Term | None
    families: tuple[str, ...]
    domain: Sort
    codomain: Sort
    constant: bool
    """Whether a hypothesis says that a Jacobian or a gradient is Lipschitz continuous."""

    @property
    def checked(self) -> Iterator[Clause]:
        """The hypotheses that define nothing, and the conditions of the claim."""
        return (clause for clause, _ in self.outline.clauses)

    @property
    def thresholds(self) -> tuple[Clause, ...]:
        """The hypotheses that say how large a scalar must be."""
        return tuple(clause for clause in self.checked if is_threshold(clause))


def needs(problem: Problem) -> Needs:
    """Read off a problem what its instances consist of."""
    found = outline(problem)
    valuation = Valuation(problem, Instance())
    clauses = (*problem.hypotheses, problem.goal)
    terms = [term for clause in clauses for term in clause_terms(clause)]
    sorts = {term[1]: term[2] for term in terms if term[0] in {"path", "dpath"}}
    maps = [slot for slot in found.slots if slot.key[0] == "map" and slot.tied is None]
    operators = [slot for slot in found.slots if slot.key[0] == "path" and slot.sort[0] == "O"]
    families: tuple[str, ...] = (PLAIN,)
    domain: Sort = ()
    codomain: Sort = ()
    lipschitz = [clause for clause, _ in found.clauses if is_lipschitz(clause)]
    if maps:
        domain, codomain = maps[0].domain, maps[0].sort
        everywhere = any(not clause.conditions for clause in lipschitz)
        families = FUNCTIONS if codomain[0] != "V" else MAPS if everywhere else (*MAPS, *LOCAL_MAPS)
    elif operators and operators[0].sort[1] == operators[0].sort[2]:
        codomain = ("V", operators[0].sort[1])
        families = OPERATOR_PATHS
    drawn = _slots_of(found)
    return Needs(
        problem,
        found,
        {name: (time, body) for name, (time, body, _) in valuation.dynamics.items()},
        {name: (index, body) for name, (index, body, _) in valuation.recurrences.items()},
        {var: body for var, (body, _) in valuation.definitions.items() if var not in drawn},
        sorts,
        _time_of(problem, terms),
        families,
        domain,
        codomain,
        bool(lipschitz),
    )


def is_threshold(clause: Clause) -> bool:
    """Whether a clause says how large a scalar must be."""
    op, left, right = clause.relation
    plain = op == "<=" and not clause.variables and not clause.conditions
    return plain and right[0] == "var" and right[2] == SCALAR and left[0] not in {"num", "var"}


def is_lipschitz(clause: Clause) -> bool:
    """Whether a clause says that the Jacobian or the gradient is Lipschitz continuous, everywhere or in a ball."""
    op, left, right = clause.relation
    if op != "<=" or len(clause.variables) != 2 or left[0] not in {"opnorm", "norm"} or right[0] != "mul":
        return False
    return {term[0] for term in subterms(left[1])} & {"jac", "gradfn", "fn"} in ({"jac"}, {"gradfn"})


def _slots_of(found: Outline) -> set[Term]:
    return {Term("var", slot.key[1], slot.sort) for slot in found.slots if slot.key[0] == "var"}


def _time_of(problem: Problem, terms: list[Term]) -> Term | None:
    """The scalar at which the claim looks at paths: one that its goal leaves free or binds."""
    bound_inside = {v for c in problem.hypotheses for v in c.variables} - set(problem.goal.variables)
    goal = clause_terms(problem.goal)
    places = [term[3] for term in goal if term[0] in {"path", "dpath"}]
    places += [end for term in goal if term[0] in {"int", "inf", "sum", "prod"} for end in term[2:4]]
    places += [term[1] for term in goal if term[0] == "d"]
    free = problem.goal.free_variables().union(problem.goal.variables)
    variable: Term
    for place in places:
        for variable in sorted(place.free, key=by_key):
            if variable in free and variable[2] in (SCALAR, NATURAL):
                return variable
    named = {v for term in terms if term[0] == "path" for v in term[3].free} - bound_inside
    return next((v for v in sorted(named, key=by_key) if v in free), None)
