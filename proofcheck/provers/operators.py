"""What the rules say of operators that a pool speaks of: their entries, traces and inverses."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, combinations, permutations, product
from typing import Any

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, neg, num, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.library import divisions, frobenius, inverses, loewner, products, spectra
from proofcheck.provers.library.applying import entry

MOST_BESIDE = 2
"""Inner products with a vector in the form of an inverse that are looked at."""
Maker = Callable[..., Theorem]


class OperatorFacts:
    """The part of ``instances.RuleFacts`` that is about operators: it tries laws on the terms of its pool."""

    pool: Any
    ground: Sequence[Theorem]
    found: list[Theorem]
    _vectors: Sequence[Term]
    may: Callable[[str], bool]

    @abstractmethod
    def _try(self, name: str, maker: Maker, *arguments: object, premises: Sequence[Theorem] = ()) -> None:
        """Apply a law, if it may be used."""

    @abstractmethod
    def _ordered(self, low: Term, high: Term) -> Theorem | None:
        """That one number is at most another, by single facts at hand."""

    @abstractmethod
    def _symmetry(self, *operators: Term) -> list[Theorem]:
        """As few of the equations at hand as show that operators are symmetric."""

    def _entries(self, operator: Term) -> None:
        """What bounds the Frobenius norm of a product, and what that of an operator bounds."""
        if operator[0] == "dot":
            left, right = operator[1:]
            self._try("Frobenius norm", frobenius.product, left, right)
            self._try("Frobenius norm", frobenius.product, turned(right), turned(left))
            for factor in (left, right):
                self._try("Frobenius norm", frobenius.operator_norm, factor)
        self._try("Frobenius norm", frobenius.operator_norm, operator)
        if Term("opnorm", operator) in self.pool:
            for side in (operator, turned(operator)):
                self._try("Frobenius norm", frobenius.product, side, Term("id", side.sort[2]))

    def _inner_products_of_operators(self, u: Term, v: Term) -> None:
        """That of A' and B too, where the trace of A B is taken."""
        pairs = [(u, v)]
        if u[0] == "id" and v[0] == "dot":
            pairs += [(turned(v[1]), v[2]), (turned(v[2]), v[1])]
        for one, other in pairs:
            if one != other:
                self._try("Cauchy-Schwarz", frobenius.cauchy_schwarz, one, other)
                self._try("Cauchy-Schwarz", frobenius.cauchy_schwarz, neg(one), other)

    def _traces(self) -> None:
        """What extreme eigenvalues say of traces, of single operators and of products."""
        traced = {u.sort for _, u, _ in self.pool.with_head("inner") if u[0] == "id"}
        for end, operator in self.pool.with_head("lmin", "lmax"):
            if operator.sort in traced:
                self._try("trace", frobenius.trace, operator, end, premises=self._symmetry(operator))
        for _, u, v in self.pool.with_head("inner"):
            if u[0] == "id":
                if v[0] == "dot" and v[2] == turned(v[1]):
                    self._entries(v[2])
                self._below_trace(v)
                if v[0] == "dot":
                    self._traces_of_product(v[1], v[2])
                    self._traces_with_differences(v[1], v[2])
                needed = self._symmetry(v)
                for end in ("lmin", "lmax"):
                    self._try("trace", frobenius.trace, v, end, premises=needed)
                self._sign_of_trace(v)
            elif u.sort[0] == "O":
                self._traces_of_product(u, v)
        for _, operator in self.pool.with_head("norm"):
            if operator.sort in traced:
                self._trace_of_product(operator, operator)

    def _sign_of_trace(self, operator: Term) -> None:
        """That the trace of an operator is not negative, where its least eigenvalue is not."""
        least = applied(frobenius.trace, self._symmetry(operator), (operator, "lmin"))
        sign = self._ordered(ZERO, Term("lmin", operator)) if least is not None and self.may("trace") else None
        if least is not None and sign is not None:
            self.found += filter(None, [Facts([least, sign]).prove(("<=", ZERO, least.clause.relation[2]), limit=4)])

    def _traces_of_product(self, one: Term, other: Term) -> None:
        self._trace_of_product(one, other)
        self._trace_of_product(other, one)

    def _traces_with_differences(self, *factors: Term) -> None:
        """The same for tr(A (C - B)), where tr(A B) occurs and it is said that C - B is not negative."""
        for theorem in self.ground:
            op, low, least = theorem.clause.relation
            if op == "<=" and low == ZERO and least[0] == "lmin" and least[1][0] == "add":
                for one, other in permutations(factors):
                    if other in _summands(least[1]):
                        self._traces_of_product(one, least[1])
                        self._sign_of_trace(least[1])

    def _below_trace(self, operator: Term) -> None:
        """What the trace of an operator bounds that is not negative."""
        sizes = [head for head in ("lmax", "opnorm", "norm") if Term(head, operator) in self.pool]
        sign = self._ordered(ZERO, Term("lmin", operator)) if sizes else None
        if sign is not None:
            for head in sizes:
                self._try("trace", loewner.below_trace, operator, head, premises=[*self._symmetry(operator), sign])

    def _forms(self) -> None:
        """The Cauchy-Schwarz inequality for <A u, v>, and what bounds |A u|^2, where A is not negative."""
        for _, *sides in self.pool.with_head("inner"):
            for image, v in (sides, sides[::-1]):
                if image[0] == "dot" and image[2] != v:
                    for maker in (loewner.form, loewner.form_of_difference, loewner.form_of_sum):
                        self._form(maker, image[1], image[2], v)
                    for part in v[1:] if v[0] == "add" else ():
                        self._form(loewner.form_of_difference, image[1], image[2], part)
        for _, image in self.pool.with_head("norm"):
            if image[0] == "dot" and image.sort[0] == "V":
                self._form(loewner.image, image[1], image[2], "lmax")
                if Term("opnorm", image[1]) in self.pool:
                    self._form(loewner.image, image[1], image[2], "opnorm")
        self._kernels()
        self._parts_of_multiples()

    def _kernels(self) -> None:
        """That A u = 0, where a fact says that <A u, u> is 0 or less and A is not negative."""
        signs = [t for t in self.ground if t.clause.relation[:2] == ("<=", ZERO) and t.clause.relation[2][0] == "lmin"]
        for sign, theorem in product(signs, self.ground):
            op, *sides = theorem.clause.relation
            operator = sign.clause.relation[2][1]
            flat = op == "=" or (op, sides[1]) == ("<=", ZERO)
            pairs = [part[1:] for side in sides if flat for part in subterms(side) if part[0] == "inner"]
            for u in dict.fromkeys(u for pair in pairs for u in pair if u.sort == ("V", operator.sort[1])):
                form: Relation = ("<=", Term("inner", Term("dot", operator, u), u), ZERO)
                used = [{"coefficient": c, "equality": 0} for c in (1, -1)] if op == "=" else [entry(0)]
                for shown in filter(None, (applied(rules.arithmetic, [theorem], (form, [part])) for part in used)):
                    premises = [*self._symmetry(operator), sign, shown]
                    self._try("Cauchy-Schwarz", loewner.kernel, operator, u, premises=premises)

    def _signs_of_forms(self, sign: Theorem) -> None:
        """``0 <= <A v, v>``, from 0 <= lmin(A): for A = B - c I, a bound that is linear in what is known of B."""
        operator = sign.clause.relation[2][1]
        premises = [*self._symmetry(operator), sign]
        for v in self._vectors:
            if v.sort[1] == operator.sort[1]:
                self._try("Rayleigh quotient", _positive_form, operator, v, premises=premises)

    def _parts_of_multiples(self) -> None:
        """What two facts about extreme eigenvalues say together of |A u|^2, where a I <= A <= b I."""
        signs = [t for t in self.ground if t.clause.relation[:2] == ("<=", ZERO) and t.clause.relation[2][0] == "lmin"]
        for low, high in combinations(signs, 2):
            one, other = (sign.clause.relation[2][1] for sign in (low, high))
            factor = _multiple(one, other) if one.sort == other.sort else None
            if factor is not None:
                premises = [*self._symmetry(one, other), low, high]
                for u in self._moved_by_part_of(one):
                    self._try("Cauchy-Schwarz", loewner.parts_of_multiple, one, other, factor, u, premises=premises)

    def _moved_by_part_of(self, operator: Term) -> list[Term]:
        """The vectors in front of which a summand of an operator stands, perhaps itself in a sum of operators."""
        parts = {part for part in _summands(operator) if part[0] != "mul"}
        images = [term for term in self.pool.with_head("dot") if term.sort[0] == "V"]
        return list(dict.fromkeys(image[2] for image in images if not parts.isdisjoint(subterms(image[1]))))

    def _form(self, maker: Maker, operator: Term, *sides: Term | str) -> None:
        """Apply a law to a square operator of which it is known that it is not negative."""
        _, rows, columns = operator.sort
        if rows != columns:
            return
        least = Term("lmin", operator)
        shifted = any(operator in _summands(part) for _, part in self.pool.with_head("lmin"))
        sign = self._ordered(ZERO, least) if least in self.pool else self._definite(operator) if shifted else None
        if sign is not None and sign.clause.relation[0] == "<":
            sign = rules.arithmetic([sign], ("<=", ZERO, least), [entry(0)])
        if sign is not None:
            self._try("Cauchy-Schwarz", maker, operator, *sides, premises=[*self._symmetry(operator), sign])

    def _trace_of_product(self, first: Term, second: Term) -> None:
        if first.sort[1] != first.sort[2] or first.sort != second.sort:
            return
        positive = self._ordered(ZERO, Term("lmin", second))
        if positive is None:
            return
        for end in ("lmin", "lmax"):
            premises = [*self._symmetry(first, second), positive]
            self._try("trace", frobenius.trace_of_product, first, second, end, premises=premises)
        for factor in (first, turned(first)):
            if Term("opnorm", factor) in self.pool or factor[0] == "inv":
                premises = [*self._symmetry(second), positive]
                self._try("trace", frobenius.trace_of_product_and_norm, first, second, premises=premises)

    def _inverses(self) -> None:
        """The size of an inverse, where the operator is known to have one; that A B = I says that B A = I."""
        for theorem in self.ground:
            op, product, whole = theorem.clause.relation
            if op == "=" and whole[0] == "id" and product[0] == "dot" and self._turns(*product[1:]):
                self._try("inverse", frobenius.other_side, premises=[theorem])
        for term in self.pool.with_head("inv"):
            operator = term[1]
            invertible = self._positive(Term("smin", operator))
            if invertible is not None:
                for maker in (frobenius.inverse, frobenius.inverse_bound, frobenius.least_value_of_inverse):
                    self._try("inverse", maker, operator, premises=[invertible])
                for maker in (rules.inverse, frobenius.inverse_after):
                    self._try("arithmetic", maker, operator, premises=[invertible])
                if self._is_traced(term):
                    self._bounded_inverse(operator)
            symmetric = self._symmetry(operator)
            self._try("singular values", frobenius.eigenvalue, operator, premises=symmetric)
            least = Term("lmin", operator)
            positive = self._definite(operator) if self._is_traced(term) else self._positive(least)
            if positive is not None:
                self._try("inverse", loewner.inverse_is_positive, operator, premises=[*symmetric, positive])
            self._forms_of_inverse(term, symmetric)
        for first, second in permutations(self.pool.with_head("inv"), 2):
            if first.sort == second.sort:
                self._inverses_compared(first, second)

    def _is_traced(self, factor: Term) -> bool:
        """Whether an operator is a factor of a product whose trace occurs."""
        traced = [sides for _, *sides in self.pool.with_head("inner") if sides[0].sort[0] == "O"]
        return any(factor in (u, *v[1:]) if u[0] == "id" and v[0] == "dot" else factor in (u, v) for u, v in traced)

    def _inverses_compared(self, first: Term, second: Term) -> None:
        """How two inverses differ, how far, where that is spoken of; their order, where forms of both are."""
        operators = [first[1], second[1]]
        signs = [sign for operator in operators if (sign := self._positive(Term("smin", operator))) is not None]
        if len(signs) == 2:
            self._try("arithmetic", inverses.resolvents, *operators, premises=signs)
            if self._together(first, second, "norm", "opnorm"):
                self._bounded_inverse(first[1])
                self._try("inverse", inverses.difference, *operators, premises=signs)
        if self._together(first, second, "lmin", "inner"):
            positive, above = self._definite(first[1]), self._ordered(ZERO, Term("lmin", sub(*operators[::-1])))
            if positive is not None and above is not None:
                symmetric = self._symmetry(*operators)
                self._try("inverse", inverses.order, *operators, premises=[*symmetric, positive, above])

    def _together(self, first: Term, second: Term, *heads: str) -> bool:
        """Whether both occur in terms with one of some heads."""
        return any(
            all(any(part in subterms(term) for term in self.pool.with_head(head)) for part in (first, second))
            for head in heads
        )

    def _positive(self, size: Term) -> Theorem | None:
        return next((t for t in self.ground if t.clause.relation == ("<", ZERO, size)), None)

    def _apart_from_zero(self, size: Term) -> Theorem | None:
        """That a norm is positive, from that or from its square."""
        squares = [t for t in self.ground if t.clause.relation == ("<", ZERO, Term("pow", size, 2))]
        return self._positive(size) or (Facts(squares[:1]).prove(("<", ZERO, size)) if squares else None)

    def _definite(self, operator: Term) -> Theorem | None:
        """That the least eigenvalue is positive: said, or by Weyl's inequality from what is said of others."""
        least = Term("lmin", operator)
        return self._positive(least) or Facts(self._of_least(operator)).prove(("<", ZERO, least), limit=12)

    def _of_least(self, operator: Term) -> list[Theorem]:
        """What is said of least eigenvalues, or of forms, and what Weyl's inequality makes of that for inverses."""
        stated = {"assume", "extremum, best"}
        assumed = [t for t in self.ground if t.rule in stated and t.clause.relation[1].sort == SCALAR]
        if not self.may("perturbation of eigenvalues"):
            return assumed
        bounded = [side[1] for t in assumed for side in t.clause.relation[1:] if side[0] == "lmin"]
        parts = [*bounded, *(operator[1:2] if operator[0] == "add" else ())]
        wholes = dict.fromkeys((operator, *(side for _, side in self.pool.with_head("inv"))))
        for whole, part in product(wholes, parts):
            rest = sub(whole, part) if whole.sort == part.sort else part
            shown = applied(spectra.eigenvalue_of_sum, self._symmetry(part, rest), (part, rest, "lmin"))
            assumed += [] if shown is None or rest == part else [shown]
        return assumed

    def _bounded_inverse(self, operator: Term) -> None:
        """``c |inv(A)| <= 1``, where c I is below A."""
        said = self._of_least(operator)
        least = [applied(frobenius.eigenvalue, self._symmetry(operator), (operator,))]
        known = [*said, *(t for t in (*least, *self.found) if t is not None and Term("smin", operator) in _sides(t))]
        terms = (operator, *(side[1] for t in said for side in t.clause.relation[1:] if side[0] == "lmin"))
        for factor in dict.fromkeys(factor for term in terms for factor in _of_identity(term)):
            bound: Relation = ("<=", Term("mul", factor, Term("opnorm", Term("inv", operator))), ONE)
            shown = Facts(known).prove(bound, limit=12)
            if shown is not None:
                self.found.append(shown)
                return

    def _forms_of_inverse(self, inverse: Term, symmetric: Sequence[Theorem]) -> None:
        """What extreme eigenvalues of A say of ``<inv(A) u, u>``, perhaps in a form of a sum."""
        pairs = [(u, v) for _, *sides in self.pool.with_head("inner") for u, v in (sides, sides[::-1])]
        formed = dict.fromkeys(u for u, v in pairs if v[0] == "dot" and v[2] == u and inverse in _multiplied(v[1]))
        positive = self._definite(inverse[1]) if formed else None
        if positive is not None:
            for u, place in product(formed, range(3)):
                self._try("inverse", inverses.form, inverse[1], u, place, premises=[*symmetric, positive])
            for u in formed:
                self._form_between_multiples(inverse[1], u, [*symmetric, positive])
            sign = Facts([positive]).prove(("<=", ZERO, positive.clause.relation[2]))
            beside = [(u, v) for u, v in pairs if v in formed and u.sort == v.sort and inverse not in subterms(u)]
            known = [*symmetric, *filter(None, [sign])]
            makers = (loewner.form, loewner.form_of_difference) if sign is not None else ()
            for maker, (u, v) in product(makers, [*beside[:MOST_BESIDE], *((v, v) for v in formed)]):
                self._try("Cauchy-Schwarz", maker, inverse[1], u, Term("dot", inverse, v), premises=known)

    def _form_between_multiples(self, operator: Term, u: Term, known: Sequence[Theorem]) -> None:
        """What ``<inv(A) u, u>`` and ``<A u, u>`` are together, where c I <= A <= d I."""
        whole = Term("id", operator.sort[1])
        ends: tuple[list[Theorem], list[Theorem]] = ([], [])
        for theorem in self.ground:
            op, low, least = theorem.clause.relation
            part = least[1] if op == "<=" and low == ZERO and least[0] == "lmin" else whole
            for place, sides in enumerate(((operator, neg(part)), (part, operator))):
                factor = _multiple(*sides) if part.sort == operator.sort and part != whole else None
                scaled = Term("mul", factor, whole) if factor is not None else whole
                gap = sub(scaled, operator) if place else sub(operator, scaled)
                exact: Relation = ("<=", ZERO, Term("lmin", gap))
                ends[place].extend(filter(None, [applied(rules.arithmetic, [theorem], (exact, [entry(0)]))]))
        for below, above in product(*ends):
            one, other = (end.clause.relation[2][1] for end in (below, above))
            factors = [_multiple(operator, neg(one)), _multiple(other, operator)]
            signs = [self._positive(factor) for factor in factors if factor is not None]
            positive = [sign for sign in signs if sign is not None]
            for squares in (False, True) if len(positive) == 2 else ():
                maker = partial(inverses.between, squares=squares)
                self._try("inverse", maker, operator, *factors, u, premises=[*known, *positive, below, above])
            self._of_unit_vector(u)

    def _of_unit_vector(self, u: Term) -> None:
        """That powers of the length of a unit vector are 1."""
        for unit in [t for t in self.ground if t.clause.relation == ("=", Term("norm", u), ONE)][:1]:
            for power in (2, 4):
                self._try("arithmetic", _power_of, power, premises=[unit])

    def _bounded_products(self) -> None:
        """``|A B C| <= a b c``, where the norms of factors are known to be at most a, b, c."""
        above: dict[Term, Theorem] = {}
        for theorem in self.ground:
            op, size, _ = theorem.clause.relation
            if op != "=" and size[0] in {"norm", "opnorm"}:
                above.setdefault(size, theorem)
        for term in self.pool.with_head("norm", "opnorm"):
            factors = _factors(term[1])
            sizes = [Term("opnorm" if factor.sort[0] == "O" else "norm", factor) for factor in factors]
            if len(factors) > 2 and term[0] == sizes[-1][0] and any(size in above for size in sizes):
                known = [above.get(size) or Facts([]).prove(("<=", size, size)) for size in sizes]
                bounds = [theorem for theorem in known if theorem is not None]
                self._try("operator norm", _bounded_product, factors, premises=bounds)

    def _isometries(self) -> None:
        """That Q' Q = I, or P P = P = P', says that |Q| is at most 1, and how |Q A| and |A Q'| bound |A|."""
        for theorem in self.ground:
            op, product, whole = theorem.clause.relation
            if op == "=" and product[0] == "dot" and product[1] == product[2] == whole:
                self._try("operator norm", divisions.projection, whole, premises=[*self._symmetry(whole), theorem])
            if op != "=" or whole[0] != "id" or product[0] != "dot":
                continue
            first, second = product[1:]
            if first != turned(second):
                continue
            self._try("operator norm", spectra.isometry, second, premises=[theorem])
            for turn in (first, second) if self.pool.with_head("smin") else ():
                self._try("singular values", products.unit_values, turn, premises=[theorem])
            for term in self.pool.with_head("opnorm"):
                if term[1][0] == "dot" and term[1][2] == first:
                    self._try("operator norm", spectra.operator_norm, term[1], second)
                if term[1][0] == "dot" and term[1][1] == second:
                    self._try("operator norm", spectra.operator_norm, first, term[1])

    def _turns(self, left: Term, right: Term) -> bool:
        """Whether the product of two operators the other way round is spoken of."""
        products = [term for term in self.pool.with_head("dot") if term[1] == right]
        return any(left == part or (part[0] == "dot" and part[1] == left) for _, _, part in products)

    def _moved_by(self, operator: Term) -> Iterator[Term]:
        """The images that an operator stands in front of where a length is taken: B v, of |A B v|."""
        for _, vector in self.pool.with_head("norm"):
            factors = _factors(vector)
            for place, factor in enumerate(factors[:-2]):
                if factor == operator:
                    yield _composed(factors[place + 1 :])

    def _seen_by(self, operator: Term) -> Iterator[Term]:
        """What an operator, or a summand of it, is applied to in the middle of a product: B' v, of A in B A B' v."""
        parts = {operator, *(operator[1:] if operator[0] == "add" else ())}
        parts |= {part[2] for part in parts if part[0] == "mul" and len(part) == 3}
        for _, *sides in self.pool.with_head("inner"):
            for factors in chain(*map(_words, sides)) if sides[0].sort[0] == "V" else ():
                for place, factor in enumerate(factors[:-2]):
                    if factor in parts:
                        yield _composed(factors[place + 1 :])
        for _, *sides in (t.clause.relation for t in self.ground if t.clause.relation[0] == "="):
            for part in subterms(Term("add", *sides)) if sides[0].sort[0] == "V" else ():
                if part[0] == "dot" and not parts.isdisjoint(subterms(part[1])):
                    yield part[2]


