"""Claims as data: what is asserted, under which hypotheses, for which reason, and where it was written down."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sympy import Basic

from proofcheck.kernel.clauses import Clause
from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import surely
from proofcheck.lang.caching import kept
from proofcheck.lang.definedness import Condition
from proofcheck.lang.expressions import Assertion, LanguageError
from proofcheck.lang.printing import latex, text
from proofcheck.lang.rule_names import NO_REASON, Reason
from proofcheck.lang.samples import is_sample
from proofcheck.lang.several import is_of_several
from proofcheck.lang.shapes import ShapeMismatch, ill_typed, shape_of
from proofcheck.lang.translate import DimensionRelation, clauses, dimension_relations

KINDS = ("definition", "statement", "step", "conclusion")

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip


SHOWN_BELOW: str | None = None
"""The folder below which paths are shown without it; ``None`` for the current one."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a source says and that adds no clause of its own: it is printed among the hypotheses.

    ``unread`` where it stands for a supposition that is not read, or not said: no instance is known to satisfy it, so
    that the claim is not refuted, but at one that satisfies all that may be meant, ``perhaps``, where that is known.
    """

    latex: str
    text: str
    unread: bool = False
    perhaps: tuple[Assertion | ex.Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What may be assumed: assertions, definitions and remarks, perhaps under one name. Not ``said``: tacit.

    ``condition`` is set where it is what the claim needs in order to have a value.
    """

    parts: tuple[Assertion | ex.Definition | Remark, ...]
    name: str = ""
    said: bool = True
    condition: Condition | None = None
    words: Remark | None = None
    """What is shown for the parts."""

    @property
    def latex(self) -> str:
        """The hypothesis in LaTeX."""
        if self.words is not None:
            return self.words.latex
        content = r", \quad ".join(_in_a_list(self.parts, _latex_of))
        if self.condition is not None:
            return rf"{content} \text{{, since }} {self.condition.because_latex}"
        return rf"\text{{{self.name}: }} {content}" if self.name else content

    @property
    def text(self) -> str:
        """The hypothesis in plain text."""
        if self.words is not None:
            return self.words.text
        content = ", ".join(_in_a_list(self.parts, _text_of))
        if self.condition is not None:
            return f"{content}, since {self.condition.because}"
        return f"{self.name}: {content}" if self.name else content

    def _repr_latex_(self) -> str:
        """What a notebook shows."""
        return rf"$\displaystyle {self.latex}$"

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """The parts that are assertions."""
        return tuple(part for part in self.parts if isinstance(part, Assertion))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The assertions as the kernel takes them."""
        return tuple(clause for assertion in self.assertions for clause in clauses(assertion))

    @property
    def dimensions(self) -> tuple[DimensionRelation, ...]:
        """The relations between dimensions."""
        return tuple(relation for assertion in self.assertions for relation in dimension_relations(assertion))


def presupposed(condition: Condition) -> Hypothesis:
    """Return a condition as a tacit hypothesis; one on a quantified variable is only shown: it stands as a guard."""
    if not condition.guard:
        return Hypothesis((condition.says,), said=False, condition=condition)
    where = condition.says.body if isinstance(condition.says, ex.ForAll) else condition.says
    shown = Remark(rf"\text{{only where }} {latex(where)}", f"only where {text(where)}")
    return Hypothesis((shown,), said=False, condition=condition)


def independence(nodes: Iterable[Any]) -> list[Hypothesis]:
    """Return the remark that what is random by different draws is independent, where there are several draws."""
    drawn: dict[str, dict[str, Any]] = {}
    for node in nodes:
        for part in _drawn(node):
            drawn.setdefault(ex.draw_of(part.args[1]) or "", {}).setdefault(part.args[0].name, part)
    if len(drawn) < 2:
        return []
    groups = [[parts[name] for name in sorted(parts)] for _, parts in sorted(drawn.items())]
    in_latex, in_text = (
        [
            written[0] if len(written) == 1 else f"({', '.join(written)})"
            for written in ([*map(write, g)] for g in groups)
        ]
        for write in (latex, text)
    )
    said = r" \text{ and } ".join(in_latex) + r" \text{ are independent}"
    return [Hypothesis((Remark(said, f"{' and '.join(in_text)} are independent"),))]


@kept
def _drawn(node: Any) -> tuple[Any, ...]:
    return tuple(ex.drawn_parts(node))


def twice_differentiable(nodes: Iterable[Any]) -> list[Hypothesis]:
    """Return that each function of which something takes second derivatives has a Hessian that is symmetric."""
    return [_has_hessian(f) for f in dict.fromkeys(f for node in nodes for f in _differentiated_twice(node))]


@kept
def _differentiated_twice(node: Any) -> tuple[ex.MapSymbol, ...]:
    """The functions of whose Hessian something speaks, or of a gradient's derivative along a path."""
    found: dict[ex.MapSymbol, None] = {}
    waiting = [(node, False)]
    while waiting:
        part, inside = waiting.pop()
        second = isinstance(part, ex.HessianValue)
        if second and isinstance(part.args[0], ex.Definition):
            found |= dict.fromkeys(_declared_in(part.args[0].value))
        elif second or (inside and _is_moving_gradient(part)):
            found[part.args[0]] = None
        inside = inside or isinstance(part, ex.TimeDerivative | ex.DefinedDerivative)
        waiting += [(other, inside) for other in (part.parts() if isinstance(part, ex.Scoped) else ())]
    return tuple(found)


