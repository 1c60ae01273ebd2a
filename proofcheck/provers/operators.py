"""What the rules say of operators that a pool speaks of: their entries, traces and inverses."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.terms import ZERO, KernelError, Term, neg
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius, loewner

Maker = Callable[..., Theorem]


class OperatorFacts:
    """The part of ``instances.RuleFacts`` that is about operators: it tries laws on the terms of its pool."""

    pool: Any
    ground: Sequence[Theorem]

    @abstractmethod
    def _try(self, name: str, maker: Maker, *arguments: object, premises: Sequence[Theorem] = ()) -> None:
        """Apply a law, if it may be used."""

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
                needed = self._symmetry(v)
                for end in ("lmin", "lmax"):
                    self._try("trace", frobenius.trace, v, end, premises=needed)
            elif u.sort[0] == "O":
                self._traces_of_product(u, v)

    def _traces_of_product(self, one: Term, other: Term) -> None:
        self._trace_of_product(one, other)
        self._trace_of_product(other, one)

    def _below_trace(self, operator: Term) -> None:
        """What the trace of an operator bounds that is not negative."""
        sizes = [head for head in ("lmax", "opnorm", "norm") if Term(head, operator) in self.pool]
        sign = self._ordered(ZERO, Term("lmin", operator)) if sizes else None
        if sign is not None:
            for head in sizes:
                self._try("trace", loewner.below_trace, operator, head, premises=[*self._symmetry(operator), sign])

    def _forms(self) -> None:
        """The Cauchy-Schwarz inequality for <A u, v>, and what bounds |A u|^2, where A is not negative."""
        for _, image, v in self.pool.with_head("inner"):
            if image[0] == "dot" and image[2] != v:
                self._form(loewner.form, image[1], image[2], v)
            if v[0] == "dot" and v[2] != image:
                self._form(loewner.form, v[1], v[2], image)
        for _, image in self.pool.with_head("norm"):
            if image[0] == "dot" and image.sort[0] == "V":
                self._form(loewner.image, image[1], image[2], "lmax")
                if Term("opnorm", image[1]) in self.pool:
                    self._form(loewner.image, image[1], image[2], "opnorm")

    def _form(self, maker: Maker, operator: Term, *sides: Term | str) -> None:
        """Apply a law to a square operator of which it is known that it is not negative."""
        _, rows, columns = operator.sort
        if rows != columns or Term("lmin", operator) not in self.pool:
            return
        sign = self._ordered(ZERO, Term("lmin", operator))
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
            if Term("opnorm", factor) in self.pool:
                premises = [*self._symmetry(second), positive]
                self._try("trace", frobenius.trace_of_product_and_norm, first, second, premises=premises)

    def _ordered(self, low: Term, high: Term) -> Theorem | None:
        """That one number is at most another, by single facts at hand."""
        for theorem in ([], *([fact] for fact in self.ground if fact.clause.relation[0] != "=")):
            entries = [{"coefficient": 1, "premises": [k]} for k in range(len(theorem))]
            shown = applied(rules.arithmetic, theorem, (("<=", low, high), entries))
            if shown is not None:
                return shown
        return None

    def _inverses(self) -> None:
        """The size of an inverse, where the operator is known to have one; that A B = I says that B A = I."""
        for theorem in self.ground:
            op, product, whole = theorem.clause.relation
            if op == "=" and whole[0] == "id" and product[0] == "dot" and self._turns(*product[1:]):
                self._try("inverse", frobenius.other_side, premises=[theorem])
        for term in self.pool.with_head("inv"):
            operator = term[1]
            needed = [t for t in self.ground if t.clause.relation == ("<", ZERO, Term("smin", operator))]
            if needed:
                for maker in (frobenius.inverse, frobenius.inverse_bound):
                    self._try("inverse", maker, operator, premises=needed[:1])
                for maker in (rules.inverse, frobenius.inverse_after):
                    self._try("arithmetic", maker, operator, premises=needed[:1])
            symmetric = self._symmetry(operator)
            self._try("singular values", frobenius.eigenvalue, operator, premises=symmetric)
            positive = [t for t in self.ground if t.clause.relation == ("<", ZERO, Term("lmin", operator))]
            if positive:
                self._try("inverse", loewner.inverse_is_positive, operator, premises=[*symmetric, positive[0]])

    def _turns(self, left: Term, right: Term) -> bool:
        """Whether the product of two operators the other way round is spoken of."""
        products = [term for term in self.pool.with_head("dot") if term[1] == right]
        return any(left == part or (part[0] == "dot" and part[1] == left) for _, _, part in products)

    def _seen_by(self, operator: Term) -> Iterator[Term]:
        """What an operator, or a summand of it, is applied to in the middle of a product: B' v, of A in B A B' v."""
        parts = {operator, *(operator[1:] if operator[0] == "add" else ())}
        parts |= {part[2] for part in parts if part[0] == "mul" and len(part) == 3}
        for _, *sides in self.pool.with_head("inner"):
            for side in sides if sides[0].sort[0] == "V" else ():
                factors = _factors(side)
                for place, factor in enumerate(factors[:-2]):
                    if factor in parts:
                        yield _composed(factors[place + 1 :])


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


def _composed(factors: Sequence[Term]) -> Term:
    product = factors[-1]
    for factor in reversed(factors[:-1]):
        product = Term("dot", factor, product)
    return product