def _positive_form(premises: Sequence[Theorem], operator: Term, v: Term) -> Theorem:
    """0 <= <A v, v>; the last premise is 0 <= lmin(A), the others show symmetry."""
    *symmetric, sign = premises
    rayleigh = spectra.rayleigh(symmetric, operator, v, "lmin")
    form = Term("inner", Term("dot", operator, v), v)
    return rules.arithmetic([rayleigh, sign], ("<=", ZERO, form), [entry(0), entry(1, square=Term("norm", v))])


def _summands(operator: Term) -> list[Term]:
    """The summands of an operator, without their signs."""
    parts = operator[1:] if operator[0] == "add" else (operator,)
    return [part[2] if part[0] == "mul" and part[1] == num(-1) and len(part) == 3 else part for part in parts]


def _multiplied(operator: Term) -> list[Term]:
    """The summands of an operator, and of sums in it, without numbers before them."""
    if operator[0] == "add":
        return [part for summand in operator[1:] for part in _multiplied(summand)]
    return _multiplied(operator[-1]) if operator[0] == "mul" else [operator]


def _of_identity(operator: Term) -> Iterator[Term]:
    """What the identity is multiplied with in a sum of operators, up to its sign."""
    for part in _summands(operator):
        if part[0] == "mul" and len(part) == 3 and part[2][0] == "id":
            yield part[1]