def _declared_in(value: Any) -> Iterator[ex.MapSymbol]:
    """The declared functions of which something takes values, or gradients."""
    for part in ex.all_parts(value):
        if isinstance(part, ex.Value | ex.GradientValue):
            function = part.args[0]
            if isinstance(function, ex.MapSymbol) and function.n is None:
                yield function


def _is_moving_gradient(part: Any) -> bool:
    declared = isinstance(part, ex.GradientValue) and isinstance(part.args[0], ex.MapSymbol)
    return declared and any(isinstance(other, ex.PathValue) for other in ex.all_parts(part.args[1]))


def _has_hessian(function: ex.MapSymbol) -> Hypothesis:
    slope, x = ex.gradient_map(function), ex.VectorSymbol("x", function.p)
    matrix = ex.JacobianValue(slope, x)
    parts = (
        ex.ForAll(ex.Relation("=", ex.GradientValue(function, x), slope(x)), x),
        ex.ForAll(ex.Relation("=", matrix.T, matrix), x),
    )
    shown = rf"{latex(function)} \text{{ is twice continuously differentiable}}"
    words = Remark(shown, f"{text(function)} is twice continuously differentiable")
    return Hypothesis(parts, said=False, words=words)


def group(name: str, *parts: Any) -> Hypothesis:
    """Put hypotheses under one name, as in ``group("Assumption 1", p > n, sigma_min > 0)``."""
    return Hypothesis(tuple(part for value in parts for part in hypothesis(value).parts), name)


def hypothesis(value: Any) -> Hypothesis:
    """Return an assertion, a definition (which is only shown), a remark or a hypothesis as a hypothesis.

    What is assumed of something random is assumed whatever the outcome.

    Raises:
        LanguageError: it is none of these.
    """
    if isinstance(value, Hypothesis):
        return value
    if isinstance(value, ex.Defined):
        return Hypothesis((value.definition,))
    if isinstance(value, Assertion):
        return Hypothesis((_whatever_the_outcome(value),))
    if isinstance(value, (ex.Definition, Remark)):
        return Hypothesis((value,))
    raise LanguageError(f"a hypothesis is {value!r}: it must be a relation, a definition, a remark or a group of them.")


def _whatever_the_outcome(says: Assertion) -> Assertion:
    """What is asserted of something random is asserted for every outcome."""
    return surely(says) if ex.outcomes_in(says) else says


def hypotheses(values: Any, said: bool) -> tuple[Hypothesis, ...]:
    """Return a list of hypotheses, said or tacit."""
    if isinstance(values, (Assertion, Hypothesis, Basic, str)) or not isinstance(values, Iterable):
        raise LanguageError(f"the hypotheses are {values!r}: they must be a list, as in given=[{values}].")
    found = map(hypothesis, values)
    return tuple(part if said or not part.said else replace(part, said=False) for part in found)


