"""A derivation in words and formulas: kernel terms as a mathematician writes them, and a proof line by line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from proofcheck.kernel.clauses import Clause, Relation, sides
from proofcheck.kernel.terms import NATURAL, SET, ZERO, Term, num, slots
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.printing import latex_name, text_name
from proofcheck.models import several
from proofcheck.models.existence import IMPOSSIBLE, is_denial
from proofcheck.provers.library import law_of, nuclear, outline, singular

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_RELATIONS = {"=": ("=", "="), "<=": ("≤", r"\le"), "<": ("<", "<")}
_SUPERSCRIPTS = {2: "²", 3: "³", 4: "⁴"}
_LONGEST_IDENTITY = 300
"""In characters of plain text: longer ones are not worth printing; they are in the certificate."""
_RULES = {"identity": "normal form"}
_SILENT = {"assume", "instantiate", "generalize"}
_FUNCTIONS = {
    "smin": ("σ_min", r"\sigma_{\min}"),
    "lmin": ("λ_min", r"\lambda_{\min}"),
    "lmax": ("λ_max", r"\lambda_{\max}"),
    **{name: (name, rf"\{name}") for name in ("exp", "log", "sin", "cos")},
    "max": ("max", r"\max"),
    "min": ("min", r"\min"),
}

_PLAIN = re.compile("[A-Za-z0-9', ]+")


class Writer:
    """Prints kernel terms, as plain text or as LaTeX.

    >>> x = Term("var", "alpha", ("S",))
    >>> twice = Term("mul", Term("num", Fraction(2)), x)
    >>> Writer(latex=True).term(Term("div", twice, Term("pow", x, 2)))
    '\\\\frac{2 \\\\alpha}{\\\\alpha^{2}}'
    >>> Writer(latex=False).term(Term("mul", Term("num", Fraction(-1, 4)), Term("mul", twice, Term("pow", x, 3))))
    '-1/2 α α³'
    """

    def __init__(
        self, *, latex: bool, sequences: frozenset[str] = frozenset(), named: Mapping[Term, str] | None = None
    ) -> None:
        self.latex = latex
        self.sequences = sequences
        self.named = {} if named is None else named
        self._shown: dict[Term, tuple[str, int]] = {}

    def name(self, name: str) -> str:
        """A name as it is typeset; an index that only a normal form has is called as no author calls one."""
        if name.startswith("#"):
            number = int(name[1:])
            name = "ijkl"[number % 4] + "'" * (1 + number // 4)
        words, space, last = name.rpartition(" ")  # what the engine calls by more than one word
        if self.latex:
            return rf"\text{{{words} }}{latex_name(last)}" if space and _PLAIN.fullmatch(words) else latex_name(name)
        return f"{words}{space}{text_name(last)}"

    def term(self, term: Term, level: int = _SUM) -> str:
        """A term, in parentheses if it binds less tightly than ``level``; by its author's name, if it has one."""
        if term in self.named:
            return self.named[term]
        if term not in self._shown:
            self._shown[term] = getattr(self, f"_{term[0]}", self._call)(term)
        shown, own = self._shown[term]
        return f"({shown})" if own < level else str(shown)

    @cached_property
    def plain(self) -> "Writer":
        """The same as plain text, without its author's names."""
        return Writer(latex=False, sequences=self.sequences)

    def relation(self, relation: Relation) -> str:
        """A relation."""
        op, left, right = relation
        if left[0] == "anyfn" and left[1].startswith(SET) and right == ZERO:
            return f"{self.term(left[4])} {(chr(8712), chr(92) + 'in')[self.latex]} {self.name(left[1][len(SET) :])}"
        sides = self.term(left), self.term(right)
        if sides[0] == sides[1] and self.named:  # the step is the unfolding
            return Writer(latex=self.latex, sequences=self.sequences).relation(relation)
        return f"{sides[0]} {_RELATIONS[op][self.latex]} {sides[1]}"

    def clause(self, clause: Clause) -> str:
        """A clause, with its variables and conditions after the relation."""
        there_is = [] if clause.relation != IMPOSSIBLE else [c for c in clause.conditions if c.relation == IMPOSSIBLE]
        if is_denial(clause) and not there_is:
            return self._existence("there is no", clause)
        if len(there_is) == 1:
            others = tuple(c for c in clause.conditions if c not in there_is)
            return self._quantified(self._existence("there is", there_is[0]), clause.variables, others)
        return self._quantified(self.relation(clause.relation), clause.variables, clause.conditions)

    def _existence(self, words: str, denied: Clause) -> str:
        """That something exists, or nothing does, of which the conditions of a denial hold."""
        names = ", ".join(self.name(variable[1]) for variable in denied.variables)
        such = rf"\text{{{words} }}{names}" if self.latex else f"{words} {names}"
        with_what = r"\text{ with } " if self.latex else " with "
        return such + (with_what + ", ".join(self._conditions(denied.conditions)) if denied.conditions else "")

    def _quantified(self, shown: str, variables: Sequence[Term], conditions: Sequence[Clause]) -> str:
        for_all, when = (r"\quad \forall\, ", r"\text{ if } ") if self.latex else (" ∀ ", " if ")
        if variables:
            shown += for_all + ", ".join(self.name(variable[1]) for variable in variables)
        if conditions:
            shown += when + ", ".join(self._conditions(conditions))
        return shown

    def _conditions(self, conditions: Sequence[Clause]) -> list[str]:
        """The conditions, a lower and an upper bound of the same thing as one."""
        shown: list[str] = []
        middle = None
        for condition in conditions:
            op, left, right = condition.relation
            plain = not condition.variables and not condition.conditions
            if plain and middle is not None and left == middle:
                shown[-1] += f" {_RELATIONS[op][self.latex]} {self.term(right)}"
                middle = None
            else:
                shown.append(self.clause(condition))
                middle = right if plain else None
        return shown

    def _num(self, term: Term) -> tuple[str, int]:
        value = Fraction(term[1])
        if value.denominator == 1:
            return str(value), _ATOM if value >= 0 else _SUM
        sign = "-" if value < 0 else ""
        top, bottom = abs(value.numerator), value.denominator
        shown = f"{sign}\\tfrac{{{top}}}{{{bottom}}}" if self.latex else f"{value}"
        return shown, _PRODUCT if value >= 0 else _SUM

    def _var(self, term: Term) -> tuple[str, int]:
        return self.name(term[1]), _ATOM

    def _dim(self, term: Term) -> tuple[str, int]:
        return self.name(str(term[1])), _ATOM

    def _path(self, term: Term) -> tuple[str, int]:
        if term[1] in self.sequences:
            index = self.term(term[3])
            braced = self.latex or not index.isalnum()
            return f"{self.name(term[1])}_{{{index}}}" if braced else f"{self.name(term[1])}_{index}", _ATOM
        return f"{self.name(term[1])}({self.term(term[3])})", _ATOM

    def _dpath(self, term: Term) -> tuple[str, int]:
        head = f"\\dot {self.name(term[1])}" if self.latex else f"{self.name(term[1])}'"
        return f"{head}({self.term(term[3])})", _ATOM

    def _fn(self, term: Term) -> tuple[str, int]:
        arguments = _arguments(term)
        if arguments:
            return f"{self.name(several.function_in(term[1]))}({', '.join(map(self.term, arguments))})", _ATOM
        return f"{self.name(term[1])}({self.term(term[-1])})", _ATOM

    _anyfn = _fn

    def _jac(self, term: Term) -> tuple[str, int]:
        return f"D{self.name(term[1])}({self.term(term[-1])})", _ATOM

    def _gradfn(self, term: Term) -> tuple[str, int]:
        head = "\\nabla " if self.latex else "∇"
        return f"{head}{self.name(term[1])}({self.term(term[-1])})", _ATOM

    def _grad(self, term: Term) -> tuple[str, int]:
        _, x, body, at = term
        head = f"\\nabla_{{{self.term(x)}}}" if self.latex else f"∇_{self.term(x)}"
        return f"{head}[{self.term(body)}]({self.term(at)})", _ATOM

    def _add(self, term: Term) -> tuple[str, int]:
        shown = self.term(term[1])
        for part in term[2:]:
            piece = self.term(part)
            shown += f" - {piece[1:]}" if piece.startswith("-") else f" + {piece}"
        return shown, _SUM

    def _mul(self, term: Term) -> tuple[str, int]:
        coefficient = Fraction(1)
        factors: list[Term | str] = []
        for factor in _factors(term):
            if factor[0] == "num":
                coefficient *= factor[1]
            elif factor[0] == "div" and factor[1][0] == factor[2][0] == "num" and factor[2] != ZERO:
                coefficient *= Fraction(factor[1][1]) / factor[2][1]
            elif factor[0] == "minS" and (operator := nuclear.measured(factor)) is not None:
                coefficient = -coefficient
                factors.append(f"{self._opnorm(Term('opnorm', operator))[0]}_*")
            elif factor[0] == "minS" and (valued := singular.measured(factor)) is not None:
                coefficient = -coefficient
                sign = r"\sigma" if self.latex else "σ"
                factors.append(f"{sign}_{{{valued[1]}}}({self.term(valued[0])})")
            else:
                factors.append(factor)
        if not factors or not coefficient:
            return self._num(num(coefficient))
        levels = [*[_POWER] * (len(factors) - 1), _PRODUCT]
        shown = [f if isinstance(f, str) else self.term(f, level) for f, level in zip(factors, levels, strict=True)]
        if abs(coefficient) != 1:
            shown.insert(0, self.term(num(abs(coefficient))))
        return ("-" if coefficient < 0 else "") + " ".join(shown), _SUM if coefficient < 0 else _PRODUCT

    def _div(self, term: Term) -> tuple[str, int]:
        if term[1] is term[2] and term[1][0] == "max" and term[1][2] == ZERO:
            one, bracket = (r"\mathbf{1}", "\\") if self.latex else ("1", "")
            return f"{one}{bracket}{{{self.term(term[1][1])} > 0{bracket}}}", _ATOM
        if self.latex:
            return f"\\frac{{{self.term(term[1])}}}{{{self.term(term[2])}}}", _ATOM
        return f"{self.term(term[1], _PRODUCT)}/{self.term(term[2], _POWER)}", _PRODUCT

    def _pow(self, term: Term) -> tuple[str, int]:
        if self.latex:
            return f"{self.term(term[1], _ATOM)}^{{{term[2]}}}", _POWER
        return f"{self.term(term[1], _ATOM)}{_SUPERSCRIPTS.get(term[2], f'^{term[2]}')}", _POWER

    def _powi(self, term: Term) -> tuple[str, int]:
        exponent = f"^{{{self.term(term[2])}}}" if self.latex else f"^{self.term(term[2], _ATOM)}"
        return f"{self.term(term[1], _ATOM)}{exponent}", _POWER

    def _sqrt(self, term: Term) -> tuple[str, int]:
        return (f"\\sqrt{{{self.term(term[1])}}}" if self.latex else f"√({self.term(term[1])})"), _ATOM

    def _dot(self, term: Term) -> tuple[str, int]:
        _, left, right = term
        if left[0] == "mul" and left[1] == num(-1):
            positive = left[2] if len(left) == 3 else Term("mul", *left[2:])
            return f"-{self.term(Term('dot', positive, right), _PRODUCT)}", _SUM
        return f"{self.term(left, _POWER)} {self.term(right, _POWER)}", _PRODUCT

    def _tr(self, term: Sequence[Any]) -> tuple[str, int]:
        transposed = r"^{\top}" if self.latex else "ᵀ"
        return f"{self.term(term[1], _ATOM)}{transposed}", _POWER

    def _id(self, term: Term) -> tuple[str, int]:
        return "I", _ATOM

    def _basis(self, term: Term) -> tuple[str, int]:
        return f"{'{' + chr(92) + 'mathbf e}' if self.latex else '𝐞'}{self._index(term[2])}", _ATOM

    def _index(self, *indices: Term) -> str:
        shown = ", ".join(map(self.term, indices))
        return f"_{{{shown}}}" if self.latex or not shown.isalnum() else f"_{shown}"

    def _component(self, unit: Term, vector: Term) -> tuple[str, int]:
        """u_i for <e_i, u>, A_ij for <e_i, A e_j>."""
        if vector[0] == "dot" and vector[2][0] == "basis":
            return f"{self.term(vector[1], _ATOM)}{self._index(unit[2], vector[2][2])}", _ATOM
        return f"{self.term(vector, _ATOM)}{self._index(unit[2])}", _ATOM

    def _inv(self, term: Term) -> tuple[str, int]:
        return f"{self.term(term[1], _ATOM)}{'^{-1}' if self.latex else '⁻¹'}", _POWER

    def _outer(self, term: Term) -> tuple[str, int]:
        row, _ = self._tr(term[1:])
        return f"{self.term(term[1], _POWER)} {row}", _PRODUCT

    def _inner(self, term: Term) -> tuple[str, int]:
        if term[1][0] == "id":
            trace = r"\operatorname{tr}" if self.latex else "tr"
            return f"{trace}({self.term(term[2])})", _ATOM
        if term[1][0] == "basis" != term[2][0]:
            return self._component(term[1], term[2])
        left, right = self.term(term[1]), self.term(term[2])
        return (f"\\langle {left}, {right} \\rangle" if self.latex else f"⟨{left}, {right}⟩"), _ATOM

    def _opnorm(self, term: Term) -> tuple[str, int]:
        return (rf"\lVert {self.term(term[1])} \rVert" if self.latex else f"‖{self.term(term[1])}‖"), _ATOM

    def _norm(self, term: Term) -> tuple[str, int]:
        shown, level = self._opnorm(term)
        return shown + "_F" * (term[1].sort[0] == "O"), level

    def _call(self, term: Term) -> tuple[str, int]:
        head = _FUNCTIONS[term[0]][self.latex]
        return f"{head}({', '.join(self.term(part) for part in term[1:])})", _ATOM

    def _int(self, term: Term) -> tuple[str, int]:
        _, s, low, high, body = term
        if self.latex:
            shown = f"\\int_{{{self.term(low)}}}^{{{self.term(high)}}} {self.term(body, _PRODUCT)}\\, d{self.term(s)}"
        else:
            shown = f"∫_{self.term(low, _ATOM)}^{self.term(high, _ATOM)} {self.term(body, _PRODUCT)} d{self.term(s)}"
        return shown, _PRODUCT

    def _sum(self, term: Term) -> tuple[str, int]:
        _, index, low, high, body = term
        ends = f"_{{{self.term(index)}={self.term(low)}}}^"
        ends += f"{{{self.term(high)}}}" if self.latex else self.term(high, _ATOM)
        sign = (r"\prod", "Π") if term[0] == "prod" else (r"\sum", "Σ")
        return f"{sign[not self.latex]}{ends} {self.term(body, _PRODUCT)}", _PRODUCT

    _prod = _sum

    def _expect(self, term: Term) -> tuple[str, int]:
        sign = r"\mathbb{E}_{" if self.latex else "E_"
        return f"{sign}{self.term(term[1])}{'}' if self.latex else ''}[{self.term(term[2])}]", _ATOM

    def _inf(self, term: Term) -> tuple[str, int]:
        _, s, low, high, body = term
        if self.latex:
            span = f"{self.term(s)} \\in [{self.term(low)}, {self.term(high)}]"
            return f"\\inf_{{{span}}} {self.term(body, _PRODUCT)}", _PRODUCT
        span = f"{self.term(s)} ∈ [{self.term(low)}, {self.term(high)}]"
        return f"inf over {span} of {self.term(body, _PRODUCT)}", _PRODUCT

    def _minS(self, term: Term) -> tuple[str, int]:
        over = self.term(term[1])
        head = f"\\min_{{\\|{over}\\|=1}}" if self.latex else f"min over ‖{over}‖ = 1 of"
        return f"{head} {self.term(term[2], _PRODUCT)}", _PRODUCT

    def _d(self, term: Term) -> tuple[str, int]:
        time = self.term(term[1])
        head = f"\\frac{{d}}{{d{time}}}" if self.latex else f"d/d{time}"
        return f"{head} {self.term(term[2], _PRODUCT)}", _PRODUCT


