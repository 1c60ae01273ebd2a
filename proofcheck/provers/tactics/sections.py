"""Functions of several arguments with all but one fixed, and members of families: each is a function by itself.

A function f(x, y) is one of A x + B y, for operators into a larger space: every continuously differentiable function
of two arguments is so, with A x and B y as components. A member f_k of a family is the k-th component of a map. A goal
about the values and gradients at one y, or for one k, is one about a function of x alone, under what the hypotheses
say of that; what is shown of every such function holds of this one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, sides
from proofcheck.kernel.normal import Combination, Normalizer
from proofcheck.kernel.terms import FUNCTIONS, SCALAR, ZERO, KernelError, Sort, Term, fresh_variable, slots, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.models import several
from proofcheck.provers import matching
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.instances import Pool, clause_terms, open_subterms
from proofcheck.provers.saturation import finish

K = TypeVar("K")

MOST_SECTIONS = 4
"""Functions of one argument that a goal is read with."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The function of x whose values are ``f(operator x + rest)``."""

    function: str
    operator: Term
    rest: Term

    @property
    def domain(self) -> Sort:
        """The sort of x."""
        return ("V", self.operator.sort[2])

    def value(self, x: Term, rest: Term) -> Term:
        """Its value at x, with something else for the rest."""
        place = Term("add", Term("dot", self.operator, x), rest)
        return Term("fn", self.function, rest.sort, SCALAR, place)

    def argument(self, term: Term) -> Term | None:
        """The x of which a term is the value or the gradient; ``None`` for other terms."""
        slope = term[0] == "dot" and term[1] == Term("tr", self.operator)
        use = term[2] if slope else term
        if not _is_use(use) or use[1] != self.function or slope != (use[0] == "gradfn"):
            return None
        inside, outside = _apart(_form(use[-1]), self.operator)
        return _vector(inside, self.domain) if outside == _form(self.rest) else None

    def rests(self, term: Term) -> Iterator[Term]:
        """What may be the rest in values and gradients of the function in a term."""
        for use in filter(_is_use, subterms(term)):
            if use[1] == self.function:
                yield _vector(_apart(_form(use[-1]), self.operator)[1], self.rest.sort)

    def turns(self, operator: Term) -> bool:
        """Whether an operator is turned towards what it is applied to, so that gradients can be seen."""
        return operator == self.operator


@dataclass(frozen=True, slots=True)
class Component:
    """The component of a map that an inner product with a unit vector takes."""

    function: str
    domain: Sort
    rest: Term

    def value(self, x: Term, rest: Term) -> Term:
        """Its value at x, with something else for the unit vector."""
        return Term("inner", rest, Term("fn", self.function, self.domain, self.rest.sort, x))

    def argument(self, term: Term) -> Term | None:
        """The x of which a term is the value or the gradient; ``None`` for other terms."""
        if term[0] == "inner" and self.rest in term[1:]:
            other = term[1] if term[2] == self.rest else term[2]
            return other[4] if other[0] == "fn" and other[1:3] == (self.function, self.domain) else None
        if term[0] == "dot" and term[2] == self.rest and term[1][0] == "tr" and self.turns(term[1][1]):
            x: Term = term[1][1][4]
            return x
        return None

    def rests(self, term: Term) -> Iterator[Term]:
        """The unit vectors in a term."""
        return (part for part in subterms(term) if part[0] == "basis" and part.sort == self.rest.sort)

    def turns(self, operator: Term) -> bool:
        """Whether an operator is turned towards what it is applied to, so that gradients can be seen."""
        return bool(operator[:4] == ("jac", self.function, self.domain[1], self.rest.sort[1]))


Section = Composed | Component


@dataclass(frozen=True, slots=True)
class Reading:
    """A search in which sections are functions of one argument, and what its hypotheses say of the sections."""

    search: Search
    letters: Mapping[Section, str]
    proofs: Mapping[Clause, Theorem]

    def read(self, relation: Relation) -> Relation:
        """A relation with the sections written as such functions."""
        op, left, right = relation
        return op, _read(left, self.letters), _read(right, self.letters)

    def said(self, theorem: Theorem) -> Theorem:
        """What is shown in this search, said of the sections."""
        return said_again(theorem, self.proofs, lambda shown: _written_out(shown, self.letters))


def said_again(theorem: Theorem, proofs: Mapping[Clause, Theorem], write: Callable[[Theorem], Theorem]) -> Theorem:
    """What is shown from clauses with new letters, written out, from what these clauses are proved to say."""
    needed = [clause for clause in proofs if clause in theorem.hypotheses]
    written = [write(rules.assume([], clause)).clause for clause in needed]
    closed = rules.generalize([write(theorem)], [], written)
    return rules.instantiate([closed, *(proofs[clause] for clause in needed)], [])


