"""What the assertions of a display, or of a formula in a sentence, are taken for: definitions, hypotheses, claims."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over
from proofcheck.lang.caching import one
from proofcheck.lang.printing import text_name
from proofcheck.lang.shapes import ill_typed
from proofcheck.lang.translate import definitions
from proofcheck.latex import extrema, families
from proofcheck.latex.about import distinct, names_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import (
    Found,
    closed,
    fixes_chance,
    found_in,
    narrowed,
    ranges_of,
    trial,
)
from proofcheck.latex.chance import speaks_of_chance
from proofcheck.latex.counting_elsewhere import of_any_number
from proofcheck.latex.declarations import defined, is_nameable
from proofcheck.latex.denying import fixes_index, of_all_indices, pinned
from proofcheck.latex.determining import determines
from proofcheck.latex.domains import where_defined
from proofcheck.latex.doubts import doubt
from proofcheck.latex.drawn import is_computed
from proofcheck.latex.endless import diverges
from proofcheck.latex.fixing import fix, put_under
from proofcheck.latex.forms import (
    goes_on,
    in_doubt,
    is_new,
    is_value,
    lists_count,
    names_in,
    occurs,
    sets_component,
    tokens_of,
    updates,
)
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.hearing import take_objective
from proofcheck.latex.in_passing import doubt_display, doubt_recalled
from proofcheck.latex.listing import among_listed, numbers_in, open_numbers, speaks_of_last
from proofcheck.latex.memberships import without_space
from proofcheck.latex.minimisers import least_values
from proofcheck.latex.named_spaces import spells_space
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.numbers_in_rows import each_number
from proofcheck.latex.open_letters import (
    chosen_letter,
    runs_free,
    spoken_of,
    supposes_steps,
    under_conditions,
)
from proofcheck.latex.over_all import end_what_was_supposed
from proofcheck.latex.pointwise import at_all_points, of_functions
from proofcheck.latex.ranges import called_from, spans
from proofcheck.latex.relations import Segment, segments
from proofcheck.latex.runs import bound_by, defined_in_run, in_run, members_of_step, moves, of_run, run_spoken_of
from proofcheck.latex.signs import with_signs
from proofcheck.latex.silent import measures_anew, says_finite, says_notation, spells_components, spells_ones
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import CLAIMED, DECLARING, DEFINED, SUPPOSED
from proofcheck.latex.spelling import BOLD
from proofcheck.latex.stand_ins import may_be_matrix, says_operation, stand_in
from proofcheck.latex.starting import before_the_first, from_the_first, sets_term, suppose_first_step
from proofcheck.latex.terms import (
    draws_of_supposed,
    is_closed,
    is_fixed,
    is_nearest,
    is_to_solve,
    names_terms,
    of_all_terms,
    of_next_term,
    says_anew,
    says_what_letter_is,
    sets_terms,
    slopes_beside,
    speaks_of_itself,
)
from proofcheck.latex.unstated import not_supposed, perhaps_everywhere

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

MOST_ORDERED = 20  # assertions of a display of which it is looked for names that are given after they are used


def taken(
    reading: "Reading",
    found: Sequence[Segment],
    said: str,
    at: Token,
    ranges: Sequence[tuple[str, list[Token]]],
    *,
    display: bool,
    forced: bool = False,
) -> None:
    """Take the assertions of a display, or of a formula in a sentence, for what they are said to be."""
    claims: list[tuple[Found, int]] = []
    found = with_signs(reading, found) if display and said == CLAIMED else found
    found = _names_first(reading, found) if len(found) <= MOST_ORDERED else found
    told, sought = frozenset(reading.told.names), -1
    if said == CLAIMED:
        over_all = [*reading.speech.ranges, *(tokens for kind, tokens in ranges if kind == "forall")]
        end_what_was_supposed(reading, over_all)
    if display and said == CLAIMED:
        reading.scopes.unread(at, _under_equation(found, reading.notation), "what stands beside it")
    slopes = list(slopes_beside(reading, found, said))
    for number, segment in enumerate(without_space(reading, segment, said) for segment in found):
        at_all_points(segment, reading.notation)
        if segment.recalled:
            doubt_recalled(reading, tokens_of(segment))
        defines = said == DEFINED
        if (defines or reading.speech.word in DECLARING) and says_operation(segment, reading.notation, surely=defines):
            continue
        equates = (chooses := _chooses(reading, segment)) or sets_term(reading, segment, found)
        anew = forced or (said == DEFINED and _clashes(reading, segment))
        anew |= says_anew(reading, segment, alone=display and len(found) == 1, limited=bool(ranges))
        if not equates and _names(reading, segment, said) and _defines(reading, segment, said, ranges, forced=anew):
            continue
        put_under(reading, segment, said, ranges)
        first = [*segment.start, *(t for link in segment.links[:1] for t in (link.at, *link.right))]
        of_terms = chooses or reading.told.concerns_new_sequence(first)
        fixes = equates or says_what_letter_is(reading, segment) or is_fixed(reading, segment)
        named_here = said == CLAIMED and not reading.scopes.states and names_terms(reading, segment, told)
        fixes = (fixes or named_here) and not segment.premises
        fixes &= full_name(segment.start, reading.notation) not in reading.scopes.without_definition
        of_terms |= named_here or (said in {SUPPOSED, DEFINED} and sets_terms(reading, segment))
        relations: Iterable[Found] = found_in(segment, reading.notation)
        if said == CLAIMED and reading.notation.step is not None:
            relations = in_run(segment, list(relations), reading.notation)
        for relation in each_number(list(relations)) if said == SUPPOSED else relations:
            if relation.error is not None and (sought != number or relation.link is segment.links[-1]):
                sought = number  # help is sought for the first relation of a chain that is not read, and for all of it
                if (again := trial(relation.error, segment, reading.notation)) is not None:
                    reading.reconsider(again, relation.tokens)
            relation = replace(relation, doubt=_perhaps(segment, relation, claimed=said == CLAIMED))
            relation = from_the_first(reading, relation) if said == CLAIMED else relation
            new = not segment.premises and reading.told.introduces(relation, reading.speech.solved, told)
            new |= of_terms and isinstance(relation.says, ex.Both)  # the next term is a projection
            new &= not (reading.scopes.argues or (reading.scopes.states and said == CLAIMED and reading.speech.states))
            new |= said == CLAIMED and determines(reading, relation, alone=all(len(s.links) == 1 for s in found))
            supposed = (new or said in {SUPPOSED, DEFINED}) and not is_computed(relation)
            if relation.defines is not None:
                reading.note_definition(relation.defines, relation.link.at)
            elif relation.error is not None and relation.link.sign in {":=", "=:"}:
                reading.record.unread(relation.error, relation.link.at)
                left, right = _sides(relation)
                left, right = (left, right) if relation.link.sign == ":=" else (right, left)
                _without_definition(reading, left, right, relation.error, relation.link.at)
            elif supposed or (fixes and relation.first and not is_closed(relation)):
                _suppose(reading, of_all_terms(reading, relation, segment) if of_terms else relation)
            else:
                claims += [(of_any_number(reading, one, segment), number) for one in _each_said(relation)]
    for slope in slopes:
        for relation in found_in(slope, reading.notation):
            _suppose(reading, of_all_terms(reading, relation, slope))
    if display:
        take_objective(reading, found[0].start if found else [], at)
    if claims:
        make_claims(reading, claims, at, display=display)


def _under_equation(found: Sequence[Segment], notation: Notation) -> frozenset[str]:
    r"""Return letters for which an equation may be a condition on what stands before it: ``\frac1p + \frac1q = 1``."""
    last = found[-1] if len(found) > 1 else None
    if last is None or last.premises or [link.sign for link in last.links] != ["="]:
        return frozenset()
    names = names_in(tokens_of(last), notation)
    about = names_in([t for segment in found[:-1] for t in tokens_of(segment)], notation)
    given = all(t.text.isdecimal() for t in last.links[0].right)
    return names if given and names <= about and not any(map(notation.meaning, names)) else frozenset()


def _perhaps(segment: Segment, relation: Found, *, claimed: bool) -> str:
    """Return what an assertion beside an arrow may mean beside what it says."""
    if segment.restricted:
        return f"that it is not so everywhere: {segment.restricted}"
    if segment.starts and claimed:
        return "that the arrow in the next line starts from what is only supposed here"
    letter = runs_free(relation.says) if segment.premises and (claimed or segment.after != "implies") else ""
    return f"that the condition is meant for all {text_name(letter)}" if letter else ""


def taken_in_sentence(
    reading: "Reading",
    tokens: list[Token],
    said: str,
    at: Token,
    ranges: Sequence[tuple[str, list[Token]]],
    *,
    forced: bool = False,
) -> None:
    r"""Take a formula in a sentence for what it is said to be; what only counts, ``i = 1, \dots, n``, says nothing."""
    content = mathematical(tokens)
    if lists_count(content) or spells_ones(content) or spells_components(content, reading.notation):
        return
    if spells_space(content, reading.notation):
        return
    try:
        taken(reading, segments(tokens, "inline"), said, at, ranges, display=False, forced=forced)
    except UnreadError as error:
        reading.record.unread(error, at)
        reading.scopes.unread(at, names_in(tokens, reading.notation))


def _each_said(relation: Found) -> list[Found]:
    """Return a relation for each of the things that it says at once, as that a point is in a set and the best there."""
    if not isinstance(relation.says, ex.Both):
        return [relation]
    return [found for part in relation.says.args for found in _each_said(replace(relation, says=part))]


def _names_first(reading: "Reading", found: Sequence[Segment]) -> list[Segment]:
    r"""Put what says what a new name stands for before what speaks of it: ``\dot r = -K r, \qquad K = A^T A``."""
    ordered = list[Segment]()
    for segment in found:
        name = segment.start[: opened if (opened := called_from(segment.start)) > 0 else len(segment.start)]
        gives = (
            bool(ordered and name) and len(segment.links) == 1 and segment.links[0].sign == "=" and not segment.after
        )
        users = [n for n, other in enumerate(ordered) if gives and occurs(name, tokens_of(other), alone=False)]
        new = bool(users) and is_new(segment.start, reading.notation, reading.elsewhere())
        ordered.insert(users[0] if new else len(ordered), segment)
    return ordered


def _chooses(reading: "Reading", segment: Segment) -> bool:
    r"""Whether an equation says of a new name that it is an ``\argmin``."""
    if not segment.links or segment.alternatives or segment.links[0].sign not in {"=", ":=", "\\in"}:
        return False
    link = segment.links[0]
    if extrema.chosen_by(link.right, reading.notation) is None:
        return is_nearest(reading, segment)
    try:
        new = extrema.introduce(segment.start, link.right, reading.notation, link.at)
    except UnreadError:
        return False
    term = reading.notation.sequence_of(full_name(segment.start, reading.notation) or "")
    new = new or (bool(term) and term not in reading.told.names)
    new = new or reading.told.concerns_new_sequence([*segment.start, link.at])
    if new and link.sign == ":=":
        link.sign = "="
    return new


def _clashes(reading: "Reading", segment: Segment) -> bool:
    """Whether what is said to define a name cannot be what it stands for so far: the letter is used anew."""
    name = full_name(segment.start, reading.notation)
    if name is None or name in reading.directives.places or not reading.notation.known(name):
        return False
    first = next(found_in(segment, reading.notation), None)
    if first is None or first.defines is not None:
        return False
    return first.error is not None or ill_typed(first.says) is not None


def _names(reading: "Reading", segment: Segment, said: str) -> bool:
    """Whether an equation may give a name here: not one that a sentence supposes of a letter, as "if a = b"."""
    named = reading.speech.word in {"let", "set", "write", "consider"} or any(t.text == "(" for t in segment.start)
    named |= bool(segment.links) and updates([*segment.start, segment.links[0].at], reading.notation)
    return (said != SUPPOSED or named or of_functions(segment, reading.notation)) and not segment.alternatives


def _suppose(reading: "Reading", relation: Found) -> None:
    if (relation.error is not None and says_finite(relation)) or measures_anew(reading, relation):
        return
    if relation.doubt:
        two = UnreadError(relation.link.at, f"this is read in two ways: perhaps {relation.doubt}.", "doubt")
        relation = replace(relation, says=None, error=two, doubt="")
    if relation.error is not None:
        reading.record.unread(relation.error, relation.link.at)
        _leave_random(reading, relation)
        if says_notation(reading, relation):
            return
        names = names_in(relation.tokens, reading.notation)
        fresh = {name.partition("_")[0] for name in names if not reading.notation.known(name)}
        of_terms = of_next_term(reading, relation)
        reading.scopes.unread(relation.link.at, of_terms or names | fresh)
    elif relation.says is not None and not says_notation(reading, relation):
        vectors = reading.scopes.supposes and not pinned(reading.speech, named(relation.says))
        one_term = reading.scopes.proving or fixes_index(reading.speech, named(relation.says))
        word, listed = reading.speech.word, reading.notation.listed
        one_term |= speaks_of_last(relation.says, listed)
        terms = word in DECLARING or of_all_indices(reading.speech, named(relation.says))
        terms |= supposes_steps(word, relation.says) or bool([*open_numbers(relation.says, listed)])
        says = one(closed(relation.says, vectors=vectors, terms=terms and not one_term))
        endless = (
            diverges(says) and "that a sum or an integral is infinite is not supposed yet: what needs it stays open."
        )
        varies = extrema.depends(reading.notation, says) and "an extremum that varies with this cannot be said yet."
        fixes = fixes_chance(says) and "one side is random and the other one is not declared to be: say so."
        if why := endless or varies or fixes:
            _suppose(reading, replace(relation, says=None, error=UnreadError(relation.link.at, why)))
            return
        if before_the_first(relation.says):
            return
        reading.told.suppose(relation.says)
        says = _of_all_components(reading, says, relation.link.at)
        reading.suppose(says, relation.link.at, local=reading.speech.local)
        suppose_first_step(reading, relation.says, says, relation.link.at)


def _of_all_components(reading: "Reading", says: Any, at: Token) -> Any:
    r"""Return what is supposed of a component with an index that nothing fixes, ``p_i \\ge 0``, for all of them.

    An equation may be one for a single index: nothing is called false that speaks of its vectors.
    """
    ranges = {i: r for i, r in families.open_components(says).items() if str(i.name) not in reading.told.lone}
    fixed = isinstance(says, ex.Relation) and says.op == "=" and says.right != 0
    if ranges and fixed and ranges.keys().isdisjoint(ex.free_symbols(says.right)):
        reading.scopes.unread(at, names_of([says]), "for which index")
        return says
    return over(says, list(ranges.values()))


def _defines(
    reading: "Reading", segment: Segment, said: str, after: Sequence[tuple[str, list[Token]]], *, forced: bool
) -> bool:
    """Whether an assertion gives a name; if so, the name stands for it from then on.

    ``after`` are the conditions that stand after it.
    """
    under = segment.after == "or" or segment.premises or any(kind == "if" for kind, _ in (*segment.conditions, *after))
    if not segment.links or segment.links[0].sign not in {"=", ":="} or under:
        return False
    left, link = segment.start, segment.links[0]
    new = is_new(left, reading.notation, reading.elsewhere()) and not speaks_of_itself(left, link.right)
    new = new and not goes_on(left, link.right, reading.notation) and not is_value(left, link.right, reading.notation)
    new = new and not is_to_solve(segment, reading.speech) and not draws_of_supposed(reading, segment)
    if (not forced and link.sign == "=" and not new) or sets_component(left, link.right, reading.notation):
        return False
    try:
        ranges = [mathematical(tokens) for kind, tokens in segment.conditions if kind == "forall"]
        bound = bound_by(ranges, reading.notation, link.at)
        with reading.notation.binding(bound):
            definition = defined_in_run(reading.notation, lambda notation: defined(left, link.right, notation))
        reading.note_definition(definition, link.at)
        if root := _component_named(definition, reading.notation):
            reading.scopes.unread(link.at, frozenset({root}), f"that {definition.name} may be a component of it")
        for tokens in [*ranges, *(mathematical(tokens) for kind, tokens in after if kind == "forall")]:
            _suppose_of_constants(reading, definition, tokens)
        for variable in bound:
            if not reading.notation.known(variable.name):
                reading.notation.declare(variable.name, variable)
    except UnreadError as error:
        reading.reconsider(lambda notation: defined(left, link.right, notation), [*left, link.at, *link.right])
        reading.record.unread(error, link.at)
        _without_definition(reading, left, link.right, error, link.at)
    if len(segment.links) > 1:
        rest = Segment(link.right, segment.links[1:], segment.conditions)
        taken(reading, [rest], SUPPOSED if said == DEFINED else said, link.at, (), display=False)
    return True


def _component_named(definition: ex.Definition, notation: Notation) -> str:
    """Return the vector of which a number that is defined, ``x_1 = 0``, may be a component; or nothing."""
    root, _, index = definition.name.partition("_")
    vector = any(isinstance(m, ex.VectorSymbol) for m in notation.meanings.get(root, ()))
    return root if vector and index.isdecimal() and ex.kind_of(definition.value) == ex.SCALAR else ""


def _suppose_of_constants(reading: "Reading", definition: ex.Definition, tokens: Sequence[Token]) -> None:
    r"""Suppose what "for \\beta > 0" after a definition says of the numbers in it that are no arguments, nor count."""
    try:
        found = spans(tokens, reading.notation, tokens[0])
    except UnreadError:
        reading.scopes.unread(tokens[0], names_in(tokens, reading.notation))
        return
    said = [span for span in found if isinstance(span, ex.Assertion)]
    known = {*definition.parameters, *(v for v in map(ex.range_variable, said) if v.is_integer)}
    reading.scopes.assume([span for span in said if ex.range_variable(span) not in known], local=True)


def _sides(relation: Found) -> tuple[list[Token], list[Token]]:
    """Return what stands on both sides of a relation."""
    right = relation.link.right
    return list(relation.tokens[: len(relation.tokens) - len(right)]), right


def _leave_random(reading: "Reading", relation: Found) -> None:
    """Note of a name that an equation which is not read gives to something random that it is random, too."""
    left, right = _sides(relation)
    name = full_name(left, reading.notation) if relation.link.sign == "=" else None
    if name is not None and speaks_of_chance(right, reading.notation):
        reading.notation.varying.add(name)


def _without_definition(
    reading: "Reading", left: list[Token], right: Sequence[Token], error: UnreadError, at: Token
) -> None:
    """Take a name whose definition is not read for anything of its kind, and call nothing false that speaks of it."""
    declared = full_name(left, reading.notation)
    name = declared if declared in reading.directives.places else stand_in(left, right, reading.notation)
    if not name and declared and not reading.notation.meaning(declared):
        bold = left[0].text[1:] in BOLD  # it is no number where nothing declares it
        name = declared if bold or not may_be_matrix(declared, right, reading.notation) else ""
    if name:
        reading.notation.varying |= {name} if speaks_of_chance(right, reading.notation) else set()
        reading.scopes.undefined(at, name)
        reading.told.names.add(name)
        if not reading.notation.meaning(name):  # it is taken for a number
            reading.notation.assumed.setdefault(name, at)
    elif is_nameable(left, reading.notation):
        reading.notation.unread(left, error, f"its definition in line {at.place[0]} is not read.", anew=True)
        opened = called_from(left)
        if called := full_name(left[:opened] if opened > 0 else left, reading.notation):
            reading.defined_in[called] = reading.scopes.place


def make_claims(reading: "Reading", found: Sequence[tuple[Found, int]], at: Token, *, display: bool) -> None:
    """Make a claim of each relation; its id is that of its label, of its statement, or of its line."""
    labels = list(dict.fromkeys(relation.link.label for relation, _ in found if relation.link.label))
    base = labels[0] if len(labels) == 1 else reading.scopes.name or f"line{at.place[0]}"
    bases = [relation.link.label or base for relation, _ in found]
    names = {name: iter(reading.record.ids(name, bases.count(name))) for name in dict.fromkeys(bases)}
    fix(reading, claims=True)
    own, lengths = reading.scopes.given, Counter(segment for _, segment in found)
    speech = None if reading.scopes.states else reading.speech
    around = {*reading.scopes.shown, *reading.scopes.stated}
    stated = [claim.says for claim in reading.record.claims if claim.id in around] if around else []
    firsts, chosen, made = dict[int, str](), dict[int, str](), list[str]()
    for (relation, segment), name in zip(found, bases, strict=True):
        claim_id = next(names[name])
        if relation.error is not None:
            reading.record.unread(relation.error, relation.link.at)
            _leave_random(reading, relation)
            there = in_doubt(names_in(relation.tokens, reading.notation, indices=False), reading.notation)
            reading.scopes.unread(relation.link.at, there)
            continue
        letters = moves(relation.says, reading.notation) | reading.told.called(reading.speech.sentences)
        relation = replace(relation, says=under_conditions(relation.says, [*reading.scopes.standing, *own], letters))
        chained = lengths[segment] > 1
        extremal = extrema.said_of(reading.notation, [relation.says, *own])
        about = [relation.says, *extremal]
        standing, tacit = reading.scopes.throughout([*about, *own, *reading.scopes.presupposed])
        listed = reading.notation.listed
        told = [*standing, *own]
        numbered = numbers_in(relation.says, listed, told)
        settled = [*told, *reading.scopes.presupposed]
        implied = [*ranges_of(relation.says, settled, stated, reading.leaving.spoken), *numbered]
        implied += least_values(told, relation.says, reading.notation)
        implied += where_defined(reading, relation.says, relation.link.at)
        tacit = [*tacit, *implied, *reading.scopes.presupposed]
        says = narrowed(among_listed(relation.says, listed), told)
        told, tacit, left_open = of_run(told, tacit, relation.says, reading.notation)
        spoken = [*spoken_of(about, told), *members_of_step(relation.says, reading.notation)]
        doubts = [*reading.scopes.not_read(spoken), *not_supposed(reading, relation, told), *left_open]
        doubts += perhaps_everywhere(reading, relation, told)
        doubts += [doubt(relation.doubt)] if relation.doubt else []
        letter = "" if doubts else chosen_letter(relation.says, [*told, *extremal, *implied])
        if not letter and not doubts and chosen.get(segment) in {str(name.name) for name in named(relation.says)}:
            letter = chosen[segment]
        if letter:
            chosen[segment] = letter
            doubts = [doubt(f"that a value is chosen for {text_name(letter)} here")]
        reading.record.claim(
            claim_id,
            says,
            relation.link.at,
            introduced=reading.told.lone,
            kind="statement" if reading.scopes.states else "step",
            given=distinct([*told, *(d for part in about for d in definitions(part)), *extremal]),
            tacit=list(dict.fromkeys([*tacit, *doubts])),
            reason=reading.reasons.of(
                relation,
                claim_id,
                speech,
                reading.directives.reason(),
                chained=chained,
                stated=[*reading.scopes.stated, *made],
            ),
            run=run_spoken_of(relation.says, reading.notation),
            chain=firsts.setdefault(segment, claim_id) if chained else "",
            tokens=relation.tokens,
        )
        reading.told.tell(relation.says)
        reading.scopes.concluded(relation.says)
        made.append(claim_id)
        if relation.link.label:
            reading.record.labels.setdefault(relation.link.label, []).append(claim_id)
        if relation.link.mark:
            reading.reasons.marks.setdefault(re.sub(r"\W|text", "", relation.link.mark), []).append(claim_id)
    doubt_display(reading, [one.says for one, segment in found if segment in chosen], at)
    reading.scopes.claimed(made)
    reading.reasons.shown += made
    if display:
        reading.reasons.before = made