def definition_latex(definition: ex.Definition) -> str:
    """Return ``name(parameters) = value`` in LaTeX; of what is only declared, what it is."""
    used, declared = latex(definition(*definition.parameters)), _declared(definition)
    return f"{used} {' '.join(map(_declared_latex, declared))}" if declared else f"{used} = {latex(definition.value)}"


def definition_text(definition: ex.Definition, sign: str = "=") -> str:
    """Return ``name(parameters) = value`` in plain text; of what is only declared, what it is."""
    used, declared = text(definition(*definition.parameters)), _declared(definition)
    written = (part if isinstance(part, str) else "R" + "".join(f"^{size}" for size in part) for part in declared)
    return f"{used}{''.join(written)}" if declared else f"{used} {sign} {text(definition.value)}"


_TIMES = " × "


def _declared_latex(part: str | tuple[Any, ...]) -> str:
    """Return words, or a space that is given by its dimensions, in LaTeX."""
    if isinstance(part, str):
        return r"\times" if part == _TIMES else rf"\text{{{part}}}"
    return r"\mathbb{R}" + "".join(f"^{{{size}}}" for size in part)


def _declared(definition: ex.Definition) -> list[str | tuple[Any, ...]]:
    """What the members of a random sequence are, or a function of several arguments, in words and the dimensions of
    spaces; nothing of what is defined by a formula.
    """
    if is_sample(definition):
        if ex.kind_of(definition.value) == ex.SCALAR:
            return [" is a random number"]
        return [" is a random vector of ", (shape_of(definition.value)[1],)]
    if not is_of_several(definition):
        return []
    of, to = [shape_of(parameter)[1:] for parameter in definition.parameters], shape_of(definition.value)[1:]
    return [" is a function from ", of[0], *(part for size in of[1:] for part in (_TIMES, size)), " to ", to]


def _in_a_list(parts: Sequence[Any], write: Callable[[Any], str]) -> Iterator[str]:
    """Write parts for a list: what a quantifier ranges over ends before the next part."""
    for number, part in enumerate(parts, start=1):
        closed = number < len(parts) and isinstance(part, ex.ForAll)
        yield f"({write(part)})" if closed else write(part)


def _latex_of(part: Any) -> str:
    if isinstance(part, Remark):
        return part.latex
    return definition_latex(part) if isinstance(part, ex.Definition) else latex(part)