def proof_lines(
    theorem: Theorem, *, latex: bool, limit: int = 24, named: Mapping[Term, str] | None = None
) -> list[tuple[str, str]]:
    """The lines of a proof: what is said, and by which rule; the last line is the claim.

    An inequality that arithmetic gives is followed by the identity that shows it, without a rule. Assumptions, mere
    instances, identities that a law asks for and the derivations of laws are left out, and of a long proof the lines
    that are longest to read. What has a name in ``named`` is called by it.
    """
    steps = list(outline(theorem))
    plain = {premise for step in steps if law_of(step) for premise in step.premises if premise.rule == "identity"}
    writer = Writer(latex=latex, sequences=sequences(step.clause for step in steps), named=named)
    said: dict[str, tuple[str, str]] = {}
    for step in steps:
        law = law_of(step)
        if step in plain:
            continue
        if law is not None or (rule_name(step.rule) and not _is_order(step.clause)):
            rule = rule_name(step.rule) if law is None else law.title
            said.setdefault(writer.clause(step.clause), (rule, _identity(step, writer)))
        elif chosen := _chosen(step, writer):
            said.setdefault(chosen, ("witness", ""))
    said.setdefault(writer.clause(theorem.clause), ("", ""))
    kept = list(said.items())
    while len(kept) > limit:
        longest = max(range(len(kept) - 1), key=lambda i: len(kept[i][0]))
        del kept[longest]
    since = r"\text{since }" if latex else "  since "
    lines: list[tuple[str, str]] = []
    for clause, (rule, identity) in kept:
        lines += [(clause, rule), *([(since + identity, "")] if identity else [])]
    return lines


