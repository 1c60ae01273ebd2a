"""Equations between vectors or operators, used in any form: A w = b, u + v = z, normal equations, A B = I.

Each equation becomes a rewrite rule: its largest word, in length and then in a fixed order, equals the rest. Overlaps
of rules give further ones, a few of them (the completion of Knuth and Bendix 1970, cut short). Whatever is rewritten is
an equation that the kernel accepts as a combination of those that it rests on.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product, takewhile
from typing import Any

from proofcheck.evidence.readback import (
    apply_word,
    atom_term,
    linear_term,
    mono_term,
    operators_of,
    poly_term,
    vector_atom_term,
    word_term,
)
from proofcheck.kernel.normal import Combination, Mono, Normalizer, Poly, Turn, add_into, column, gram, multiply, order
from proofcheck.kernel.rules import congruence, identity
from proofcheck.kernel.terms import (
    FUNCTIONS,
    KernelError,
    Sort,
    Term,
    fresh_variable,
    neg,
    num,
    slots,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.kernel.words import Word, rotations

STEPS = 60
"""Of rewriting, for one term."""
RULES = 24
"""At most, overlaps included."""
USES = 300
"""At most, of rules, for the terms in which something may be rewritten."""
LONGEST = 8
"""Letters of a word that is made by an overlap."""
WORDS = 3
"""At most, the coefficients of which are shown to be 0 one by one."""

Letters = tuple[Any, ...]
Vanishing = Callable[[Term], Theorem | None]


@dataclass(frozen=True, slots=True)
class _Rule:
    """The word of ``lead`` and ``atom`` (``None`` between operators) equals ``rest``, says the theorem."""

    theorem: Theorem
    lead: Letters
    atom: Any
    rest: Combination
    sort: Sort

    def turns(self, turn: Turn) -> Iterator[tuple[bool, Letters]]:
        """The lead, and the transpose of it where that is the largest word of the transposed equation."""
        yield False, self.lead
        turned = turn(self.lead)
        if all(_size(turned) > _size(turn(word)) for word in self.rest):
            yield True, turned


@dataclass(frozen=True, slots=True)
class _Use:
    """A theorem put into a term: ``template`` with the sides of the equation for ``hole``."""

    theorem: Theorem
    hole: Term
    template: Term


@dataclass(frozen=True, slots=True)
class _Match:
    """Where a rule applies in the letters of a word: ``before lead after``, the lead perhaps transposed."""

    rule: _Rule
    before: Letters
    after: Letters
    transposed: bool


class Equations:
    """The equations between vectors and operators among theorems, as rewrite rules.

    Equations that say what a variable, a path or a derivative is are left to the normal form, which puts that in.
    """

    def __init__(self, theorems: Iterable[Theorem]) -> None:
        theorems = [t for t in theorems if not t.clause.variables and not t.clause.conditions]
        equations = [t for t in theorems if t.clause.relation[0] == "=" and t.clause.relation[1].sort[0] in "VO"]
        symmetries = [t for t in equations if is_symmetry(*t.clause.relation[1:])]
        equations = [t for t in equations if t not in symmetries]
        self._rules: list[_Rule] = []
        self._uses = 0
        simple = all(_says_what(*t.clause.relation[1:]) for t in equations)
        others = [theorem for theorem in theorems if theorem.clause.relation[0] != "="]
        self._equal = [*symmetries, *(equations if simple else ())]
        self._signs = [*others, *self._equal]
        if simple:
            return
        for theorem in equations:
            self._add(*theorem.clause.relation[1:], [_Use(theorem, _hole(theorem), _hole(theorem))])
        if self._rules:
            self._complete()

    def __bool__(self) -> bool:
        return bool(self._rules)

    @cached_property
    def _normalizer(self) -> Normalizer:
        """What turns terms into normal forms; most often there is nothing to rewrite, and it is never asked."""
        return Normalizer(self._signs)

    def prove(self, left: Term, right: Term, vanishing: Vanishing | None = None) -> Theorem | None:
        """The equation between two vectors or operators, if rewriting the difference leaves nothing.

        Arguments:
            vanishing: shows that a number is 0; asked for the coefficients of a few words that are left.
        """
        if not self._rules and vanishing is None:
            return None
        try:
            rest, uses = self._reduced(self._difference(left, right), left.sort)
            if rest and (vanishing is None or len(rest) > WORDS):
                return None
            for word, coefficient in rest.items():
                theorem = vanishing(poly_term(coefficient)) if vanishing else None
                if theorem is None:
                    return None
                hole = _hole(theorem)
                uses.append(_Use(theorem, hole, Term("mul", hole, _term({word: {(): 1}}, left.sort))))
            return self._combined(left, right, uses)
        except KernelError:
            return None

    def remainder(self, left: Term, right: Term) -> Term | None:
        """What rewriting leaves of a difference, where there is something to rewrite in it."""
        try:
            rest, uses = self._reduced(self._difference(left, right), left.sort)
            return _term(rest, left.sort) if uses and rest else None
        except KernelError:
            return None

    def facts(self, terms: Iterable[Term]) -> Iterator[Theorem]:
        """Equations between scalars: inner products in the terms, and norms and values of what can be rewritten."""
        most = self._uses + USES
        parts = dict.fromkeys(part for term in terms for part in _scalar_parts(term)) if self._rules else ()
        for part in takewhile(lambda _: self._uses < most, parts):
            yield from self._about(part)

    def _about(self, part: Term) -> Iterator[Theorem]:
        for slot in slots(part):
            inside = part[slot]
            if inside.sort[0] in {"V", "O"} and part[0] != "inner":
                shown = self._rewritten(inside)
                if shown is not None:
                    hole = fresh_hole(inside.sort, part)
                    template = Term(*part[:slot], hole, *part[slot + 1 :])
                    try:
                        yield congruence([shown], hole, template)
                    except KernelError:
                        continue
        try:
            poly = self._normalizer.scalar(part)
        except KernelError:
            return
        for atom in dict.fromkeys(atom for mono in poly for atom, _ in mono if atom[0] in {"gram", "trace"}):
            shown = self._inner_product(atom) if atom[0] == "gram" else self._trace(atom)
            if shown is not None:
                yield shown
                if part[0] == "norm":
                    yield from _under_root(shown)

    def _inner_product(self, atom: Any) -> Theorem | None:
        try:
            rest, uses = self._reduced_scalar({((atom, 1),): 1})
            return self._combined(atom_term(atom), poly_term(rest), uses) if uses else None
        except KernelError:
            return None

    def _trace(self, atom: Any) -> Theorem | None:
        """The trace of a product, and what it is where the product is rewritten, wherever that is cut open."""
        for word in (*rotations(atom[1]), *rotations(self._normalizer.turn(atom[1]))):
            term = word_term(word)
            shown = self._rewritten(term)
            if shown is not None:
                hole = fresh_hole(term.sort, term)
                return congruence([shown], hole, Term("inner", Term("id", term.sort[1]), hole))
        return None

    def _rewritten(self, term: Term) -> Theorem | None:
        """The term and what it is rewritten to, if it can be."""
        try:
            sort = term.sort
            rest, uses = self._reduced(self._normalizer.form(term), sort)
            return self._combined(term, _term(rest, sort), uses) if uses else None
        except KernelError:
            return None

    # ---------------------------------------------------------------- rules

    def _difference(self, left: Term, right: Term) -> Combination:
        return self._normalizer.form(Term("add", left, neg(right)))

    def _add(self, left: Term, right: Term, uses: list[_Use]) -> None:
        """A rule from the equation that the uses add up to, once it is rewritten by those that are there."""
        sort = left.sort
        try:
            rest, more = self._reduced(self._difference(left, right), sort)
        except KernelError:
            return
        for word in sorted(rest, key=lambda word: _extent(word, sort), reverse=True):
            scale = self._inverse(rest[word])
            letters, atom = _letters(word, sort)
            if scale is None or any(_comes_back(letters, atom, w, sort) for w in rest if w != word):
                continue
            lead = _term({word: {(): 1}}, sort)
            others = {w: multiply(scale, {m: -c for m, c in p.items()}) for w, p in rest.items() if w != word}
            factor = poly_term(scale)
            scaled = [_Use(u.theorem, u.hole, Term("mul", factor, u.template)) for u in uses]
            scaled += [_Use(u.theorem, u.hole, Term("mul", factor, neg(u.template))) for u in more]
            theorem = self._accepted(lead, _term(others, sort), scaled)
            if theorem is not None:
                self._rules.append(_Rule(theorem, letters, atom, others, sort))
                return

    def _inverse(self, coefficient: Poly) -> Poly | None:
        """One over a coefficient, if that is a number, or a product of what is not zero."""
        if len(coefficient) != 1:
            return None
        ((mono, value),) = coefficient.items()
        if not all(self._normalizer.is_nonzero_atom(atom) for atom, _ in mono):
            return None
        return {tuple((atom, -exponent) for atom, exponent in mono): Fraction(1) / value}

    def _complete(self) -> None:
        """Add what overlaps of the rules say."""
        done: set[tuple[Theorem, Theorem, int]] = set()
        for _ in range(RULES):
            before = len(self._rules)
            for first, second, shared in product(list(self._rules), list(self._rules), range(1, LONGEST)):
                if (key := (first.theorem, second.theorem, shared)) not in done:
                    done.add(key)
                    self._overlap(first, second, shared)
                if len(self._rules) >= RULES:
                    return
            if len(self._rules) == before:
                return
            self._reduce_each_other()

    def _reduce_each_other(self) -> None:
        """Rewrite each rule by the others, once."""
        for rule in list(self._rules):
            place = self._rules.index(rule)
            del self._rules[place]
            size, hole = len(self._rules), _hole(rule.theorem)
            self._add(*rule.theorem.clause.relation[1:], [_Use(rule.theorem, hole, hole)])
            if len(self._rules) > size and self._rules[-1].theorem.clause == rule.theorem.clause:
                self._rules.insert(place, self._rules.pop())

    def _overlap(self, first: _Rule, second: _Rule, shared: int) -> None:
        """The last letters of the first lead are the first ones of the second, of one vector all of them."""
        apart = first.atom is not None and (first.atom != second.atom or shared < len(second.lead) or first is second)
        sizes = len(first.lead), len(second.lead)
        if apart or shared > min(sizes) or sum(sizes) - shared > LONGEST:
            return
        turned = [list(rule.turns(self._normalizer.turn))[: 1 + (rule.atom is None)] for rule in (first, second)]
        for (before, lead), (after, following) in product(*turned):
            same = first is second and before == after and shared == len(lead)
            cut = _is_cut(lead[-shared:]) or _is_cut(lead[:-shared]) or _is_cut(following[shared:])
            if lead[-shared:] == following[:shared] and not same and not cut and not (before and after):
                self._rewritten_twice((first, before, lead[:-shared]), (second, after, following[shared:]))

    def _rewritten_twice(self, first: tuple[_Rule, bool, Letters], second: tuple[_Rule, bool, Letters]) -> None:
        """What the two sides of an overlap say, of rules that are perhaps transposed, with what stands around it."""
        (one_rule, one_turned, start), (other_rule, other_turned, end) = first, second
        one, other = _hole(one_rule.theorem), _hole(other_rule.theorem)
        left = _put((), Term("tr", one) if one_turned else one, end, other_rule.atom if one_rule.atom is None else None)
        right = _put(start, Term("tr", other) if other_turned else other, (), None)
        try:
            sides = [
                substitute(left, {one: one_rule.theorem.clause.relation[2]}),
                substitute(right, {other: other_rule.theorem.clause.relation[2]}),
            ]
            self._add(
                sides[0], sides[1], [_Use(one_rule.theorem, one, neg(left)), _Use(other_rule.theorem, other, right)]
            )
        except KernelError:
            return

    # ---------------------------------------------------------------- rewriting

    def _reduced(self, form: Combination, sort: Sort) -> tuple[Combination, list[_Use]]:
        """What a combination of words is rewritten to, and how: the largest word that can be comes first."""
        uses: list[_Use] = []
        sizes: dict[Word, Any] = {}
        finished: set[Word] = set()
        while open_words := form.keys() - finished:
            sizes.update((word, _extent(word, sort)) for word in open_words - sizes.keys())
            word = max(open_words, key=sizes.__getitem__)
            letters, atom = _letters(word, sort)
            match = self._match(letters, atom)
            if match is None:
                finished.add(word)
                continue
            if len(uses) == STEPS:
                raise KernelError("the rewriting takes too many steps")
            factor = form.pop(word)
            for other, poly in self._replacement(match, atom).items():
                merged = add_into(dict(form.get(other, {})), multiply(factor, poly))
                form.pop(other, None)
                if merged:
                    form[other] = merged
            uses.append(self._use(match, atom, poly_term(factor), None))
        return form, uses

    def _reduced_scalar(self, poly: Poly) -> tuple[Poly, list[_Use]]:
        """The same for inner products."""
        uses: list[_Use] = []
        for _ in range(STEPS):
            step = next((found for mono in poly for found in self._gram_matches(mono)), None)
            if step is None:
                return poly, uses
            mono, left, match, atom = step
            coefficient, rest = Fraction(poly.pop(mono)), _without_gram(mono)
            made: Poly = {}
            for word, inner in self._replacement(match, atom).items():
                self._add_gram(made, left, word, multiply({rest: 1}, inner))
            again = made.pop(mono, 0)  # <K x, x> = -<K x, x>
            if again == 1:
                raise KernelError("the rewriting leads back")
            coefficient /= 1 - again
            add_into(poly, made, coefficient)
            factor = Term("mul", num(coefficient), mono_term(rest)) if rest else num(coefficient)
            uses.append(self._use(match, atom, factor, left))
        raise KernelError("the rewriting takes too many steps")

    def _gram_matches(self, mono: Mono) -> Iterator[tuple[Mono, Any, _Match, Any]]:
        for atom, exponent in mono:
            if atom[0] == "gram" and exponent == 1:
                _, left, middle, right = atom
                for near, letters, far in ((left, middle, right), (right, self._normalizer.turn(middle), left)):
                    match = self._match(letters, far)
                    if match is not None:
                        yield mono, near, match, far
                return

    def _add_gram(self, poly: Poly, left: Any, word: Word, factor: Poly) -> None:
        add_into(poly, multiply(factor, {((gram(column(left), word, self._normalizer.turn), 1),): 1}))

    def _match(self, letters: Letters, atom: Any) -> _Match | None:
        for rule in self._rules:
            size = len(rule.lead)
            if rule.atom is not None:
                if atom == rule.atom and letters[len(letters) - size :] == rule.lead:
                    return _Match(rule, letters[: len(letters) - size], (), False)
                continue
            for turned, lead in rule.turns(self._normalizer.turn):
                for place in range(len(letters) - size + 1):
                    if letters[place : place + size] == lead:
                        return _Match(rule, letters[:place], letters[place + size :], turned)
        return None

    def _replacement(self, match: _Match, atom: Any) -> Combination:
        found: Combination = {}
        for word, poly in match.rule.rest.items():
            if match.rule.atom is not None:
                found[match.before + word] = poly
            else:
                letters = match.before + (self._normalizer.turn(word) if match.transposed else word) + match.after
                found[letters if atom is None else letters + column(atom)] = poly
        return found

    def _use(self, match: _Match, atom: Any, factor: Term, left: Any) -> _Use:
        """The rule put where it applies, times a factor; for inner products, with the vector ``left``."""
        hole = fresh_hole(match.rule.sort, *match.rule.theorem.clause.relation[1:], factor)
        inside = Term("tr", hole) if match.transposed else hole
        term = _put(match.before, inside, match.after, None if match.rule.atom is not None else atom)
        if left is not None:
            term = Term("inner", vector_atom_term(left), term)
        return _Use(match.rule.theorem, hole, Term("mul", factor, term))

    # ---------------------------------------------------------------- theorems

    def _combined(self, left: Term, right: Term, uses: list[_Use]) -> Theorem:
        self._uses += len(uses)
        cited = list({id(use.theorem): use.theorem for use in uses}.values())
        places = {id(theorem): place for place, theorem in enumerate(cited)}
        entries = [{"equation": places[id(u.theorem)], "hole": u.hole, "template": u.template} for u in uses]
        for known in ((), self._equal):  # normal forms under many signs are dear, and seldom needed
            with suppress(KernelError):
                return identity([*cited, *known], left, right, entries)
        return identity([*cited, *self._signs], left, right, entries)

    def _accepted(self, left: Term, right: Term, uses: list[_Use]) -> Theorem | None:
        with suppress(KernelError):
            return self._combined(left, right, uses)
        return None


def _under_root(equation: Theorem) -> Iterator[Theorem]:
    """The roots of both sides, where the right one is a number or a product."""
    if equation.clause.relation[2][0] != "add":
        hole = fresh_hole(equation.clause.relation[1].sort, *equation.clause.relation[1:])
        yield congruence([equation], hole, Term("sqrt", hole))


def _scalar_parts(term: Term) -> Iterator[Term]:
    """The scalars in a term that are made of vectors or operators, and free of bound variables."""
    if term[0] in {"int", "inf", "minS", "d", "grad", "sum", "prod", "expect"}:
        return
    if term.sort[0] in {"S", "N"} and any(term[slot].sort[0] in {"V", "O"} for slot in slots(term)):
        yield term
    for slot in slots(term):
        yield from _scalar_parts(term[slot])


def _says_what(left: Term, right: Term) -> bool:
    """Whether an equation says what its left side is, in other words than that; x = B x + h does not."""
    return left[0] in {"var", "path", "dpath", *FUNCTIONS} and left not in subterms(right)


def is_symmetry(left: Term, right: Term) -> bool:
    """Whether an equation says that a letter is symmetric, which the normal form reads; of a product it is a rule."""
    turned = left.sort[0] == "O" and (Term("tr", left) == right or Term("tr", right) == left)
    return turned and not {"dot", "add"} & {left[0], right[0]}


def _letters(word: Word, sort: Sort) -> tuple[Letters, Any]:
    """The operators of a word, and the atomic vector that they are applied to, if there is one."""
    return (word[:-1], word[-1][0][1]) if sort[0] == "V" else (word, None)


def _comes_back(letters: Letters, atom: Any, word: Word, sort: Sort) -> bool:
    """Whether a word of what is put in the place of another one has that one in it: rewriting would never end."""
    within, end = _letters(word, sort)
    if atom is not None:
        return bool(end == atom and within[len(within) - len(letters) :] == letters)
    size = len(letters)
    return any(within[place : place + size] == letters for place in range(len(within) - size + 1))


def _size(letters: Letters) -> tuple[int, str]:
    return len(letters), order(letters)


def _extent(word: Word, sort: Sort) -> tuple[int, Any]:
    return len(_letters(word, sort)[0]), order(word)


def _without_gram(mono: Mono) -> Mono:
    place = next(k for k, (atom, exponent) in enumerate(mono) if atom[0] == "gram" and exponent == 1)
    return (*mono[:place], *mono[place + 1 :])


def _term(form: Combination, sort: Sort) -> Term:
    """A combination as a term of its sort; the empty one as zero times something."""
    if not form:
        return Term("mul", num(0), Term("var", "zero", sort))
    if () in form and all(not word for word in form):
        return Term("mul", poly_term(form[()]), Term("id", sort[1]))
    return linear_term(form)


def _put(before: Letters, inside: Term, after: Letters, atom: Any) -> Term:
    """The product of letters, something, further letters, and perhaps a vector."""
    if atom is not None:
        return apply_word(before, Term("dot", inside, apply_word(after, vector_atom_term(atom))))
    for operator in operators_of(after):
        inside = Term("dot", inside, operator)
    return apply_word(before, inside)


def _is_cut(letters: Letters) -> bool:
    """Whether letters begin or end between a column and the row after it, which are one operator."""
    return bool(letters) and (
        (letters[0][0][0] == "column" and letters[0][1]) or (letters[-1][0][0] == "column" and not letters[-1][1])
    )


def _hole(theorem: Theorem) -> Term:
    return fresh_hole(theorem.clause.relation[1].sort, *theorem.clause.relation[1:])


def fresh_hole(sort: Sort, *terms: Term) -> Term:
    """A variable that none of the terms speaks of."""
    return fresh_variable(Term("var", "hole", sort), frozenset().union(*(term.free for term in terms)))