@kept
def _text_of(part: Any) -> str:
    if isinstance(part, Remark):
        return part.text
    return definition_text(part) if isinstance(part, ex.Definition) else text(part)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, from 1, and perhaps a column, from 1; 0 where none is known."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def here() -> Place:
    """Return the line, outside this package, that is being read."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("proofcheck.lang."):
        frame = frame.f_back
    return Place(relative(frame.f_code.co_filename, frame.f_globals.get("__name__", "")), frame.f_lineno)


def relative(file: str, module: str = "") -> str:
    """Return a file's path below the folder that holds its package, or below the current folder, if it is there."""
    parts = Path(file).with_suffix("").parts
    dotted = tuple(module.split("."))
    if len(dotted) > 1 and parts[-len(dotted) :] == dotted:
        return "/".join(Path(file).parts[-len(dotted) :])
    try:
        inside = os.path.relpath(file, SHOWN_BELOW)
    except (ValueError, OSError):  # another drive; a current folder that is gone
        return file
    return file if inside.startswith("..") else Path(inside).as_posix()


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing to answer for.

    ``given`` is what the claim is drawn from, beyond what stands for the whole document; ``tacit`` what the source
    presupposes without saying so; ``hypotheses`` (for a conclusion) those of its lemma, which hold there too though the
    conclusion is not drawn from them. All three are lists of relations, definitions, remarks and groups. ``chain`` is
    the id of the first line of the chain that the claim is a line of; empty outside chains. ``cuts`` are what cited
    claims come to in the terms of this one, by their ids: nothing of that is supposed, but it may be shown first.
    ``part`` is the part of the document that has names of its own, as a chapter of a book has.

    Raises:
        LanguageError: an argument of the wrong kind.
    """

    id: str
    where: str
    kind: str
    says: Any
    given: Sequence[Any] = ()
    tacit: Sequence[Any] = ()
    hypotheses: Sequence[Any] = ()
    reason: Reason = NO_REASON
    place: Place = field(default_factory=here)
    chain: str = ""
    cuts: Mapping[str, Sequence[Any]] = field(default_factory=dict, hash=False)
    part: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise LanguageError(f"the kind of {self.id} is {self.kind!r}: it must be one of {', '.join(KINDS)}.")
        if not isinstance(self.says, Assertion):
            raise LanguageError(f"what {self.id} says is {self.says!r}: it must be a relation, as eq(a, b) or a <= b.")
        if not isinstance(self.reason, Reason):
            raise LanguageError(f"the reason of {self.id} is {self.reason!r}: it must be Reason(text, rules=[...]).")
        object.__setattr__(self, "says", _whatever_the_outcome(self.says))
        object.__setattr__(self, "given", hypotheses(self.given, said=True))
        object.__setattr__(self, "hypotheses", hypotheses(self.hypotheses, said=True))
        object.__setattr__(self, "tacit", hypotheses(self.tacit, said=False))

    @property
    def file(self) -> str:
        """The file that encodes the claim."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line in that file, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column in that line, from 1; 0 where it is not known."""
        return self.place.column

    @property
    def latex(self) -> str:
        """The claim in LaTeX."""
        return latex(self.says)

    @property
    def text(self) -> str:
        """The claim in plain text."""
        return text(self.says)

    def _repr_latex_(self) -> str:
        """What a notebook shows."""
        return rf"$\displaystyle {self.latex}$"

    @property
    def goes_on(self) -> bool:
        """Whether its left side is where the line before it ends, in a chain."""
        return bool(self.chain) and self.chain != self.id

    @property
    def op(self) -> str:
        """The sign of the relation that it asserts, under whatever quantifiers and conditions."""
        inside = self.says
        while isinstance(inside, ex.ForAll | ex.Conditional):
            inside = inside.body if isinstance(inside, ex.ForAll) else inside.args[1]
        return inside.op if isinstance(inside, ex.Relation) else "="

    @property
    def ill_typed(self) -> ShapeMismatch | None:
        """Where the claim, or one of its own hypotheses, has no meaning; None where it has one."""
        said = [a for h in (*self.given, *self.hypotheses, *self.tacit) for a in h.assertions]
        return next(filter(None, map(ill_typed, (self.says, *said))), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of a chain: the sign, the new right side, and the reason."""

    op: str
    right: Any
    reason: Reason
    place: Place = field(default_factory=here)


def chain(
    name: str,
    where: str,
    start: Any,
    *steps: Step,
    given: Sequence[Any] = (),
    tacit: Sequence[Any] = (),
    first: int = 1,
) -> tuple[Claim, ...]:
    """Return one claim a relation of ``start op right op right ...``, called ``name.first``, ``name.first+1``, ...

    >>> from proofcheck.lang import scalar
    >>> a, b = scalar("a"), scalar("b")
    >>> [c.text for c in chain("square", "by hand", (a + b) ** 2, Step("=", b**2 + a**2, Reason("expand")))]
    ['(a + b)² = b² + a²']
    """
    from proofcheck.lang.assertions import relation

    if not steps or not all(isinstance(step, Step) for step in steps):
        wrong = next((f"{text(step)!r:.80}" for step in steps if not isinstance(step, Step)), "no step")
        said = f"after where it starts, the chain {name!r} has {wrong}"
        raise LanguageError(f'{said}: each step must be Step("<=", right side, Reason("why")).')
    made = []
    left = start
    for number, step in enumerate(steps):
        ordinal = f"{_ORDINALS[number]} relation" if number < len(_ORDINALS) else f"relation {number + 1}"
        said = relation(step.op, left, step.right)
        made.append(
            Claim(
                f"{name}.{first + number}",
                f"{where}, {ordinal}" if len(steps) > 1 else where,
                "step",
                said,
                given=given,
                tacit=tacit,
                reason=step.reason,
                place=step.place,
                chain=f"{name}.{first}",
            )
        )
        left = step.right
    return tuple(made)


def numbered(name: str, first: int, last: int) -> list[str]:
    """Return the ids ``name.first`` to ``name.last``.

    >>> numbered("lemma4", 1, 3)
    ['lemma4.1', 'lemma4.2', 'lemma4.3']
    """
    return [f"{name}.{number}" for number in range(first, last + 1)]
