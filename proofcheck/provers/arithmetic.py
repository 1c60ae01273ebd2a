"""From theorems to a theorem by arithmetic: find a certificate, write it in terms, and have the kernel accept it.

The search sees *lumps*: a sum of vectors under a norm, such as a residual, is one variable to it, and only the kernel
expands it. That keeps the linear programs small.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Fact, Mono, Normalizer, Poly, Rational, add_into, multiply
from proofcheck.kernel.rules import arithmetic, assume, cases, identity
from proofcheck.kernel.terms import ZERO, KernelError, Term, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.kernel.words import Word
from proofcheck.provers.grams import inner_products, vectors_in
from proofcheck.provers.linear import CertificateTerm, find_certificate
from proofcheck.provers.readback import mono_term, poly_term, vector_term
from proofcheck.provers.smt import prove_with_z3
from proofcheck.provers.squares import find_squares

_MAX_PLAIN = 60

F = TypeVar("F", bound=Fact)
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A clause as the search sees it, with lumps in it, and its place among the clauses."""

    place: int
    clause: Clause


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
class _Found:
    """A certificate for a relation, and the places of the further clauses that its normal forms rest on, once known."""

    entries: tuple[_Entry, ...]
    signs: tuple[int, ...] | None = None


class Facts:
    """Theorems without variables or conditions, normalised together, ready to be combined."""

    def __init__(self, theorems: Iterable[Theorem]) -> None:
        self._given = tuple(theorems)
        self._ground = _ground(tuple(theorem.clause for theorem in self._given))

    @cached_property
    def _usable(self) -> tuple[tuple[Theorem, ...], Normalizer]:
        return _usable(self._given)

    @property
    def theorems(self) -> tuple[Theorem, ...]:
        """Those that have a normal form."""
        return self._usable[0]

    @property
    def normalizer(self) -> Normalizer:
        """What turns terms into normal forms, under the theorems."""
        return self._usable[1]

    def identity(self, left: Term, right: Term) -> Theorem | None:
        """The equation, if the two sides have the same normal form."""
        places = self._ground.equal(left, right)
        try:
            return None if places is None else identity([self._given[place] for place in places], left, right)
        except KernelError:
            return None

    def prove(self, relation: Relation, limit: int = 40) -> Theorem | None:
        """A relation between scalars as a consequence of the facts, or ``None``."""
        for found in self._ground.certificates(relation, limit):
            theorem = self._accept(relation, found)
            if theorem is not None:
                return theorem
        return None

    def prove_by_squares(self, relation: Relation, limit: int = 40) -> Theorem | None:
        """An inequality between scalars with squares that have to be found, for which :meth:`prove` is no match."""
        found = self._ground.by_squares(relation, limit)
        if found is not None:
            return self._accept(relation, found)
        return self._by_denial(relation, limit)

    def _by_denial(self, relation: Relation, limit: int) -> Theorem | None:
        """The same with the opposite as one more premise: what follows from its own denial holds."""
        op, left, right = relation
        denied = assume([], fact("<" if op == "<=" else "<=", right, left))
        facts = Facts([denied, *self._given])
        found = facts._ground.by_squares(relation, limit)
        theorem = None if found is None else facts._accept(relation, found)
        if theorem is None or denied.clause not in theorem.hypotheses:
            return theorem
        shown = assume([], fact(*relation))
        return cases([shown, theorem], left, right) if op == "<=" else cases([theorem, shown], right, left)

    def solved(self, relation: Relation, limit: int = 25) -> bool:
        """Whether Z3 finds that the facts imply a relation between scalars; there is no certificate then."""
        op, left, right = relation
        if op == "=":
            return self.solved(("<=", left, right), limit) and self.solved(("<=", right, left), limit)
        try:
            return _view(self._ground, ()).solved(relation, limit)
        except KernelError:
            return False

    def _accept(self, relation: Relation, found: _Found) -> Theorem | None:
        """The theorem that the kernel makes of a certificate, from what it cites and as few signs as it needs."""
        cited: dict[Any, Theorem] = {}
        for entry in found.entries:
            for place in (*entry.premises, *(() if entry.equality is None else (entry.equality,))):
                cited.setdefault(place, self._given[place])
            if entry.norm is not None and entry.norm not in cited:
                norm = self._norm(entry.norm)
                if norm is None:
                    return None
                cited[entry.norm] = norm
        position = {key: number for number, key in enumerate(cited)}
        certificate = [
            {
                "coefficient": entry.coefficient,
                "premises": [position[key] for key in (*entry.premises, *_twice(entry.norm))],
                "equality": None if entry.equality is None else position[entry.equality],
                "multiplier": entry.multiplier,
                "square": entry.square,
            }
            for entry in found.entries
        ]

        def make(signs: Sequence[int]) -> Theorem:
            return arithmetic([*cited.values(), *(self._given[place] for place in signs)], relation, certificate)

        for signs in [found.signs] if found.signs is not None else self._ground.signs(relation, found.entries):
            with suppress(KernelError):
                theorem, found.signs = _with_few([place for place in signs if place not in cited], make)
                return theorem
        return None

    def _norm(self, norm: Term) -> Theorem | None:
        """A norm is not negative."""

        def make(premises: Sequence[Theorem]) -> Theorem:
            entry = {"coefficient": Fraction(1), "multiplier": norm}
            return arithmetic(premises, ("<=", ZERO, norm), [entry])

        for premises in ((), self.theorems):
            with suppress(KernelError):
                return _with_few(premises, make)[0]
        return None


