"""What follows from clauses without variables or conditions: certificates, found once, written in terms.

The search sees *lumps*: a sum of vectors under a norm, such as a residual, is one variable to it, and only the kernel
expands it. That keeps the linear programs small.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, TypedDict

from proofcheck.evidence.readback import linear_term, mono_term, poly_term
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.normal import Mono, Normalizer, Poly, Rational, add_into, multiply
from proofcheck.kernel.terms import KernelError, Term, common_sort, num, slots, substitute, subterms
from proofcheck.kernel.words import Word
from proofcheck.provers.certificates import CertificateTerm, Sign
from proofcheck.provers.grams import inner_products, vectors_in
from proofcheck.provers.learning import Seen, Tracing, learnt
from proofcheck.provers.linear import DEFAULT_BUDGET, QUICK
from proofcheck.provers.points import refuted_at_a_point
from proofcheck.provers.searches import certificate
from proofcheck.provers.smt import prove_with_z3
from proofcheck.provers.squares import find_squares

_MAX_PLAIN = 60


class _Signs(TypedDict):
    """What is known of signs when a certificate is looked for."""

    sign: Sign
    nonzero: Callable[[Any], bool]
    strict: bool
    strict_premises: Sequence[bool]


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A clause that relates scalars, with its polynomial ``right - left``."""

    place: int
    op: str
    poly: Poly


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the kernel's certificate, its premises by their places; ``norm``, if given, counts twice more."""

    coefficient: Fraction
    premises: tuple[int, ...]
    equality: int | None
    multiplier: Term | None
    square: Term | None
    norm: Term | None


@dataclass(slots=True)
class Found:
    """A certificate for a relation, and the places of the further clauses that its normal forms rest on, once known."""

    entries: tuple[_Entry, ...]
    signs: tuple[int, ...] | None = None


class Ground:
    """Clauses without variables or conditions, and what was found to follow from them, or not: pure, so kept."""

    def __init__(self, clauses: tuple[Clause, ...]) -> None:
        self.clauses = clauses
        self._equations: dict[tuple[Term, Term], tuple[int, ...] | None] = {}
        self._found: dict[tuple[Relation, int, bool], list[Found | None]] = {}
        self._by_squares: dict[tuple[Relation, int], Found | None] = {}

    @cached_property
    def lumps(self) -> tuple[Term, ...]:
        """The sums of vectors that the clauses measure."""
        return tuple(_lumps(side for clause in self.clauses for side in clause.relation[1:]))

    @cached_property
    def usable(self) -> tuple[int, ...]:
        """The places of the clauses that have a normal form."""
        return tuple(seen.place for seen in learnt(self.clauses)[0])

    def _tracing(self) -> Tracing:
        """A normalizer that rests on the clauses, and tells what it was asked about."""
        return learnt(self.clauses)[1].with_more(())

    def equal(self, left: Term, right: Term) -> tuple[int, ...] | None:
        """The places of the clauses on which it rests that two terms have one normal form; ``None`` if they do not."""
        if (left, right) not in self._equations:
            self._equations[left, right] = self._equal(left, right)
        return self._equations[left, right]

    def _equal(self, left: Term, right: Term) -> tuple[int, ...] | None:
        if _are_alike(Normalizer(), left, right):
            return ()
        normalizer = self._tracing()
        if not _are_alike(normalizer, left, right):
            return None
        kept = [Seen(place, self.clauses[place]) for place in sorted(normalizer.used())]
        for each in tuple(kept):
            fewer = [other for other in kept if other is not each]
            if _are_alike(Normalizer(fewer), left, right):
                kept = fewer
        return tuple(each.place for each in kept)

    def signs(self, relation: Relation, entries: Sequence[_Entry]) -> Iterator[tuple[int, ...]]:
        """The places of the clauses that normal forms may rest on: none (most steps need none), those seen, all."""
        yield ()
        yield self._rested_on(relation, entries)
        yield self.usable

    def _rested_on(self, relation: Relation, entries: Sequence[_Entry]) -> tuple[int, ...]:
        normalizer = self._tracing()
        places = {place for entry in entries for place in (*entry.premises, entry.equality) if place is not None}
        relations = (relation, *(self.clauses[place].relation for place in sorted(places)))
        factors = (term for entry in entries for term in (entry.multiplier, entry.square, entry.norm))
        with suppress(KernelError):
            for term in (*(side for each in relations for side in each[1:]), *factors):
                for mono in normalizer.scalar(term) if term is not None else ():
                    normalizer.sign_of_mono(mono)
        return tuple(sorted(normalizer.used()))

    def certificates(self, relation: Relation, limit: int, *, quick: bool = False) -> Iterator[Found]:
        """Certificates for a relation: with lumps, with few of them, and without; with little search if ``quick``."""
        lumps = tuple(dict.fromkeys((*_lumps(relation[1:]), *self.lumps)))
        fewer = () if quick else tuple(_combinations(lumps).items())
        known = self._found.setdefault((relation, limit, quick), [])
        ways = [(lumps, ()), *([(lumps, fewer)] if fewer else []), *([((), ())] if lumps else [])]
        for number, (chosen, joined) in enumerate(ways):
            if number == len(known):
                known.append(view(self, chosen, joined).search(relation, limit, plain=number > 0, quick=quick))
            found = known[number]
            if found is not None:
                yield found

    def by_squares(self, relation: Relation, limit: int) -> Found | None:
        """A certificate with sums of squares, without lumps."""
        if (relation, limit) not in self._by_squares:
            self._by_squares[relation, limit] = view(self, ()).by_squares(relation, limit)
        return self._by_squares[relation, limit]


