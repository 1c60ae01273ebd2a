"""From theorems to a theorem by arithmetic: find a certificate, write it in terms, and have the kernel accept it.

The search sees *lumps*: a sum of vectors under a norm, such as a residual, is one variable to it, and only the kernel
expands it. That keeps the linear programs small.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.normal import Fact, Mono, Normalizer, Poly, Rational, Word, add_into, multiply
from proofcheck.kernel.rules import arithmetic, identity
from proofcheck.kernel.terms import ZERO, KernelError, Term, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.grams import inner_products, vectors_in
from proofcheck.provers.linear import CertificateTerm, find_certificate
from proofcheck.provers.readback import mono_term, poly_term, vector_term
from proofcheck.provers.smt import prove_with_z3

_MAX_PLAIN = 60

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A theorem as the search sees it, with lumps in it."""

    theorem: Theorem
    clause: Clause


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A fact that relates scalars, with its polynomial ``right - left``."""

    theorem: Theorem
    op: str
    poly: Poly


class Facts:
    """Theorems without variables or conditions, normalised together, ready to be combined."""

    def __init__(self, theorems: Iterable[Theorem]) -> None:
        self.theorems, self.normalizer = _usable(tuple(theorems))
        self._views: dict[tuple[Term, ...], _View] = {}

    def identity(self, left: Term, right: Term) -> Theorem | None:
        """The equation, if the two sides have the same normal form."""
        try:
            self._equal_forms(left, right)
            premises = [t for t in self.theorems if id(t) in self.normalizer.used]
            theorem = identity(premises, left, right)
        except KernelError:
            return None
        return _pruned(theorem, premises, lambda fewer: identity(fewer, left, right))

    def _equal_forms(self, left: Term, right: Term) -> None:
        kind = left.sort[0]
        forms = {"V": self.normalizer.vector, "O": self.normalizer.operator}
        form: Any = forms.get(kind, self.normalizer.scalar)
        if form(left) != form(right):
            raise KernelError("the normal forms of the two sides differ")

    def prove(self, relation: Relation, limit: int = 40) -> Theorem | None:
        """A relation between scalars as a consequence of the facts, or ``None``."""
        lumps = tuple(_lumps([*relation[1:], *(side for t in self.theorems for side in t.clause.relation[1:])]))
        for chosen in (lumps, ()) if lumps else ((),):
            view = self._view(chosen)
            found = view.search(relation, limit, plain=bool(lumps) and not chosen)
            if found is not None:
                theorem = self._accept(relation, view, *found)
                if theorem is not None:
                    return theorem
        return None

    def solved(self, relation: Relation, limit: int = 25) -> bool:
        """Whether Z3 finds that the facts imply a relation between scalars; there is no certificate then."""
        op, left, right = relation
        if op == "=":
            return self.solved(("<=", left, right), limit) and self.solved(("<=", right, left), limit)
        try:
            return self._view(()).solved(relation, limit)
        except KernelError:
            return False

    def _view(self, lumps: tuple[Term, ...]) -> "_View":
        if lumps not in self._views:
            self._views[lumps] = _View(self.theorems, lumps)
        return self._views[lumps]

    def _accept(
        self,
        relation: Relation,
        view: "_View",
        found: Sequence[CertificateTerm],
        inequalities: Sequence[_Scalar],
        equations: Sequence[_Scalar],
    ) -> Theorem | None:
        cited: list[Theorem] = []

        def position(theorem: Theorem) -> int:
            if theorem not in cited:
                cited.append(theorem)
            return cited.index(theorem)

        certificate = []
        for term in found:
            multiplier, square = view.written(term)
            used = [position(inequalities[index].theorem) for index in term.premises]
            if term.vector is not None:
                norm = self._norm(view.norm(term.vector))
                if norm is None:
                    return None
                used += [position(norm)] * 2
            certificate.append(
                {
                    "coefficient": term.coefficient,
                    "premises": used,
                    "equality": None if term.equality is None else position(equations[term.equality].theorem),
                    "multiplier": multiplier,
                    "square": square,
                }
            )
        signs = [t for t in self.theorems if view.rests_on(t) and t not in cited]
        try:
            theorem = arithmetic([*cited, *signs], relation, certificate)
        except KernelError:
            signs = [t for t in self.theorems if t not in cited]
            try:
                theorem = arithmetic([*cited, *signs], relation, certificate)
            except KernelError:
                return None
        return _pruned(theorem, signs, lambda fewer: arithmetic([*cited, *fewer], relation, certificate))

    def _norm(self, norm: Term) -> Theorem | None:
        """A norm is not negative."""

        def make(premises: Sequence[Theorem]) -> Theorem:
            entry = {"coefficient": Fraction(1), "multiplier": norm}
            return arithmetic(premises, ("<=", ZERO, norm), [entry])

        try:
            return _pruned(make(self.theorems), self.theorems, make)
        except KernelError:
            return None


class _View:
    """The facts as the linear program sees them: each lump is a variable."""

    def __init__(self, theorems: Sequence[Theorem], lumps: tuple[Term, ...]) -> None:
        self._lumps = {lump: Term("var", f"lump {i}", lump.sort) for i, lump in enumerate(lumps)}
        self._back = {variable: lump for lump, variable in self._lumps.items()}
        self._seen: tuple[_Seen, ...] = tuple(_Seen(theorem, self._clause(theorem.clause)) for theorem in theorems)
        self._seen, self.normalizer = _usable(self._seen)
        self._scalars: list[_Scalar] | None = None
        self._words: list[Word] = []

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

    def rests_on(self, theorem: Theorem) -> bool:
        """Whether a normal form rested on this theorem."""
        return any(seen.theorem is theorem and id(seen) in self.normalizer.used for seen in self._seen)

    def search(
        self, relation: Relation, limit: int, *, plain: bool
    ) -> tuple[Sequence[CertificateTerm], list[_Scalar], list[_Scalar]] | None:
        """A certificate, with the inequalities and equations that its indices speak of."""
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
        self._words = vectors_in([goal, *(r.poly for r in relations)])
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
            grams=inner_products(self._words),
        )
        return None if found is None else (found, inequalities, equations)

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
            return _Scalar(seen.theorem, op, self._difference(left, right))
        except KernelError:
            return None

    def written(self, term: CertificateTerm) -> tuple[Term | None, Term | None]:
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

    def norm(self, vector: Mapping[int, Mapping[Mono, Rational]]) -> Term:
        """The norm of a combination of the vectors in sight."""
        return self._show(Term("norm", vector_term({self._words[i]: dict(poly) for i, poly in vector.items()})))

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


def _lumps(terms: Iterable[Term]) -> list[Term]:
    """The sums of vectors that stand under norms, perhaps behind an operator."""
    found: dict[Term, None] = {}
    for term in terms:
        for part in subterms(term):
            for vector in part[1:] if part[0] in {"norm", "inner"} else ():
                inside = _inside(vector)
                if inside[0] == "add":
                    found.setdefault(inside)
    return list(found)


def _inside(vector: Term) -> Term:
    while vector[0] in {"dot", "mul"}:
        vector = vector[-1]
    return vector


def _pruned(theorem: Theorem, optional: Sequence[Theorem], make: Callable[[Sequence[Theorem]], Theorem]) -> Theorem:
    """The same theorem from as few of the optional premises as the normal form really needs."""
    if not optional:
        return theorem
    try:
        return make(())  # most steps need none of them
    except KernelError:
        pass
    kept = list(optional)
    for candidate in optional:
        fewer = [other for other in kept if other is not candidate]
        try:
            theorem = make(fewer)
        except KernelError:
            continue
        kept = fewer
    return theorem


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