def _chosen(step: Theorem, writer: Writer) -> str:
    """What was chosen for that which exists, where that is what a step does."""
    if step.rule != "instantiate" or step.premises[0].rule != "assume" or not is_denial(step.premises[0].clause):
        return ""
    return ", ".join(f"{writer.term(variable)} = {writer.term(value)}" for variable, value in step.arguments["values"])


def rule_name(rule: str) -> str:
    """What a step by a rule of the kernel is called in a proof; empty where it is left out."""
    return "" if rule in _SILENT else _RULES.get(rule, rule)


def sequences(clauses: Iterable[Clause]) -> frozenset[str]:
    """The paths of which some member is at a natural number: their indices are set below the line."""
    return frozenset(
        term[1]
        for term in _distinct(side for clause in clauses for side in sides(clause))
        if term[0] == "path" and any(variable[2] == NATURAL for variable in term[3].free)
    )


def _distinct(terms: Iterable[Term]) -> set[Term]:
    """The terms and everything in them, each once: what is shared is looked at once."""
    found: set[Term] = set()
    waiting = [*terms]
    while waiting:
        term = waiting.pop()
        if term not in found:
            found.add(term)
            waiting += [term[slot] for slot in slots(term)]
    return found


def _arguments(value: Term) -> list[Term]:
    """The arguments of a value of a function of several of them, in their order; nothing where they are not seen."""
    function = several.function_in(value[1])
    found: dict[int, Term] = {}
    for part in value[-1][1:] if value[-1][0] == "add" else value[-1:] if function else ():
        factors = _factors(part) if part[0] == "mul" else [part]
        image = factors.pop()
        if image[0] == "dot":
            image, factors = image[1], [*factors, image[2]]
        place = several.place_in(image[1], function) if image[0] == "var" else 0
        if not place or place in found:
            return []
        found[place] = factors[0] if len(factors) == 1 else Term("mul", *factors) if factors else num(1)
    return [found[place] for place in sorted(found)] if sorted(found) == [*range(1, len(found) + 1)] else []


