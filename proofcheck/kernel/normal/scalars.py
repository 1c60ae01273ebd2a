"""The normal forms of scalars that are made of scalars: sums, products, powers, roots, functions of one number."""

from collections.abc import Callable

from proofcheck.kernel.normal.facts import Facts
from proofcheck.kernel.normal.polynomials import (
    HALF,
    UNIT,
    Atom,
    Form,
    Mono,
    Poly,
    Rational,
    add_into,
    constant,
    freeze,
    inverted,
    monomial,
    multiply,
    order,
    power,
    prime_powers,
    real_power,
    scaled,
    split,
    thaw,
)
from proofcheck.kernel.terms import Term


class Scalars(Facts):
    """The steps for scalars."""

    def _atomic(self, atom: Atom) -> Poly:
        return {((atom, 1),): 1}

    def _named(self, term: Term) -> Atom:
        """What stands for a variable, a path at a time, or the value of a map, its Jacobian or its gradient."""
        if term[0] == "var":
            return term
        inside = freeze(self.scalar(term[3])) if term[0] in {"path", "dpath"} else freeze(self.form(term[-1]))
        return Form(*term[:-1], inside)

    def _dimension(self, term: Term) -> Poly:
        return constant(term[1]) if type(term[1]) is int else self._atomic(term)

    def _sum(self, term: Term) -> Poly:
        total: Poly = {}
        for part in term[1:]:
            add_into(total, self._form(part))
        return total

    def _product(self, term: Term) -> Poly:
        result = constant(1)
        for factor in term[1:]:
            result = multiply(result, self._form(factor))
        return result

    def _power(self, term: Term) -> Poly:
        base = self.scalar(term[1])
        return power(base, term[2]) if term[2] >= 0 else power(self._inverse(base), -term[2])

    def _inverse(self, poly: Poly) -> Poly:
        if not poly:
            return {}
        factor, common, rest = split(poly, self.is_nonzero_atom)
        result = power({common: factor}, -1)
        if rest.keys() <= {UNIT}:
            return scaled(result, inverted(rest[UNIT]))
        atom: Atom = Form("poly", freeze(rest))
        inverse: Poly = {((atom, -1),): 1} if self.is_nonzero_atom(atom) else self._atomic(Form("inv", freeze(rest)))
        return multiply(result, inverse)

    def _root(self, poly: Poly) -> Poly:
        if not poly:
            return {}
        known: tuple[Callable[[Atom], bool], ...] = (lambda atom: self.sign(atom) > 0, lambda atom: self.sign(atom) > 1)
        for splits in known if len(poly) > 1 else known[:1]:
            factor, common, rest = split(poly, splits)
            result = real_power({common: factor}, HALF)
            if rest == constant(1):
                return result
            atom: Atom = Form("poly", freeze(rest))
            if len(rest) > 1 and self.sign(atom):
                return multiply(result, {((atom, HALF),): 1})
        return multiply(result, self._atomic(Form("sqrt", freeze(rest))))

    def _exponential(self, term: Term) -> Poly:
        powers: dict[Atom, Rational] = {}
        result = constant(1)
        for mono, coefficient in self.scalar(term[1]).items():
            inside = self._inside_logarithm(mono)
            if inside is None:
                powers[Form("E", mono)] = coefficient
            else:
                result = multiply(result, real_power(inside, coefficient))
        return multiply(result, {monomial(powers): 1})

    def _inside_logarithm(self, mono: Mono) -> Poly | None:
        """``a`` for the monomial log(a), if that is known to be positive, or is -a: exp(c log(a)) is a^c."""
        if len(mono) != 1 or mono[0][1] != 1 or mono[0][0][0] != "log":
            return None
        inside = thaw(mono[0][0][1])
        return next((side for side in (inside, scaled(inside, -1)) if self.sign_of_poly(side) == 2), None)

    def _log(self, poly: Poly) -> Poly:
        """log|2 a b^3 (c - d)| is log(2) + log|a| + 3 log|b| + log|c - d| where no factor vanishes."""
        if not poly:
            return {}
        factor, common, rest = split(poly, self.is_nonzero_atom)
        if not self.is_nonzero(rest):
            return self._log_atom(poly)
        total = self._log_atom(rest) if len(rest) > 1 else {}
        for prime, times in prime_powers(factor).items():
            add_into(total, self._log_atom(constant(prime)), times)
        for atom, exponent in common:
            add_into(total, self._log_of(atom), exponent)
        return total

    def _log_of(self, atom: Atom) -> Poly:
        """The logarithm of an atom that does not vanish."""
        if atom[0] == "E":
            return {atom[1]: 1}
        if atom[0] == "powi":
            return multiply(self._log(thaw(atom[1])), {atom[2]: 1})
        if atom[0] == "poly":
            return self._log_atom(thaw(atom[1]))
        return self._log_atom(constant(atom[1]) if atom[0] == "num" else self._atomic(atom))

    def _log_atom(self, poly: Poly) -> Poly:
        """An atom for the logarithm of the absolute value of ``poly``, which has the one sign or the other."""
        sign = -1 if poly[min(poly, key=order)] < 0 else 1
        return self._atomic(Form("log", freeze(scaled(poly, sign))))

    def _wave(self, term: Term) -> Poly:
        """Sine is odd, cosine even: the argument's first coefficient is made positive."""
        head, argument = term
        poly = self.scalar(argument)
        if not poly:
            return constant(1 if head == "cos" else 0)
        sign = -1 if poly[min(poly, key=order)] < 0 else 1
        return scaled(self._atomic(Form(head, freeze(scaled(poly, sign)))), sign if head == "sin" else 1)

    def _symbolic_power(self, term: Term) -> Poly:
        base = self.scalar(term[1])
        exponent = self.scalar(term[2])
        whole = exponent.pop(UNIT, 0)
        if any(c.denominator != 1 or c < 0 for c in (whole, *exponent.values())):
            return self._atomic(Form("powi?", freeze(base), freeze(add_into(exponent, constant(whole)))))
        result = power(base, int(whole))
        for mono, coefficient in exponent.items():
            for factor, times in _factors(base):
                atom = Form("powi", freeze(factor), mono)
                result = multiply(result, {((atom, times * int(coefficient)),): 1})
        return result

    def _maximum(self, term: Term) -> Poly:
        sides = sorted([freeze(self.scalar(side)) for side in term[1:]], key=order)
        return self._atomic(Form("max", *sides)) if sides[0] != sides[1] else thaw(sides[0])

    def _minimum(self, term: Term) -> Poly:
        """min(a, b) = a + b - max(a, b)."""
        return add_into(self._sum(term), self._maximum(term), -1)


def _factors(base: Poly) -> list[tuple[Poly, int]]:
    """What a product is made of, with whole exponents from 1 on; anything else is its own factor."""
    if len(base) == 1:
        ((mono, coefficient),) = base.items()
        if mono and all(type(e) is int and e > 0 and isinstance(atom, Term) for atom, e in mono):
            atoms: list[tuple[Poly, int]] = [({((atom, 1),): 1}, int(e)) for atom, e in mono]
            return atoms if coefficient == 1 else [(constant(coefficient), 1), *atoms]
    return [(base, 1)]
