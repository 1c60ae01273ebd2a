"""From theorems to a theorem by arithmetic: find a certificate, write it in terms, and have the kernel accept it."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.rules import arithmetic, assume, identity
from proofcheck.kernel.terms import ZERO, KernelError, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import by_cases, opposite
from proofcheck.provers.ground import Found, ground, view
from proofcheck.provers.learning import learnt

P = TypeVar("P")


class Facts:
    """Theorems without variables or conditions, normalised together, ready to be combined."""

    def __init__(self, theorems: Iterable[Theorem]) -> None:
        self._given = tuple(theorems)
        self._ground = ground(tuple(theorem.clause for theorem in self._given))

    @cached_property
    def _usable(self) -> tuple[tuple[Theorem, ...], Normalizer]:
        seen, normalizer = learnt(self._ground.clauses)
        return tuple(self._given[each.place] for each in seen), normalizer

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

    def prove(self, relation: Relation, limit: int = 40, *, quick: bool = False) -> Theorem | None:
        """A relation between scalars as a consequence of the facts, or ``None``; with little search if ``quick``."""
        for found in self._ground.certificates(relation, limit, quick=quick):
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
        denied = assume([], fact(*opposite(relation)))
        facts = Facts([denied, *self._given])
        found = facts._ground.by_squares(relation, limit)
        theorem = None if found is None else facts._accept(relation, found)
        if theorem is None or denied.clause not in theorem.hypotheses:
            return theorem
        return by_cases(relation, assume([], fact(*relation)), theorem)

    def solved(self, relation: Relation, limit: int = 25) -> bool:
        """Whether Z3 finds that the facts imply a relation between scalars; there is no certificate then."""
        op, left, right = relation
        if op == "=":
            return self.solved(("<=", left, right), limit) and self.solved(("<=", right, left), limit)
        try:
            return view(self._ground, ()).solved(relation, limit)
        except KernelError:
            return False

    def _accept(self, relation: Relation, found: Found) -> Theorem | None:
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

        if found.signs is not None:
            with suppress(KernelError):
                return make(found.signs)
            return None
        for signs in self._ground.signs(relation, found.entries):
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


def _with_few(optional: Sequence[P], make: Callable[[Sequence[P]], Theorem]) -> tuple[Theorem, tuple[P, ...]]:
    """A theorem from as few of the optional premises as it really needs, and these; without any it was tried before.

    They are left out in blocks, from the front on; a block that is needed is split.

    Raises:
        KernelError: all of them are not enough.
    """
    theorem = make(optional)
    needed: tuple[P, ...] = ()
    waiting = [tuple(optional)] if optional else []
    while waiting:
        block = waiting.pop()
        fewer = (*needed, *chain.from_iterable(reversed(waiting)))
        with suppress(KernelError):
            if fewer:
                theorem = make(fewer)
                continue
        if len(block) == 1:
            needed += block
        else:
            waiting += [block[len(block) // 2 :], block[: len(block) // 2]]
    return theorem, needed