@lru_cache(maxsize=4096)
def ground(clauses: tuple[Clause, ...]) -> Ground:
    """The clauses, with what was found to follow from them before."""
    return Ground(clauses)


@lru_cache(maxsize=64)
def view(ground: Ground, lumps: tuple[Term, ...], joined: tuple[tuple[Term, Term], ...] = ()) -> "View":
    """The clauses as the linear program sees them, with these lumps, some of them sums of others."""
    return View(ground.clauses, lumps, dict(joined))


class View:
    """The clauses as the linear program sees them: each lump is a variable, or a sum of such where that is known."""

    def __init__(self, clauses: Sequence[Clause], lumps: tuple[Term, ...], joined: Mapping[Term, Term]) -> None:
        self._lumps = {**{lump: _variable(lump, i) for i, lump in enumerate(lumps)}, **joined}
        self._back = {variable: lump for lump, variable in self._lumps.items() if lump not in joined}
        self._joined = bool(joined)
        self._seen, self.normalizer = learnt(tuple(map(self._clause, clauses)))
        self._scalars: list[_Scalar] | None = None

    def _clause(self, clause: Clause) -> Clause:
        op, left, right = clause.relation
        return Clause((), (), (op, self._hide(left), self._hide(right)))

    def _hide(self, term: Term) -> Term:
        if not self._lumps:
            return term
        if term in self._lumps:
            return self._lumps[term]
        parts = list(term)
        for slot in slots(term):
            parts[slot] = self._hide(term[slot])
        return Term(*parts)

    def search(self, relation: Relation, limit: int, *, plain: bool, quick: bool) -> Found | None:
        """A certificate, if one is found."""
        op, left, right = relation
        try:
            goal = self._difference(self._hide(left), self._hide(right))
        except KernelError:
            return None
        choose = _within_reach if self._joined else _relevant
        relations = choose(goal, self._relations(), limit)
        if plain:
            relations = _nearest(goal, relations, _MAX_PLAIN)
        inequalities = [r for r in relations if r.op != "="] if op != "=" else []
        equations = [r for r in relations if r.op == "="]
        words = vectors_in([goal, *(r.poly for r in relations)], self.normalizer.turn)
        found = certificate(
            goal,
            [r.poly for r in inequalities],
            [r.poly for r in equations],
            sign=self.normalizer.sign,
            nonzero=self.normalizer.is_nonzero_atom,
            strict=op == "<",
            equation=op == "=",
            strict_premises=[r.op == "<" for r in inequalities],
            grams=inner_products(words, self.normalizer.turn),
            budget=QUICK if quick else DEFAULT_BUDGET,
        )
        if found is None:
            return None
        return Found(tuple(self._entry(term, inequalities, equations, words) for term in found))

    def by_squares(self, relation: Relation, limit: int) -> Found | None:
        """A certificate with sums of squares for an inequality, if one is found."""
        op, left, right = relation
        try:
            goal = self._difference(left, right)
        except KernelError:
            return None
        relations = _relevant(goal, self._relations(), limit)
        inequalities = [r for r in relations if r.op != "="]
        equations = [r for r in relations if r.op == "="]
        premises, equalities = [r.poly for r in inequalities], [r.poly for r in equations]
        signs = self._signs(op, inequalities)
        if refuted_at_a_point(goal, premises, equalities, **signs):
            return None
        found = find_squares(goal, premises, equalities, multiply=multiply, **signs)
        return None if found is None else Found(tuple(self._entry(t, inequalities, equations, ()) for t in found))

    def _entry(
        self,
        term: CertificateTerm,
        inequalities: Sequence[_Scalar],
        equations: Sequence[_Scalar],
        words: Sequence[Word],
    ) -> _Entry:
        multiplier, square = self._written(term)
        return _Entry(
            term.coefficient,
            tuple(inequalities[index].place for index in term.premises),
            None if term.equality is None else equations[term.equality].place,
            multiplier,
            square,
            None if term.vector is None else self._norm(term.vector, words),
        )

    def solved(self, relation: Relation, limit: int) -> bool:
        """Whether Z3 finds no model of the facts in which the relation (``<=`` or ``<``) fails."""
        op, left, right = relation
        goal = self._difference(left, right)
        relations = _relevant(goal, self._relations(), limit)
        inequalities = [r for r in relations if r.op != "="]
        premises, equalities = [r.poly for r in inequalities], [r.poly for r in relations if r.op == "="]
        signs = self._signs(op, inequalities)
        if refuted_at_a_point(goal, premises, equalities, **signs):
            return False
        return prove_with_z3(
            goal,
            premises,
            equalities,
            sign=signs["sign"],
            strict=signs["strict"],
            strict_premises=signs["strict_premises"],
        )

    def _signs(self, op: str, inequalities: Sequence[_Scalar]) -> _Signs:
        return {
            "sign": self.normalizer.sign,
            "nonzero": self.normalizer.is_nonzero_atom,
            "strict": op == "<",
            "strict_premises": [r.op == "<" for r in inequalities],
        }

    def _difference(self, left: Term, right: Term) -> Poly:
        return add_into(self.normalizer.scalar(right), self.normalizer.scalar(left), Fraction(-1))

    def _relations(self) -> list[_Scalar]:
        if self._scalars is None:
            entries = [entry for seen in self._seen if (entry := self._scalar(seen)) is not None and entry.poly]
            unique = {(entry.op, frozenset(entry.poly.items())): entry for entry in reversed(entries)}
            self._scalars = list(reversed(unique.values()))
        return self._scalars

    def _scalar(self, seen: Seen) -> _Scalar | None:
        op, left, right = seen.clause.relation
        try:
            if left.sort[0] not in {"S", "N"}:
                return None
            return _Scalar(seen.place, op, self._difference(left, right))
        except KernelError:
            return None

    def _written(self, term: CertificateTerm) -> tuple[Term | None, Term | None]:
        """The multiplier and the square of a certificate in terms; whole powers of a lump's norm go into the square."""
        powers: dict[Any, Rational] = {}
        norms: list[Term] = []
        for atom, exponent in term.monomial:
            lump = atom[0] == "gram" and any(part in self._back for part in (atom[1], atom[3]))
            if lump and exponent >= 1 and term.equality is None:
                whole = exponent.numerator // exponent.denominator
                norms += [mono_term(((atom, Fraction(1, 2)),))] * whole
                exponent -= whole
            if exponent:
                powers[atom] = exponent
        mono: Mono = tuple(powers.items())
        square = [] if term.square is None else [poly_term(term.square)]
        root = [*square, *norms]
        multiplier = self._show(mono_term(mono)) if mono else None
        return multiplier, self._show(Term("mul", *root)) if root else None

    def _norm(self, vector: Mapping[int, Mapping[Mono, Rational]], words: Sequence[Word]) -> Term:
        """The norm of a combination of the vectors in sight."""
        return self._show(Term("norm", linear_term({words[i]: dict(poly) for i, poly in vector.items()})))

    def _show(self, term: Term) -> Term:
        return substitute(term, self._back)