def _factors(term: Term) -> list[Term]:
    """The factors of a product, and of those that are products."""
    return [inner for factor in term[1:] for inner in (_factors(factor) if factor[0] == "mul" else [factor])]


def _is_order(clause: Clause) -> bool:
    return not clause.variables and all(side[0] in {"var", "num"} for side in clause.relation[1:])


def _identity(step: Theorem, writer: Writer) -> str:
    """What makes an inequality true by arithmetic, unless it is a premise in other words."""
    if step.rule != "arithmetic" or _is_rewriting(step.arguments["certificate"]):
        return ""
    left, right = _identity_sides(step, writer.plain)
    if not right or left == right or len(left) + len(right) > _LONGEST_IDENTITY:
        return ""
    return " = ".join(_identity_sides(step, writer))


def _identity_sides(step: Theorem, writer: Writer) -> tuple[str, str]:
    return writer.term(_difference(step.clause.relation)), certificate_sum(step, writer)


def _is_rewriting(entries: Sequence[Mapping[str, Any]]) -> bool:
    if len(entries) != 1:
        return False
    [entry] = entries
    premises = [*entry.get("premises", ()), *([entry["equality"]] if entry.get("equality") is not None else [])]
    return len(premises) == 1 and entry.get("multiplier") is None and entry.get("square") is None