def _twice(norm: Term | None) -> tuple[Term, ...]:
    return () if norm is None else (norm, norm)


class _Ground:
    """Clauses without variables or conditions, and what was found to follow from them, or not: pure, so kept."""

    def __init__(self, clauses: tuple[Clause, ...]) -> None:
        self.clauses = clauses
        self._equations: dict[tuple[Term, Term], tuple[int, ...] | None] = {}
        self._found: dict[tuple[Relation, int], list[_Found | None]] = {}
        self._by_squares: dict[tuple[Relation, int], _Found | None] = {}

    @cached_property
    def lumps(self) -> tuple[Term, ...]:
        """The sums of vectors that the clauses measure."""
        return tuple(_lumps(side for clause in self.clauses for side in clause.relation[1:]))

    @cached_property
    def usable(self) -> tuple[int, ...]:
        """The places of the clauses that have a normal form."""
        return tuple(seen.place for seen in self._normalized()[0])

    def _normalized(self) -> tuple[tuple[_Seen, ...], Normalizer]:
        return _usable(tuple(_Seen(place, clause) for place, clause in enumerate(self.clauses)))

    def equal(self, left: Term, right: Term) -> tuple[int, ...] | None:
        """The places of the clauses on which it rests that two terms have one normal form; ``None`` if they do not."""
        if (left, right) not in self._equations:
            self._equations[left, right] = self._equal(left, right)
        return self._equations[left, right]

    def _equal(self, left: Term, right: Term) -> tuple[int, ...] | None:
        if _are_alike(Normalizer(), left, right):
            return ()
        seen, normalizer = self._normalized()
        if not _are_alike(normalizer, left, right):
            return None
        kept = [each for each in seen if id(each) in normalizer.used]
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
        seen, normalizer = self._normalized()
        places = {place for entry in entries for place in (*entry.premises, entry.equality) if place is not None}
        relations = (relation, *(self.clauses[place].relation for place in sorted(places)))
        factors = (term for entry in entries for term in (entry.multiplier, entry.square, entry.norm))
        with suppress(KernelError):
            for term in (*(side for each in relations for side in each[1:]), *factors):
                for mono in normalizer.scalar(term) if term is not None else ():
                    normalizer.sign_of_mono(mono)
        return tuple(each.place for each in seen if id(each) in normalizer.used)

    def certificates(self, relation: Relation, limit: int) -> Iterator[_Found]:
        """Certificates for a relation: first with lumps, then without."""
        lumps = tuple(dict.fromkeys((*_lumps(relation[1:]), *self.lumps)))
        known = self._found.setdefault((relation, limit), [])
        for number, chosen in enumerate((lumps, ()) if lumps else ((),)):
            if number == len(known):
                known.append(_view(self, chosen).search(relation, limit, plain=bool(lumps) and not chosen))
            found = known[number]
            if found is not None:
                yield found

    def by_squares(self, relation: Relation, limit: int) -> _Found | None:
        """A certificate with sums of squares, without lumps."""
        if (relation, limit) not in self._by_squares:
            self._by_squares[relation, limit] = _view(self, ()).by_squares(relation, limit)
        return self._by_squares[relation, limit]


@lru_cache(maxsize=4096)
def _ground(clauses: tuple[Clause, ...]) -> _Ground:
    return _Ground(clauses)


@lru_cache(maxsize=64)
def _view(ground: _Ground, lumps: tuple[Term, ...]) -> "_View":
    return _View(ground.clauses, lumps)