def _are_alike(normalizer: Normalizer, left: Term, right: Term) -> bool:
    """Whether two terms have the same normal form."""
    try:
        common_sort(left.sort, right.sort)
        return normalizer.form(left) == normalizer.form(right)
    except KernelError:
        return False


def _lumps(terms: Iterable[Term]) -> list[Term]:
    """The sums of vectors that stand under norms, perhaps behind an operator."""
    found: dict[Term, None] = {}
    for term in terms:
        for part in subterms(term):
            for vector in part[1:] if part[0] in {"norm", "inner"} else ():
                inside = _inside(vector)
                if inside[0] == "add" and inside.sort[0] == "V":
                    found.setdefault(inside)
    return list(found)


def _variable(lump: Term, place: int) -> Term:
    return Term("var", f"lump {place}", lump.sort)


@lru_cache(maxsize=256)
def _combinations(lumps: tuple[Term, ...]) -> dict[Term, Term]:
    """The lumps that are combinations of those before them, as such: y - z of x - y and x - z."""
    found: dict[Term, Term] = {}
    basis: dict[Any, dict[Any, Fraction]] = {}
    for place, lump in enumerate(lumps):
        with suppress(KernelError):
            row = {(lump, place): Fraction(1), **_coefficients(lump)}
            for lead, other in basis.items():
                factor = row.get(lead, Fraction(0))
                for key, value in other.items() if factor else ():
                    row[key] = row.get(key, Fraction(0)) - factor * value
            left = {key: value for key, value in row.items() if value and key[0] not in found}
            lead = next((key for key in left if key[0] not in lumps), None)
            if lead is not None:
                basis[lead] = {key: value / left[lead] for key, value in left.items()}
                continue
            parts = [Term("mul", num(-c), _variable(*key)) for key, c in left.items() if key != (lump, place)]
            if parts:
                found[lump] = Term("add", *parts) if len(parts) > 1 else parts[0]
    return found