def certificate_sum(step: Theorem, writer: Writer) -> str:
    """The right side of the identity that a certificate states: a sum of products that are visibly non-negative."""
    entries: Iterable[Mapping[str, Any]] = step.arguments["certificate"]
    parts = [_entry(entry, step.premises, writer) for entry in entries]
    return " + ".join(parts).replace("+ -", "- ")


def _entry(entry: Mapping[str, Any], premises: Sequence[Theorem], writer: Writer) -> str:
    factors: list[Term] = []
    if Fraction(entry["coefficient"]) != 1:
        factors.append(Term("num", Fraction(entry["coefficient"])))
    if entry.get("multiplier") is not None:
        factors.append(entry["multiplier"])
    used = [*entry.get("premises", ())]
    if entry.get("equality") is not None:
        used.append(entry["equality"])
    factors += [_difference(premises[index].clause.relation) for index in used]
    if entry.get("square") is not None:
        factors.append(Term("pow", entry["square"], 2))
    return writer.term(factors[0] if len(factors) == 1 else Term("mul", *factors) if factors else num(1), _PRODUCT)


def _difference(relation: Relation) -> Term:
    _, left, right = relation
    if left == ZERO:
        return right
    return Term("add", right, Term("mul", Term("num", Fraction(-1)), left))
