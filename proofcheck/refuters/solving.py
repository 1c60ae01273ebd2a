"""Instances found by Z3: the hypotheses, and where wanted the negated claim, as equations and inequalities in reals.

Every entry of a vector or a matrix is an unknown, and so is every coefficient of a map, which is a quadratic one;
roots, norms, and eigenvalues and singular values of small matrices are unknowns that their equations determine. Whoever
asks confirms what is found, so a hypothesis for all v is only said for a few v, and what cannot be said to Z3 is left
out. Dimensions and natural numbers are small ones, one choice after the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations_with_replacement, islice, product
from math import prod
from operator import and_
from random import Random
from typing import Any

import numpy as np

from proofcheck.evaluate.arithmetic import Arithmetic, Array, constants
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate
from proofcheck.kernel.clauses import Clause, Problem, Relation
from proofcheck.kernel.terms import NATURAL, SCALAR, VALUES, Sort, Term, num, slots
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.scalars import NotConfirmed
from proofcheck.refuters.candidates import sizes
from proofcheck.refuters.spelling_out import JOINED, total_of
from proofcheck.refuters.unknowns import Quadratic, diagonals, extremes, polynomials, quadratic, rows
from proofcheck.sampling.outline import Outline, outline

STEPS = 250_000
"""Of Z3, for a question."""
SIMPLIFYING = 50_000
"""Of Z3, for whether an unknown can have a simple value."""
GUESSES, GUESSED = 12, 0.6
"""How often some unknowns are given simple values where Z3 does not answer, and how many of them."""
PATIENCE = 6
"""How often Z3 may fail to answer before no more is asked about a problem."""
MOST_UNKNOWNS, MOST_ROOTS, MOST_DEGREE = 30, 8, 24
CHOICES = 4
"""Of dimensions that are tried."""
EXPONENTS = (1, 2, 3, 0, 5, 10, 20, 64)
"""Natural numbers that are tried where one is an exponent."""
MOST_SAMPLES = 30
"""Of the values of the variables that a hypothesis binds."""
LONGEST_SUM = 10
MOST_EXPONENTS = 12
"""Choices of all of them."""
SIMPLE = tuple(map(Fraction, ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "-3", "4", "10", "-10", "3/5", "4/5")))
"""Values that an unknown is given where it can have them; the last two lie on the unit circle."""
SIMPLEST, SHORT = 4, 20
"""How many of them are tried where Z3 has found a fraction whose parts are no larger than that."""
SPECTRA = frozenset({"lmin", "lmax", "smin", "opnorm"})
TELLING = tuple(sorted(SIMPLE, key=lambda x: (x == 0, x < 0)))
"""The same for an instance that is to show that hypotheses can be satisfied: positive ones first, 0 last."""


def solutions(problem: Problem, *, violating: bool, simple: bool = True) -> Iterator[Instance]:
    """Instances at which the hypotheses hold as far as they can be said, and the claim fails if it is to.

    The same problem gives the same ones, in simple numbers where that is asked for. None where it speaks of paths.
    """
    if any(term[0] in {"path", "dpath"} for term in _terms(problem)):
        return
    import z3

    context = z3.Context()
    read, patience = outline(problem), _Patience(PATIENCE)
    for _, dims in islice(sizes(read.dimensions, read.sizes), CHOICES):
        for exponents in _exponents(problem):
            for diagonal in _kinds(problem, violating):
                question = _Question(read, dims, exponents, patience, context, diagonal=diagonal)
                found = None
                if question.unknowns <= MOST_UNKNOWNS and question.state(problem, violating):
                    found = question.answer(SIMPLE if violating else TELLING, simple)
                question.close()
                if found is not None:
                    yield found
                if not patience.left:
                    return


def _kinds(problem: Problem, violating: bool) -> tuple[bool, ...]:
    """Whether operators are to be diagonal, one after the other: also where spectra are spoken of."""
    operators = any(term[0] in SPECTRA and any(v[2][0] == "O" for v in term.free) for term in _terms(problem))
    return (violating is False, violating) if operators else (False,)


@dataclass(slots=True)
class _Patience:
    """How many questions Z3 may still fail to answer, and how often simple values may be guessed where it does."""

    left: int
    guesses: int = GUESSES


def _terms(problem: Problem) -> Iterator[Term]:
    for clause in (*problem.hypotheses, problem.goal):
        yield from clause_terms(clause)


def _exponents(problem: Problem) -> Iterator[Mapping[Term, Term]]:
    """Values for the natural numbers that occur in exponents."""
    powers = [term[2] for term in _terms(problem) if term[0] == "powi"]
    names = list(dict.fromkeys(v for power in powers for v in _naturals(power)))
    choices = product(EXPONENTS, repeat=len(names))
    for values in islice(sorted(choices, key=sum), MOST_EXPONENTS):
        yield {name: num(value) for name, value in zip(names, values, strict=True)}


def _naturals(term: Term) -> list[Term]:
    if term[0] == "var":
        return [term]
    return [v for slot in slots(term) for v in _naturals(term[slot])]


class _Question:
    """Unknowns and what is said of them, in a context of their problem: no other one must influence the search."""

    def __init__(
        self,
        read: Outline,
        dims: Mapping[str, int],
        exponents: Mapping[Term, Term],
        patience: _Patience,
        context: Any,
        *,
        diagonal: bool,
    ) -> None:
        import z3

        problem = read.problem
        self._z3: Any = z3
        self._context = context
        self._said: list[Any] = []
        self._model: Any = None
        self._failed = False
        self._roots = 0
        self._patience = patience
        self._dims = dims
        self._exponents = exponents
        self._arrays: dict[Term, Array] = {}
        self._count = 0
        self._diagonal = diagonal
        free = problem.goal.free_variables().union(
            problem.goal.variables, *(h.free_variables() for h in problem.hypotheses)
        )
        for variable in sorted(free, key=lambda v: (v[1], v[2])):
            self._declare(variable)
        zero, straight = self._number(Fraction(0)), {slot.key[1] for slot in read.slots if slot.degree == 1}
        maps = {
            name: quadratic(n, p, self._unknown, zero if name in straight else None)
            for name, (n, p) in sorted(self._maps(problem).items())
        }
        self._models = maps
        self.unknowns = self._count
        arithmetic = Arithmetic(
            "symbols",
            lambda q: constants((1, 1), self._number(q)),
            lambda shape: constants(shape, self._number(Fraction(0))),
            self._each(self._root),
            self._each(self._not_algebraic),
            self._each(self._not_algebraic),
            self._each(self._not_algebraic),
            self._each(self._not_algebraic),
            self._each(self._larger),
            self._each(self._smaller),
            self._eigenvalues,
            self._singular_values,
            self._all_singular_values,
            self._inverse,
        )
        self._setting = Setting(dims, self._arrays, maps, arithmetic=arithmetic)

    def _declare(self, variable: Term) -> None:
        value = self._exponents.get(variable)
        entries = np.empty((1, 1, *self._shape(variable[2])), dtype=object)
        for place in np.ndindex(entries.shape):
            if self._diagonal and variable[2][0] == "O" and place[-1] != place[-2]:
                entries[place] = self._number(Fraction(0))
            else:
                entries[place] = self._number(value[1]) if value is not None else self._unknown(variable[2] == NATURAL)
        self._arrays[variable] = entries

    def _maps(self, problem: Problem) -> dict[str, tuple[int, int]]:
        """The maps that a problem speaks of, with the dimensions of their values and arguments."""
        found: dict[str, tuple[int, int]] = {}
        for term in _terms(problem):
            if term[0] in VALUES:
                found[term[1]] = (self._size(term[3]), self._size(term[2]))
            elif term[0] == "jac":
                found[term[1]] = (self._size(("V", term[3])), self._size(("V", term[2])))
            elif term[0] == "gradfn":
                found[term[1]] = (1, self._size(("V", term[2])))
        return found

    def _size(self, sort: Sort) -> int:
        return prod(self._shape(sort))

    def _shape(self, sort: Sort) -> tuple[int, ...]:
        return tuple(d if isinstance(d, int) else self._dims[d] for d in sort[1:])

    def _unknown(self, natural: bool = False) -> Any:
        self._count += 1
        if not natural:
            return self._z3.Real(f"x{self._count}", self._context)
        whole = self._z3.Int(f"k{self._count}", self._context)
        self._say(whole >= 0)
        return self._z3.ToReal(whole)

    def _number(self, value: Fraction) -> Any:
        return self._z3.RealVal(f"{value.numerator}/{value.denominator}", self._context)

    # ------------------------------------------------------------ what is said

    def _say(self, *constraints: Any) -> None:
        self._said += constraints

    def state(self, problem: Problem, violating: bool) -> bool:
        """Say the hypotheses, and that the claim fails if it is to; returns whether that can be said.

        What is said for all values of something comes last: it must not use up the roots.
        """
        for hypothesis in sorted(problem.hypotheses, key=lambda clause: bool(clause.variables)):
            self._suppose(hypothesis)
        return not violating or self._violate(problem.goal)

    def _suppose(self, clause: Clause) -> None:
        """Say a clause, if it can be said; of one for all values of a variable, what it says for a few."""
        outer = dict(self._arrays)
        kinds = [self._samples(variable) for variable in clause.variables]
        for values in islice(product(*kinds), MOST_SAMPLES):
            self._arrays.update(zip(clause.variables, values, strict=True))
            said = self._implication(Clause((), clause.conditions, clause.relation))
            if said is not None:
                self._say(said)
        self._arrays.clear()
        self._arrays.update(outer)

    def _samples(self, variable: Term) -> list[Array]:
        """Values of a bound variable: 0, 1, -1, 2; or 0 and vectors and matrices with one or two entries 1."""
        shape = self._shape(variable[2])
        if not shape:
            numbers = (0, 1, 2) if variable[2] == NATURAL else (0, 1, -1, 2)
            return [constants((1, 1), self._number(Fraction(x))) for x in numbers]
        found = []
        for places in ((), *combinations_with_replacement(range(prod(shape)), 2)):
            entries = constants((1, 1, *shape), self._number(Fraction(0)))
            for place in places:
                entries.reshape(-1)[place] = self._number(Fraction(1))
            found.append(entries)
        return found

    def _violate(self, goal: Clause) -> bool:
        for condition in goal.conditions:
            self._suppose(condition)
        holds = self._relation(goal.relation)
        if holds is None:
            return False
        self._say(self._z3.Not(holds))
        return True

    def _implication(self, clause: Clause) -> Any:
        conditions = [self._implication(c) if not c.variables else None for c in clause.conditions]
        relation = self._relation(clause.relation)
        if relation is None or any(condition is None for condition in conditions):
            return None
        return self._z3.Implies(reduce(and_, conditions), relation) if conditions else relation

    def _relation(self, relation: Relation) -> Any:
        op, left, right = relation
        try:
            a, b = (evaluate(self._spelt_out(side), self._setting) for side in (left, right))
        except (NoValueError, TypeError):
            return None
        pairs = list(zip(*(x.ravel() for x in np.broadcast_arrays(a, b)), strict=True))
        said = [x == y if op == "=" else x <= y if op == "<=" else x < y for x, y in pairs]
        return self._z3.And(*said) if len(said) > 1 else said[0]

    def _spelt_out(self, term: Term, degree: int = 1) -> Term:
        """Powers with the exponents that were chosen, and inverses as quotients.

        Raises:
            NoValueError: something that is not a number gets too large a power.
        """
        if term[0] in JOINED:
            return self._spelt_out(self._added_up(term), degree)
        exponent = 1
        if term[0] in {"pow", "powi"} and term[1][0] != "num":
            exponent = abs(term[2] if term[0] == "pow" else self._exponent(term[2])) or 1
        if degree * exponent > MOST_DEGREE:
            raise NoValueError("the power is too large for Z3")
        parts = list(term)
        for slot in slots(term):
            parts[slot] = self._spelt_out(term[slot], degree * exponent)
        if term[0] == "powi":
            return Term("pow", parts[1], self._exponent(term[2]))
        if term[0] == "pow" and term[2] < 0:
            return Term("div", num(1), Term("pow", parts[1], -term[2]))
        return Term(*parts)

    def _added_up(self, term: Term) -> Term:
        """A sum or product with a known range, written out.

        Raises:
            NoValueError: the range is not known, too long, or empty where what is added up is no number.
        """
        try:
            span = range(self._exponent(term[2]), self._exponent(term[3]) + 1)
            if len(span) > LONGEST_SUM:
                raise NoValueError("a sum is too long for Z3")
            return total_of(term[1], span, term[4], lambda part: part, JOINED[term[0]])
        except (KeyError, NotConfirmed) as error:
            raise NoValueError("a sum has no known range") from error

    def _exponent(self, term: Term) -> int:
        if term[0] == "num":
            return int(term[1])
        if term[0] == "dim":
            return self._dims[term[1]]
        if term[0] == "var":
            return int(self._exponents[term][1])
        values = [self._exponent(part) for part in term[1:]]
        return sum(values) if term[0] == "add" else prod(values)

    # ------------------------------------------------------------ functions

    def _inverse(self, matrix: Array) -> Array:
        """Unknown numbers that make the product with the matrix the identity: where none do, a claim has no value."""
        size = matrix.shape[-1]
        entries = np.empty(matrix.shape, dtype=object)
        for place in np.ndindex(entries.shape):
            entries[place] = self._unknown()
        for place, entry in np.ndenumerate(matrix @ entries):
            self._say(entry == self._number(Fraction(place[-1] == place[-2])))
        return entries.reshape((*matrix.shape[:-2], size, size))

    @staticmethod
    def _each(function: Any) -> Any:
        def apply(*arrays: Array) -> Array:
            broadcast = np.broadcast_arrays(*arrays)
            out = np.empty(broadcast[0].shape, dtype=object)
            for place in np.ndindex(out.shape):
                out[place] = function(*(array[place] for array in broadcast))
            return out

        return apply

    def _root(self, x: Any) -> Any:
        """Of what is not negative: where it is, a claim has no value."""
        self._roots += 1
        if self._roots > MOST_ROOTS:
            raise NoValueError("there are too many roots for Z3")
        root = self._unknown()
        self._say(root >= 0, root * root == x)
        return root

    @staticmethod
    def _not_algebraic(_: Any) -> Any:
        raise NoValueError("Z3 is asked about algebra only")

    def _larger(self, x: Any, y: Any) -> Any:
        return self._z3.If(x >= y, x, y)

    def _smaller(self, x: Any, y: Any) -> Any:
        return self._z3.If(x <= y, x, y)

    def _is_zero(self, entry: Any) -> bool:
        value = self._z3.simplify(entry)
        return bool(self._z3.is_rational_value(value)) and value.numerator_as_long() == 0

    def _eigenvalues(self, matrix: Array) -> tuple[Array, Array]:
        diagonal = diagonals(matrix, self._is_zero)
        if diagonal is not None:
            return extremes(diagonal, self._larger, self._smaller)
        if matrix.shape[-1] > 2:
            raise NoValueError("eigenvalues are for matrices of at most two rows")
        a, d = matrix[..., 0, 0], matrix[..., -1, -1]
        if matrix.shape[-1] == 1:
            return a, a
        b = matrix[..., 0, 1]
        middle, half = (a + d) / 2, (a - d) / 2
        radius = self._each(self._root)(half * half + b * b)
        return middle - radius, middle + radius

    def _singular_values(self, matrix: Array) -> tuple[Array, Array]:
        diagonal = diagonals(matrix, self._is_zero)
        if diagonal is not None:
            least, greatest = extremes(self._each(self._larger)(diagonal, -diagonal), self._larger, self._smaller)
            return greatest, least
        rows, columns = matrix.shape[-2:]
        turned = np.swapaxes(matrix, -1, -2)
        least, greatest = self._eigenvalues(matrix @ turned if rows <= columns else turned @ matrix)
        root = self._each(self._root)
        return root(greatest), root(least)

    def _all_singular_values(self, matrix: Array) -> Array:
        greatest, least = self._singular_values(matrix)
        return np.stack([greatest] if 1 in matrix.shape[-2:] else [greatest, least], axis=-1)

    # ------------------------------------------------------------ the answer

    def close(self) -> None:
        """Let go of what refers to the question itself, so that Z3's memory is free again at once."""
        del self._setting

    def answer(self, preferred: tuple[Fraction, ...], simple: bool) -> Instance | None:
        """An instance in rational numbers, those that are preferred where that is easily possible and asked for."""
        before = self._patience.left
        if not self._is_possible(STEPS) and not (simple and self._patience.left < before and self._is_guessed()):
            return None
        if not simple and (found := self._instance(self._model)) is not None:
            return found
        return self._simplified(preferred) or self._simplified(preferred[::-1])

    def _is_guessed(self) -> bool:
        """Whether there is an instance in which some of the unknowns have certain simple values."""
        random, entries = Random(0), list(self._unknowns())
        while self._patience.guesses:
            self._patience.guesses -= 1
            guessed = [entry == self._number(random.choice(SIMPLE)) for entry in entries if random.random() < GUESSED]
            if self._is_possible(SIMPLIFYING, *guessed):
                self._said += guessed
                return True
            self._patience.left += self._failed
        return False

    def _simplified(self, preferred: tuple[Fraction, ...]) -> Instance | None:
        """The instance in which each unknown in turn has the first of these values that it can have."""
        said, failures = len(self._said), self._patience.left
        for entry in self._unknowns():
            if self._patience.left:
                self._fix(entry, preferred)
        del self._said[said:]
        self._patience.left = max(failures - 1, 0) if self._patience.left < failures else failures
        return self._instance(self._model)

    def _instance(self, model: Any) -> Instance | None:
        """The instance that a model describes, if all of its numbers are rational."""
        values = {variable: self._values(entries, model) for variable, entries in self._arrays.items()}
        maps = {name: self._components(map_, model) for name, map_ in self._models.items()}
        if any(value is None for value in (*values.values(), *maps.values())):
            return None
        scalars = {v[1]: x[0] for v, x in values.items() if x and v[2] in (SCALAR, NATURAL)}
        vectors = {v[1]: tuple(x) for v, x in values.items() if x and v[2][0] == "V"}
        operators = {v[1]: rows(x, self._arrays[v].shape[-1]) for v, x in values.items() if x and v[2][0] == "O"}
        return Instance(dict(self._dims), scalars, vectors, operators, {k: m for k, m in maps.items() if m})

    def _is_possible(self, steps: int, *more: Any) -> bool:
        """Whether what was said can be true; then the model shows how."""
        solver = self._z3.SolverFor("QF_NRA", ctx=self._context)
        solver.set("rlimit", steps)
        solver.add(*self._said, *more)
        found = solver.check()
        if found == self._z3.sat:
            self._model = solver.model()
        self._failed = found == self._z3.unknown
        self._patience.left -= self._failed
        return bool(found == self._z3.sat)

    def _fix(self, entry: Any, preferred: tuple[Fraction, ...]) -> None:
        here = self._z3.simplify(self._model.eval(entry, model_completion=True))
        if self._z3.is_rational_value(here):
            found = Fraction(here.numerator_as_long(), here.denominator_as_long())
            if max(abs(found.numerator), found.denominator) <= SHORT:
                preferred = (*preferred[:SIMPLEST], found)
        for value in preferred:
            equation = entry == self._number(value)
            here = self._z3.is_true(self._model.eval(equation, model_completion=True))
            if here or self._is_possible(SIMPLIFYING, equation):
                self._said.append(equation)
                return

    def _unknowns(self) -> Iterator[Any]:
        """The entries of everything; of a map the highest coefficients first."""
        for map_ in self._models.values():
            for coefficients in (map_.quadratic, map_.linear, map_.constant):
                yield from coefficients.ravel()
        for entries in self._arrays.values():
            yield from entries.ravel()

    def _components(self, map_: "Quadratic", model: Any) -> tuple[Mapping[tuple[int, ...], Fraction], ...] | None:
        """The polynomials that a quadratic map consists of."""
        found = [self._values(x, model) for x in (map_.constant, map_.linear, map_.quadratic)]
        if any(values is None for values in found):
            return None
        constant, linear, bend = (np.array(values, dtype=object) for values in found)
        return polynomials(constant, linear.reshape(map_.linear.shape[1:]), bend.reshape(map_.quadratic.shape[1:]))

    def _values(self, entries: Array, model: Any) -> list[Fraction] | None:
        found = [model.eval(entry, model_completion=True) for entry in entries.ravel()]
        if not all(self._z3.is_rational_value(x) for x in found):
            return None
        return [Fraction(x.numerator_as_long(), x.denominator_as_long()) for x in found]