def _coefficients(lump: Term) -> dict[Any, Fraction]:
    """A vector by the coefficients of its words and monomials."""
    form = Normalizer().form(lump)
    return {(word, mono): Fraction(c) for word, poly in form.items() for mono, c in poly.items()}


def _inside(vector: Term) -> Term:
    while vector[0] in {"dot", "mul"}:
        vector = vector[-1]
    return vector


def _relevant(goal: Poly, relations: Sequence[_Scalar], limit: int) -> list[_Scalar]:
    """The relations that share atoms with the goal, directly or through one another, nearest first."""
    atoms = _atoms(goal)
    chosen: list[_Scalar] = []
    waiting: Sequence[tuple[_Scalar, set[Any]]] = [(relation, _atoms(relation.poly)) for relation in relations]
    while waiting and len(chosen) < limit:
        near = [(r, found) for r, found in waiting if found & atoms or not found]
        if not near:
            break
        waiting = [(r, found) for r, found in waiting if found and not found & atoms]
        near.sort(key=lambda item: len(item[1] - atoms))
        for relation, found in near:
            chosen.append(relation)
            atoms = atoms | found
    return chosen[:limit]


def _within_reach(goal: Poly, relations: Sequence[_Scalar], limit: int) -> list[_Scalar]:
    """The relations that share atoms with the goal, or with one before them; always that which adds the fewest next."""
    atoms = _atoms(goal)
    chosen: list[_Scalar] = []
    waiting = {place: _atoms(relation.poly) for place, relation in enumerate(relations)}
    while len(chosen) < limit:
        near = [place for place, found in waiting.items() if found & atoms or not found]
        if not near:
            break
        best = min(near, key=lambda place: len(waiting[place] - atoms))
        atoms |= waiting.pop(best)
        chosen.append(relations[best])
    return chosen


def _nearest(goal: Poly, relations: Sequence[_Scalar], most: int) -> list[_Scalar]:
    """The first relations, as long as these and the goal have no more monomials."""
    monos, chosen = set(goal), []
    for relation in relations:
        monos |= relation.poly.keys()
        if len(monos) > most:
            break
        chosen.append(relation)
    return chosen


def _atoms(poly: Mapping[Mono, Rational]) -> set[Any]:
    return {atom for mono in poly for atom, _ in mono}
