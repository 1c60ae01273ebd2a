r"""A run of an iteration on random data, all of its steps: ``\sum_t \E[f(w_t)]``, ``\bar w_T``, ``\E|w_T - w^*|^2``.

What speaks of several steps at once is not said of one step. The iterates and what is drawn are random sequences there,
all drawn together, and what is supposed of one step is supposed of each. What is known of a mean given what was drawn
before is known of the mean; an equation for such a mean of a vector is one for the means of its inner products with
what is known then: the iterate, a side that is no such mean, and what is fixed.

That is what proofs need. What is supposed of a mean given what is known is supposed beside it, as it stands, so that
false claims are found. Where something is supposed of one step that may be so of it alone, no claim about a run is
called false.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import eq, over, surely
from proofcheck.lang.claims import Remark
from proofcheck.lang.operations import conditional_expectation, expectation, inner
from proofcheck.lang.samples import is_sample, random_sequence
from proofcheck.lang.shapes import shape_of
from proofcheck.latex.assertions import Found, found_in
from proofcheck.latex.doubts import doubt
from proofcheck.latex.forms import names_in
from proofcheck.latex.notation import Notation, Step
from proofcheck.latex.ranges import spans
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import Token, UnreadError

_LEFT_OPEN = "what is said of one step, perhaps of it alone"
_ELSEWHERE = "what is said of each step, at another one"

_BY_CHANCE = r"(?:random|drawn|sampled|generated|distributed)"
_RANDOM = re.compile(
    rf"⟨(\d+)⟩,? (?:(?:is|are|be|was|which|itself) )*(?:(?!not\b)[a-z]+ )?{_BY_CHANCE}\b|"
    rf"\b{_BY_CHANCE}(?:ly)? (?:[a-z]+ ){{0,3}}⟨(\d+)⟩",
    re.IGNORECASE,
)
"""What says of a letter that it is random."""


@dataclass(frozen=True)
class Run:
    """All steps of an iteration, as one step of it is declared."""

    step: Step
    notation: Notation

    @cached_property
    def samples(self) -> Mapping[str, ex.Definition]:
        """The random sequences, by the names of their terms without the index: those of what is known come first."""
        spaces = {root: _space(self._meaning(root)) for root in (self.step.known, *self.step.drawn)}
        return {root: random_sequence(root, *space) for root, space in spaces.items() if space is not None}

    @cached_property
    def index(self) -> ex.ScalarSymbol:
        """The index of a step."""
        return ex.ScalarSymbol(self.step.index, integer=True, nonnegative=True)

    @cached_property
    def terms(self) -> Mapping[str, Any]:
        """What a name of one step stands for in a run: a term of a sequence, random or not."""
        sequences: dict[str, Any] = {root: self._numbers(root) for root in self.step.names - self.made_roots}
        sequences |= self.samples
        here, next_ = self.step.index, self.step.following.rpartition("_")[2]
        found = {f"{root}_{here}": sequence[self.index] for root, sequence in sequences.items()}
        return {**found, **{f"{root}_{next_}": sequence[self.index + 1] for root, sequence in sequences.items()}}

    @cached_property
    def start(self) -> Any:
        """Where all runs start."""
        kind, *space = shape_of(self.terms[self.step.state])
        name = f"{self.step.known}_0"
        return ex.VectorSymbol(name, *space) if kind == "vector" else ex.ScalarSymbol(name, real=True)

    def _numbers(self, root: str) -> Any:
        """The sequence of what has the index of a step and is not random: of numbers, or of vectors."""
        space = getattr(self._meaning(root), "dimension", None)
        if space is None:
            return ex.PathSymbol(root, ex.SCALAR, (), True)
        return ex.PathSymbol(root, ex.VECTOR, (space,), True)

    @cached_property
    def made_roots(self) -> frozenset[str]:
        """The names of what is defined by the terms of a step."""
        named = (name.partition("_") for name in self.notation.meanings)
        here = {root for root, _, index in named if index == self.step.index}
        return frozenset(r for r in here - self.samples.keys() if isinstance(self._meaning(r), ex.Definition))

    @cached_property
    def chosen(self) -> Mapping[int, Any]:
        """The first terms that the author defines, ``w_0 := 0``, by their numbers."""
        named = ((name.partition("_"), found) for name, found in self.notation.meanings.items())
        of_run = {i: found[0] for (root, _, i), found in named if root == self.step.known and i.isdecimal() and found}
        return {int(n): d.value for n, d in of_run.items() if isinstance(d, ex.Definition) and not d.parameters}

    def _meaning(self, root: str) -> Any:
        found = self.notation.meaning(f"{root}_{self.step.index}")
        return found[0] if found else None

    def written(self) -> Notation:
        """The notation in which names with indices are terms of the sequences."""
        other = self.notation.copy()
        other.step = None
        for root in {*self.step.names, *self.samples, *self.made}:
            for name in [name for name in other.meanings if name.partition("_")[0] == root]:
                del other.meanings[name]
            other.meanings[root] = [self.samples.get(root) or self.made.get(root) or self._numbers(root)]
        if not self.step.starts_by_chance:
            other.meanings[self.start.name] = [self.start]
        other.likely = {name: likely for name, likely in other.likely.items() if name not in other.meanings}
        return other

    @cached_property
    def made(self) -> Mapping[str, ex.Definition]:
        """The sequences of what is defined by the terms of a step, ``V_t := |x_t - x^*|^2``."""
        values = {root: self._meaning(root) for root in self.made_roots}
        plain = {root: meaning.value for root, meaning in values.items() if not meaning.parameters}
        return {
            root: ex.Definition(root, (self.index,), self.moved(value), "subscript", ())
            for root, value in plain.items()
        }

    def _is_of_step(self, part: Any) -> bool:
        return name_drawn(part) in self.terms

    def speaks_of_step(self, says: Any) -> bool:
        """Whether something is said of the one step."""
        return any(map(self._is_of_step, ex.all_parts(says)))

    def speaks_of_other_step(self, says: Any) -> bool:
        """Whether something is said of the start, or by letters of what has the index of another step."""
        named = {letter.name for letter in ex.free_symbols(says)} - self.terms.keys()
        return any("_" in name and self.step.has_index(name) for name in named)

    def speaks_of_run(self, says: Any) -> bool:
        """Whether something is said of the sequences."""
        samples = set(self.samples.values())
        return any(isinstance(part, ex.Definition) and part in samples for part in ex.all_parts(says))

    def moved(self, node: Any) -> Any:
        """What is said of the one step, said of a step of the run."""
        if (name := name_drawn(node)) in self.terms:
            return self.terms[name]
        if not self.speaks_of_step(node):
            return node
        if isinstance(node, ex.JointExpectation):
            return self.moved(node.args[1])
        if isinstance(node, ex.Expectation):
            body = self.moved(node.args[1])
            if _is_given(node) and ex.outcomes_in(body):
                return conditional_expectation(body, self.terms[self.step.state])
            return expectation(body)
        if isinstance(node, ex.Defined):
            return self.moved(node.unfold())
        return node.func(*map(self.moved, node.args))

    def suppositions(self, given: Sequence[Any], says: Any) -> Iterator[Any]:
        """What is supposed of one step, of each; where the iteration starts, and how it goes."""
        yield from self.of_all(given)
        known = self.samples[self.step.known]
        following = self.notation.meaning(self.step.following)
        if following and isinstance(following[0], ex.Definition):
            goes = ex.related("=", known[self.index + 1], self.moved(following[0].value))
            yield over(surely(goes), [self.index])
        yield from (surely(eq(known[Integer(n)], self.moved(value))) for n, value in self.chosen.items())
        spoken_of = any(self.start in ex.free_symbols(part) for part in (says, *given))
        if spoken_of and self.start.name not in self.notation.varying:
            yield surely(ex.related("=", known[Integer(0)], self.start))

    def of_all(self, given: Sequence[Any]) -> Iterator[Any]:
        """What is supposed, with what is so of one step said of each."""
        for told in given:
            if not self.speaks_of_step(told):
                yield told
            elif (relation := self._of_each_step(told)) is not None:
                said = self.moved(relation)
                each = (surely(said), *self._of_means(relation)) if _has_given(relation) else (said,)
                yield from (over(says, [self.index]) for says in each)

    def _of_means(self, relation: ex.Relation) -> Iterator[Any]:
        """What is supposed of a mean where something is known, of all means: it follows, and is what proofs need."""
        sides = (relation.left, relation.right)
        if all(map(_is_linear, sides)):
            known = [self.moved(side) for side in sides if not _has_given(side)]
            left, right = (self.moved(_without_conditions(side)) for side in sides)
            yield from self._in_means(relation.op, left, right, known)

    def each(self, says: Any) -> tuple[Any, ...]:
        """What is claimed of the one step, of each step, and then of means; nothing where it cannot be said."""
        body, draws = _at_outcomes(says)
        if None in draws or not isinstance(body, ex.Relation) or not self.speaks_of_step(body):
            return ()
        if _has_given(body):
            found = list(islice(self._of_means(body), 1))
        else:
            said = self.moved(body)
            sure = any(True for _ in ex.random_parts(said))
            found = [surely(said) if sure else said]
            found += list(islice(self._in_means(said.op, said.left, said.right, ()), 1)) if sure else []
        return tuple(over(each, [self.index]) for each in found)

    def leaves_open(self, told: Any) -> bool:
        """Whether something is supposed of one step, perhaps of it alone, or of a later one: nothing comes of it."""
        of_one = self.speaks_of_step(told) and self._of_each_step(told) is None
        return of_one or (self.start not in ex.free_symbols(told) and self.speaks_of_other_step(told))

    def _of_each_step(self, told: Any) -> ex.Relation | None:
        """What is supposed of means where something is known, or of what is drawn: it is so of each step."""
        body, draws = _at_outcomes(told)
        if any(draw != "" for draw in draws) or not isinstance(body, ex.Relation):
            return None
        of_each = _has_given(body) or self._is_about_means_of_what_is_drawn(body) or self._is_about_numbers(body)
        return body if of_each else None

    def _is_about_numbers(self, body: ex.Relation) -> bool:
        """Whether something is said of what is not random, as of the length of a step."""
        return self.speaks_of_step(body) and not any(True for _ in ex.drawn_parts(self.moved(body)))

    def _is_about_means_of_what_is_drawn(self, body: ex.Relation) -> bool:
        drawn = {f"{root}_{self.step.index}" for root in self.step.drawn}
        means = [part for part in ex.all_parts(body) if isinstance(part, ex.Expectation)]
        of_drawn = any(name_drawn(part) in drawn for mean in means for part in ex.all_parts(mean))
        return of_drawn and not any(True for _ in ex.random_parts(body))

    def _in_means(self, op: str, left: Any, right: Any, known: Sequence[Any]) -> Iterator[Any]:
        if ex.kind_of(left) == ex.SCALAR:
            yield ex.related(op, _mean(left), _mean(right))
        elif ex.kind_of(left) == ex.VECTOR and op == "=":
            state = self.terms[self.step.state]
            fixed = ex.VectorSymbol("z", shape_of(left)[1])
            other = state - fixed if shape_of(state) == shape_of(left) else fixed
            yield over(ex.related("=", _mean(inner(left, other)), _mean_beside(right, other)), [fixed])
            yield ex.related("=", _mean(left), _mean(right))
            for side in (side for side in known if ex.kind_of(side) == ex.VECTOR):
                yield ex.related("=", _mean(inner(left, side)), _mean_beside(right, side))


def _mean_beside(side: Any, other: Any) -> Any:
    """The mean of an inner product; nothing, where one side is 0."""
    return _mean(inner(side, other)) if ex.kind_of(side) == ex.VECTOR else side


def _at_outcomes(says: Any) -> tuple[Any, list[str | None]]:
    """What is said, and the draws over whose outcomes; ``None`` for each other variable that it is said of."""
    if not isinstance(says, ex.ForAll):
        return says, []
    return says.body, [ex.draw_of(ex.range_variable(span)) for span in says.ranges]


def _is_given(part: Any) -> bool:
    """Whether a part is a mean where what was drawn before is known."""
    return isinstance(part, ex.Expectation) and bool(ex.draw_of(part.args[0]))


def _has_given(says: Any) -> bool:
    return any(map(_is_given, ex.all_parts(says)))


def _is_linear(side: Any) -> bool:
    """Whether a side is a sum of such means, perhaps times numbers, and of what is known."""
    if _is_given(side) or not _has_given(side):
        return True
    if isinstance(side, ex.Sum | ex.Negative):
        return all(map(_is_linear, side.args))
    if isinstance(side, ex.Product):
        with_means = list(filter(_has_given, side.args))
        return len(with_means) == 1 and _is_linear(with_means[0])
    return False


def _without_conditions(side: Any) -> Any:
    """A side with what means are taken of in their place: the mean of the whole is the same."""
    if _is_given(side):
        return side.args[1]
    if isinstance(side, ex.Sum | ex.Negative | ex.Product):
        return side.func(*map(_without_conditions, side.args))
    return side


def _mean(side: Any) -> Any:
    return expectation(side) if any(True for _ in ex.random_parts(side)) else side


def name_drawn(part: Any) -> str:
    """The name of what is drawn or defined."""
    if isinstance(part, ex.Defined):
        return str(part.definition.name) if len(part.args) == 1 else ""
    if isinstance(part, ex.ScalarSymbol | ex.VectorSymbol):
        return str(part.name)
    return str(part.args[0].name) if ex.is_random(part) else ""


def _space(meaning: Any) -> tuple[Any, ...] | None:
    """The dimension of what is random, in a tuple; nothing in it for a number."""
    value = meaning.value if isinstance(meaning, ex.Definition) and not is_sample(meaning) else meaning
    if not isinstance(value, ex.Expression) or not any(True for _ in ex.drawn_parts(value)):
        return None
    kind, *dims = shape_of(value)
    return () if kind == "scalar" else tuple(dims) if kind == "vector" else None


def started_by_chance(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> frozenset[str]:
    r"""Return the first terms of sequences that a sentence says to be random: ``w_0`` in ``w_0 \sim N(0, I)``."""
    said = [int(found[1] or found[2]) for found in _RANDOM.finditer(sentence)]
    said += [number for number, tokens in enumerate(inline) if any(t.text == "\\sim" for t in tokens)]
    return frozenset(name for number in said for name in names_in(inline[number], notation) if name.endswith("_0"))


def run_of(notation: Notation) -> Run | None:
    """The run of which a document is about one step; none where that is not so."""
    step = notation.step
    if step is None:
        return None
    found = Run(step, notation)
    return found if step.known in found.samples else None


def in_run(segment: Segment, found: list[Found], notation: Notation) -> list[Found]:
    """The relations of an assertion as they are read of one step, or of a run where that reads all of them."""
    run = run_of(notation)
    if run is None:
        return found
    found = [_of_one_kind(relation, run) for relation in found]
    if all(relation.error is None for relation in found):
        return found
    again = list(found_in(segment, run.written()))
    whole = all(relation.error is None and run.speaks_of_run(relation.says) for relation in again)
    return again if whole else found


def _of_one_kind(relation: Found, run: Run) -> Found:
    """A relation that speaks of a run and of one step of it, with that said of the run."""
    if relation.says is None or not (run.speaks_of_run(relation.says) and run.speaks_of_step(relation.says)):
        return relation
    if _has_given(relation.says):
        why = "a mean where something is known, and what is said of all steps, cannot be said together yet."
        return replace(relation, says=None, error=UnreadError(relation.link.at, why, "conditional expectations"))
    return replace(relation, says=run.moved(relation.says))


def defined_in_run(notation: Notation, define: Callable[[Notation], ex.Definition]) -> ex.Definition:
    """A definition as it is read of one step, or else of a run.

    Raises:
        UnreadError: it is read of neither.
    """
    try:
        return define(notation)
    except UnreadError:
        run = run_of(notation)
        definition = None if run is None else define(run.written())
        if run is None or definition is None or not run.speaks_of_run(definition.value):
            raise
        notation.declare(definition.name, definition)
        return definition


def bound_by(ranges: Sequence[list[Token]], notation: Notation, at: Token) -> list[Any]:
    r"""Return the variables that ranges bind, without the letter that counts steps: what is said is read of one step.

    So an update is with its range, ``x_{t+1} = x_t - g_t, \\quad t = 0, 1, \\dots``.
    """
    bound = [ex.range_variable(span) for tokens in ranges for span in spans(tokens, notation, at)]
    return [v for v in bound if notation.step is None or str(v.name) != notation.step.index]


def of_run(
    given: Sequence[Any], tacit: Sequence[Any], says: Any, notation: Notation
) -> tuple[list[Any], list[Any], list[Remark]]:
    """What is given and what is tacit where something is claimed of a run, and what that leaves open; else the same."""
    run = run_of(notation)
    if run is None or not run.speaks_of_run(says):
        elsewhere = run is not None and run.speaks_of_other_step(says) and any(map(run.speaks_of_step, given))
        return list(given), list(tacit), [doubt(_ELSEWHERE)] if elsewhere else []
    left_open = any(map(run.leaves_open, (*given, *tacit))) or (bool(run.chosen) and 0 not in run.chosen)
    return [*run.suppositions(given, says)], [*run.of_all(tacit)], [doubt(_LEFT_OPEN)] if left_open else []


def moves(says: Any, notation: Notation) -> frozenset[Any]:
    """The letters of which it depends how the run goes on of which something is claimed, as the step size."""
    run = run_spoken_of(says, notation)
    following = notation.meaning(run.step.following) if run is not None else []
    return frozenset().union(*(ex.free_symbols(m.value) for m in following if isinstance(m, ex.Definition)))


def members_of_step(says: Any, notation: Notation) -> list[Any]:
    """The members of one step where something is claimed of a run: what is said of them is said of it."""
    run = run_spoken_of(says, notation)
    names = [] if run is None else [f"{root}_{run.step.index}" for root in sorted(run.step.names)]
    found = (meaning for name in names for meaning in notation.meaning(name))
    return [
        meaning() if isinstance(meaning, ex.Definition) and not meaning.parameters else meaning for meaning in found
    ]


def run_spoken_of(says: Any, notation: Notation) -> Run | None:
    """The run of which something is claimed, if it is."""
    run = run_of(notation)
    return run if run is not None and run.speaks_of_run(says) else None