def sections(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from what the hypotheses say of functions with all arguments but one fixed."""
    reading = reading_of(search, relation)
    shown = None if reading is None else reading.search.relation(reading.read(relation))
    return None if reading is None or shown is None else finish(search, relation, [reading.said(shown)])


def reading_of(search: Search, relation: Relation) -> Reading | None:
    """The search in which the sections in a relation are functions; nothing where nothing is said of any."""
    letters = _letters(search, relation)
    if not letters:
        return None
    proofs = {c: proof for theorem in search.known for c, proof in _readings(search, theorem, letters)}
    if not proofs:
        return None
    functions = {section.function for section in letters}
    kept = [t for t in search.known if functions.isdisjoint(_functions(t.clause))]
    return Reading(within(search, [*kept, *(rules.assume([], clause) for clause in proofs)]), letters, proofs)


def _letters(search: Search, relation: Relation) -> dict[Section, str]:
    """The sections that a goal speaks of, and new names for them."""
    found = dict.fromkeys(_sections(relation))
    if not found:
        return {}
    wished = {s: several.function_in(s.function) or s.function for s in list(found)[:MOST_SECTIONS]}
    return new_letters(search, wished, {section.function for section in found})


def new_letters(search: Search, wished: Mapping[K, str], taken: Iterable[str] = ()) -> dict[K, str]:
    """Names for functions that none of those which a search knows of has: those that are wished, with primes."""
    names = {*taken, *(name for theorem in search.known for name in _functions(theorem.clause))}
    letters: dict[K, str] = {}
    for key, name in wished.items():
        while name in names:
            name += "'"
        names.add(name)
        letters[key] = name
    return letters


def _functions(clause: Clause) -> set[str]:
    """The functions and maps that a clause speaks of, by their names."""
    return {part[1] for side in sides(clause) for part in subterms(side) if part[0] in FUNCTIONS}


def within(search: Search, known: Sequence[Theorem]) -> Search:
    """The search with nothing at hand but some theorems."""
    pool = Pool(term for theorem in known for term in clause_terms(theorem.clause))
    return replace(search, known=tuple(known), pool=pool, depth=search.depth + 1)


# ---------------------------------------------------------------- which sections there are


def _is_use(part: Term) -> bool:
    """Whether it is a value or a gradient of a function of vectors."""
    return bool(part[0] == "gradfn" or (part[0] == "fn" and part[2][0] == "V" and part[3] == SCALAR))


def _sections(relation: Relation) -> Iterator[Section]:
    """The sections whose values or gradients a goal speaks of."""
    parts = dict.fromkeys(part for side in relation[1:] for part in open_subterms(side))
    for part in parts:
        if part[0] == "grad":
            found = (section for use in filter(_is_use, subterms(part[2])) for section in _compositions(use))
            yield from (section for section in found if part[1] not in section.rest.free)
        elif _is_use(part):
            yield from _compositions(part)
    rows = [part for part in parts if part[0] == "basis"]
    maps = [(part[1], part[2], part[3][1]) for part in parts if part[0] == "fn" and part[3][0] == "V"]
    maps += [(part[1], ("V", part[2]), part[3]) for part in parts if part[0] == "jac"]
    for name, domain, n in dict.fromkeys(maps):
        yield from (Component(name, domain, row) for row in rows if row[1] == n and domain[0] == "V")


def compositions(term: Term) -> Iterator[Composed]:
    """The functions of several arguments with all but one fixed whose values or gradients stand in a term."""
    for use in filter(_is_use, subterms(term)):
        yield from _compositions(use)


def _compositions(use: Term) -> Iterator[Composed]:
    """The sections of which a value or gradient is one."""
    if not any(part[0] == "dot" and part[1][0] == "var" for part in subterms(use[-1])):
        return
    form = _form(use[-1])
    for operator in {word[0][0]: None for word in form if len(word) > 1 and not word[0][1]}:
        if isinstance(operator, Term) and operator[0] == "var":
            yield Composed(use[1], operator, _vector(_apart(form, operator)[1], use[-1].sort))


def _form(term: Term) -> Combination:
    try:
        form: Combination = Normalizer().form(term)
    except KernelError:
        return {}
    return form


def _apart(form: Combination, operator: Term) -> tuple[Combination, Combination]:
    """The form of x, and the rest, in ``operator x + rest``."""
    inside, outside = {}, {}
    for word, coefficient in form.items():
        if len(word) > 1 and word[0] == (operator, False):
            inside[word[1:]] = coefficient
        else:
            outside[word] = coefficient
    return inside, outside


def _vector(form: Combination, sort: Sort) -> Term:
    return linear_term(form) if form else Term("mul", ZERO, Term("var", "zero", sort))


# ---------------------------------------------------------------- reading, and writing out again


def _read(term: Term, letters: Mapping[Section, str]) -> Term:
    """A term with the sections written as functions of one argument."""
    term = _turned(term, letters)
    for section, name in letters.items():
        if (x := section.argument(term)) is not None:
            if term.sort == SCALAR:
                return Term("fn", name, section.domain, SCALAR, _read(x, letters))
            return Term("gradfn", name, section.domain[1], _read(x, letters))
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _read(term[slot], letters)
    made = Term(*parts)
    if made[0] == "grad" and made[2][0] == "fn" and made[2][4] == made[1]:
        return Term("gradfn", made[2][1], made[1].sort[1], made[3])
    return made


def _turned(term: Term, letters: Iterable[Section]) -> Term:
    """A term with operators turned towards gradients: ``<g, A w>`` as ``<A' g, w>``, ``A' (a + b)`` term by term."""
    if term[0] == "inner":
        for moved, other in ((term[1], term[2]), (term[2], term[1])):
            if moved[0] == "dot" and any(section.turns(moved[1]) for section in letters):
                return Term("inner", Term("dot", Term("tr", moved[1]), other), moved[2])
    if term[0] == "dot" and term[1][0] == "tr" and any(section.turns(term[1][1]) for section in letters):
        if term[2][0] == "mul":
            return Term(*term[2][:-1], Term("dot", term[1], term[2][-1]))
        if term[2][0] == "add":
            return Term("add", *(Term("dot", term[1], part) for part in term[2][1:]))
    return term


def _written_out(theorem: Theorem, letters: Mapping[Section, str]) -> Theorem:
    """What is shown of all functions, said of the sections; what is fixed comes last, since hypotheses may bind it."""
    for section, name in letters.items():
        rest, point = Term("var", f"rest of {name}", section.rest.sort), Term("var", f"point of {name}", section.domain)
        theorem = rules.specialize([theorem], [], [], [(name, point, section.value(point, rest))])
        theorem = rules.specialize([theorem], [(rest, section.rest)], [])
    return theorem


def _as_written(clause: Clause, letters: Mapping[Section, str]) -> Clause:
    return _written_out(rules.assume([], clause), letters).clause


# ---------------------------------------------------------------- what hypotheses say of sections


def _readings(search: Search, theorem: Theorem, letters: Mapping[Section, str]) -> Iterator[tuple[Clause, Theorem]]:
    """What a theorem says of sections: with the new letters, and as it is proved, written out again."""
    clause = theorem.clause
    matcher, there = matching.Matcher(frozenset(clause.variables)), _functions(clause)
    for section in (section for section in letters if section.function in there):
        for pattern in dict.fromkeys(rest for side in clause.relation[1:] for rest in section.rests(side)):
            reading = next(matcher.match(pattern, section.rest, matching.Reading()), None)
            if reading is not None:
                yield from attempted(partial(_reading, search, theorem, reading.variables, letters))


def _reading(
    search: Search, theorem: Theorem, values: Mapping[Term, Term], letters: Mapping[Section, str]
) -> tuple[Clause, Theorem] | None:
    instance = partial_instance(search, theorem, values)
    if instance is None:
        return None
    clause = instance.clause.mapped(lambda term: _read(term, letters))
    if not _functions(clause).isdisjoint(section.function for section in letters):
        return None
    proof = in_words(instance, _as_written(clause, letters))
    return None if proof is None else (clause, proof)


def partial_instance(search: Search, theorem: Theorem, values: Mapping[Term, Term]) -> Theorem | None:
    """A theorem for the values of some of its variables; the conditions on these alone are shown."""
    clause = theorem.clause
    taken = frozenset().union(*search.fixed(), *(value.free for value in values.values()))
    others: dict[Term, Term] = {}
    for variable in clause.variables:
        if variable not in values:
            others[variable] = fresh_variable(variable, taken)
            taken |= {others[variable]}
    every = {**values, **others}
    open_ones, premises = [], []
    for condition in Clause((), clause.conditions, clause.relation).substitute(every).conditions:
        if condition.free_variables().isdisjoint(others.values()):
            shown = search.prove(condition)
            if shown is None:
                return None
        else:
            shown = rules.assume([], condition)
            open_ones.append(condition)
        premises.append(shown)
    instance = rules.instantiate([theorem, *premises], list(every.items()))
    return rules.generalize([instance], list(others.values()), open_ones) if others else instance


def in_words(theorem: Theorem, clause: Clause) -> Theorem | None:
    """A theorem in the words of a clause that differs from its own in how terms are written, or variables named."""
    if theorem.clause == clause:
        return theorem
    op, left, right = clause.relation
    premises = [rules.assume([], condition) for condition in clause.conditions]
    here = rules.instantiate([theorem, *premises], list(zip(theorem.clause.variables, clause.variables, strict=True)))
    facts = Facts([here])
    found = facts.identity(left, right) if op == "=" else facts.prove(clause.relation)
    return None if found is None else rules.generalize([found], clause.variables, clause.conditions)