def _multiple(one: Term, other: Term) -> Term | None:
    """The number c where two operators add up to c I."""
    form = Normalizer().form(Term("add", one, other))
    return poly_term(form[()]) if set(form) == {()} else None


def _sides(theorem: Theorem) -> set[Term]:
    return {part for side in theorem.clause.relation[1:] for part in subterms(side)}


def _power_of(premises: Sequence[Theorem], power: int) -> Theorem:
    """The equation of the powers of two numbers that are equal."""
    hole = Term("var", "hole", SCALAR)
    return rules.congruence(premises, hole, Term("pow", hole, power))


def _bounded_product(bounds: Sequence[Theorem], factors: Sequence[Term]) -> Theorem:
    """The bound of the norm of a product, from one of that of each factor."""
    shown, whole = bounds[0], factors[0]
    for bound, factor in zip(bounds[1:], factors[1:], strict=True):
        (_, size, most), (_, before, product_of_bounds) = bound.clause.relation, shown.clause.relation
        applied_to = spectra.operator_norm([], whole, factor)
        whole = Term("dot", whole, factor)
        relation: Relation = ("<=", applied_to.clause.relation[1], Term("mul", product_of_bounds, most))
        entries = [entry(0), entry(1, multiplier=size), entry(1, 2), entry(2, multiplier=before)]
        shown = rules.arithmetic([applied_to, shown, bound], relation, entries)
    return shown


def applied(maker: Maker, premises: Sequence[Theorem], arguments: tuple[object, ...]) -> Theorem | None:
    """What a rule or a law makes of premises and arguments, unless the kernel refuses them."""
    try:
        return maker(list(premises), *arguments)
    except KernelError:
        return None


def turned(operator: Term) -> Term:
    """The transpose."""
    return operator[1] if operator[0] == "tr" else Term("tr", operator)


def _factors(term: Term) -> list[Term]:
    """The factors of a product of operators, the last perhaps a vector."""
    return [*_factors(term[1]), *_factors(term[2])] if term[0] == "dot" else [term]


def _words(vector: Term) -> Iterator[list[Term]]:
    """The factors of a vector, one list for each summand of a sum of operators in front of it."""
    first, *others = _factors(vector)
    for summand in _multiplied(first) if others else [first]:
        yield [*_factors(summand), *others]


def _composed(factors: Sequence[Term]) -> Term:
    product = factors[-1]
    for factor in reversed(factors[:-1]):
        product = Term("dot", factor, product)
    return product