class _View:
    """The clauses as the linear program sees them: each lump is a variable."""

    def __init__(self, clauses: Sequence[Clause], lumps: tuple[Term, ...]) -> None:
        self._lumps = {lump: Term("var", f"lump {i}", lump.sort) for i, lump in enumerate(lumps)}
        self._back = {variable: lump for lump, variable in self._lumps.items()}
        seen = tuple(_Seen(place, self._clause(clause)) for place, clause in enumerate(clauses))
        self._seen, self.normalizer = _usable(seen)
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

    def search(self, relation: Relation, limit: int, *, plain: bool) -> _Found | None:
        """A certificate, if one is found."""
        op, left, right = relation
        try:
            goal = self._difference(self._hide(left), self._hide(right))
        except KernelError:
            return None
        relations = _relevant(goal, self._relations(), limit)
        if plain and len({mono for r in relations for mono in r.poly} | set(goal)) > _MAX_PLAIN:
            return None
        inequalities = [r for r in relations if r.op != "="] if op != "=" else []
        equations = [r for r in relations if r.op == "="]
        words = vectors_in([goal, *(r.poly for r in relations)], self.normalizer.turn)
        found = find_certificate(
            goal,
            [r.poly for r in inequalities],
            [r.poly for r in equations],
            multiply=multiply,
            sign=self.normalizer.sign,
            nonzero=self.normalizer.is_nonzero_atom,
            strict=op == "<",
            equation=op == "=",
            strict_premises=[r.op == "<" for r in inequalities],
            grams=inner_products(words, self.normalizer.turn),
        )
        if found is None:
            return None
        return _Found(tuple(self._entry(term, inequalities, equations, words) for term in found))

    def by_squares(self, relation: Relation, limit: int) -> _Found | None:
        """A certificate with sums of squares for an inequality, if one is found."""
        op, left, right = relation
        try:
            goal = self._difference(left, right)
        except KernelError:
            return None
        relations = _relevant(goal, self._relations(), limit)
        inequalities = [r for r in relations if r.op != "="]
        equations = [r for r in relations if r.op == "="]
        found = find_squares(
            goal,
            [r.poly for r in inequalities],
            [r.poly for r in equations],
            multiply=multiply,
            sign=self.normalizer.sign,
            nonzero=self.normalizer.is_nonzero_atom,
            strict=op == "<",
            strict_premises=[r.op == "<" for r in inequalities],
        )
        return None if found is None else _Found(tuple(self._entry(t, inequalities, equations, ()) for t in found))

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
        return prove_with_z3(
            goal,
            [r.poly for r in inequalities],
            [r.poly for r in relations if r.op == "="],
            sign=self.normalizer.sign,
            strict=op == "<",
            strict_premises=[r.op == "<" for r in inequalities],
        )

    def _difference(self, left: Term, right: Term) -> Poly:
        return add_into(self.normalizer.scalar(right), self.normalizer.scalar(left), Fraction(-1))

    def _relations(self) -> list[_Scalar]:
        if self._scalars is None:
            entries = [entry for seen in self._seen if (entry := self._scalar(seen)) is not None and entry.poly]
            unique = {(entry.op, frozenset(entry.poly.items())): entry for entry in reversed(entries)}
            self._scalars = list(reversed(unique.values()))
        return self._scalars

    def _scalar(self, seen: _Seen) -> _Scalar | None:
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
        return self._show(Term("norm", vector_term({words[i]: dict(poly) for i, poly in vector.items()})))

    def _show(self, term: Term) -> Term:
        return substitute(term, self._back)


def _usable(facts: tuple[F, ...]) -> tuple[tuple[F, ...], Normalizer]:
    """Those of the facts that have a normal form, and the normalizer that rests on them."""
    try:
        return facts, Normalizer(facts)
    except KernelError:
        kept = tuple(fact for fact in facts if _is_normalizable(fact))
        return kept, Normalizer(kept)


def _is_normalizable(fact: Fact) -> bool:
    try:
        Normalizer([fact])
    except KernelError:
        return False
    return True


def _are_alike(normalizer: Normalizer, left: Term, right: Term) -> bool:
    """Whether two terms have the same normal form."""
    forms: dict[str, Callable[[Term], Any]] = {"V": normalizer.vector, "O": normalizer.operator}
    try:
        form = forms.get(left.sort[0], normalizer.scalar)
        return bool(form(left) == form(right))
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


def _inside(vector: Term) -> Term:
    while vector[0] in {"dot", "mul"}:
        vector = vector[-1]
    return vector


def _with_few(optional: Sequence[P], make: Callable[[Sequence[P]], Theorem]) -> tuple[Theorem, tuple[P, ...]]:
    """A theorem from as few of the optional premises as it really needs, and these.

    Raises:
        KernelError: all of them are not enough.
    """
    kept = list(optional)
    theorem = make(kept)
    for candidate in optional:
        fewer = [other for other in kept if other is not candidate]
        try:
            theorem = make(fewer)
        except KernelError:
            continue
        kept = fewer
    return theorem, tuple(kept)


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


def _atoms(poly: Mapping[Mono, Rational]) -> set[Any]:
    return {atom for mono in poly for atom, _ in mono}
