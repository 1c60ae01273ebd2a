"""What a sentence supposes in words, when it is heard to its end."""

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing import text_name
from proofcheck.lang.shapes import ill_typed
from proofcheck.latex.about import names_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import assertions, closed, index_of_terms
from proofcheck.latex.being import decompositions, found_somewhere
from proofcheck.latex.chance import is_chance, speaks_of_chance
from proofcheck.latex.complements import in_clauses
from proofcheck.latex.declarations import declare, is_nameable
from proofcheck.latex.defined_words import words_said
from proofcheck.latex.denying import denial, denies, fixes_index
from proofcheck.latex.domains import note_domains
from proofcheck.latex.ending import end_epithets, end_suppositions, without_epithets
from proofcheck.latex.extreme_values import take_extreme_values
from proofcheck.latex.forms import MAPPING, names_in, without_next_terms
from proofcheck.latex.heard import Item, as_sentence
from proofcheck.latex.in_passing import take_bare
from proofcheck.latex.inducting import hypotheses, supposes_claim
from proofcheck.latex.initial_values import take_starts
from proofcheck.latex.introducing import declaration, kind_said, moments, without_moments
from proofcheck.latex.jacobians import jacobians
from proofcheck.latex.listing import among_listed
from proofcheck.latex.mentioned import compared, introduced, memberships, perhaps_supposed, sizes, spoken_of
from proofcheck.latex.minimisers import (
    balanced,
    minimisers,
    minimises,
    of_display,
    of_doubtful_points,
    points_in,
    subgradients,
    without_objective,
    without_rest,
    without_slopes,
)
from proofcheck.latex.norms_in_words import measured
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.nouns import is_foreign
from proofcheck.latex.open_letters import of_one_step
from proofcheck.latex.orthogonality import lengths_and_angles
from proofcheck.latex.paths import without_solving
from proofcheck.latex.pointwise import of_open_arguments
from proofcheck.latex.pronouns import names_meant
from proofcheck.latex.properties import (
    Said,
    constants,
    passed_over,
    properties_in,
    unsaid,
)
from proofcheck.latex.quantifying import fixes
from proofcheck.latex.ranges import called_from, expression, find, first_side, split
from proofcheck.latex.runs import started_by_chance
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.speech import ASIDE, CLAIMED, DEFINED, SUPPOSED
from proofcheck.latex.told import Described
from proofcheck.latex.unfolding import is_number, is_smooth
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


_IN_OTHER_WORDS = re.compile(
    r"(?:,| \() (?:that is|i ?e\.?|namely|in other words)(?: to say)?,?(?= (?!⟨))", re.IGNORECASE
)
"""What stands before the same thing in other words, and not as a formula."""
_THAT_IS = re.compile(r" ie\.(?= ⟨|\Z)| that is(?=,)|(?<=,) that is(?= ⟨\d+⟩(?! ?-))", re.IGNORECASE)
_PRONOUN = re.compile(r"^(\W*let ⟨(\d+)⟩ (?:⟨\d+⟩ )*(?:be|denote) [^.;]*);(?: and)? it (?=(?:is|has)\b)", re.IGNORECASE)
"""What goes on about what a sentence lets be: "let $D$ be a diagonal matrix; it is positive definite"."""
_OF_POINTS = re.compile(r"(?:(?:a|the|unique|global|its|minimi[sz]ers?|minimum|minima)\b ?)+", re.IGNORECASE)
"""Words that say nothing but that a function has a minimiser: where it is is read apart."""


_A_NUMBER = re.compile(
    r"(?:,? ?(?:and )?⟨\d+⟩)*,? ?(?:now )?(?:be|is|are|denote)\b(?: (?:an?|any|all|some|both|fixed|given|arbitrary))* ?"
    r"(?:reals?\b|scalars?\b|numbers?\b|\Z)",
    re.IGNORECASE,
)
"""What says of letters that they are real numbers, or anything, and no more."""
_OF_A_KIND = re.compile(
    r"(?:,? ?(?:and )?⟨\d+⟩)*,? ?be (?:now )?(?:reals?\b|(?:an?|any|some|another|arbitrary|two|three)\b)", re.IGNORECASE
)
"""What says of letters that they are things of some kind."""
_FOR_ALL = re.compile(r"\bfor (?:all|any|every|each)(?: [a-z]+)?\Z", re.IGNORECASE)
_BESIDE = re.compile(r",? (?:but|and|though) not ⟨\d+⟩,?|,? as well(?! as)", re.IGNORECASE)
_CONCLUDES = re.compile(
    r"^(\W*(?:if|when|whenever)\b[^.;]*?), we (?:obtain|get|can|may|will|also|even)\b.*", re.IGNORECASE
)
"""What is said under an "if" that comes before it."""
_WE_TAKE = re.compile(r",? and (?:if )?we (?:take|set|choose|use|pick|fix|run)(?= ⟨|\s*\Z)", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely) ([^.;]*?),? but(?: also)?\b", re.IGNORECASE)
"""Of what a property is not said: "$f$, but not $g$, is convex"."""
_ANEW_BEFORE = re.compile(
    r"\b(?:we|now|again) (?:[a-z]+ ){0,2}(?:write|redefine|rename|reuse|use)\Z|\bredefin\w+\Z", re.I
)
_ANEW_AFTER = re.compile(
    r"(?:now )?(?:denotes?|stands? for|is redefined|be (?:now )?(?:the|equal|another|as|an? arbitrary|any))\b", re.I
)
"""What says of letters that they are something else from here on."""
_ANY_FUNCTION = re.compile(r"be (?:now )?(?:an? arbitrary|any|another)\b[^⟨⟩.;]*\bfunction\b", re.IGNORECASE)
_COMPUTED = re.compile(
    r"(?:now )?(?:be|is|denotes?|stands? for|for) (?:the|their|its) (?:[a-z-]+ ){0,2}?"
    r"(?:sums?|(?:sample|empirical|arithmetic) means?|averages?|max\w*|min\w*|larg(?:er|est)|small(?:er|est)|"
    r"great(?:er|est)|products?|differences?|"
    r"ratios?|norm|median|fractions?|proportions?|estimat\w+|project\w+|residuals?|outputs?|responses?|outcomes?)\b"
    r"(?! (?:eigen|singular|possible|number|integer|constant|real|order|degree|size|length|index))",
    re.IGNORECASE,
)
"""What says of a name that it is computed from something else."""
_CHOSEN = re.compile(r"\b(?:minimi|maximi)\w+", re.IGNORECASE)
"""What says of a point that something is least or largest there."""
_PICKING = re.compile(
    r"\b(?:chooses?|picks?|finds?|selects?|takes?|computes?|receives?|plays?|"
    r"(?:start(?:s|ed|ing)?|begin(?:s|ning)?|initiali[sz](?:es|ed|ing)) (?:at|from|with)) "
    r"(?:[a-z-]+ ){0,3}⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What says of a point that an algorithm chooses it, or starts there."""
_STEP_BEFORE = re.compile(r"\b(?:step[ -]?(?:size|length)|learning rate)\s*\Z", re.IGNORECASE)
_ALLOWS = re.compile(r"\b(?:allow\w*|permit\w*|admit\w*)(?: for| that| also)?\s*\Z", re.IGNORECASE)
_NO_LONGER = re.compile(
    r"\b(?:no longer|drop(?:ping)?|remov(?:e|ing)|lift(?:ing)?|forget(?: about)?|abandon(?:ing)?|discard(?:ing)?|"
    r"giv(?:e|ing) up|dispens(?:e|ing) with|do(?:ing)? without)\b[^⟨⟩.;]*\Z",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"[^⟨⟩.;]*\b(?:any ?more|any longer|not (?:be )?(?:needed|required|necessary|assumed|used|imposed|made|in force)|"
    r"no longer (?:be )?(?:in force|needed|required|assumed|imposed|holds?|made|used)|"
    r"(?:is|are|was|will be) (?:now )?(?:dropped|removed|lifted|abandoned|discarded))\b",
    re.IGNORECASE,
)
"""What says of a formula that it is no longer supposed."""
_GIVING = frozenset({"let", "set", "put", "define", "redefine", "fix", "write", "introduce"})
_GENERAL = re.compile(
    r"\b(?:for|to|allow\w*(?: for)?|treat|consider|(?:the )?case of) (?:an? |any )?(?:general|arbitrary|any|all)\Z|"
    r"^\W*(?:step \w+\W+)?(?:general|arbitrary)\Z",
    re.IGNORECASE,
)
_ARBITRARY = re.compile(
    r"(?:,? ?(?:and )?⟨\d+⟩)*,? ?be (?:now )?(?:an? |any )?(?:arbitrary|general)\b(?! but fixed)", re.I
)
"""What says of letters that they may be any."""


def take_words(reading: "Reading", at: Token) -> None:
    """Take what the sentence supposes in words."""
    speech = reading.speech
    note_domains(reading)
    names_meant(reading, at)
    end_suppositions(reading, ended=at.text == ".")
    reading.notation.varying |= started_by_chance(speech.sentence, speech.inline, reading.notation)
    for definition in jacobians(speech.sentence, speech.inline, reading.notation):
        reading.note_definition(definition, at)
    decomposed(reading, at)
    both = _NOT_ONLY.sub(r"\1 and", _THAT_IS.sub(" ie", speech.sentence))
    told = _PRONOUN.sub(r"\1; ⟨\2⟩ ", _BESIDE.sub("", _IN_OTHER_WORDS.sub(",", both)))
    sentence = without_moments(without_solving(without_objective(told), speech.inline), speech.inline, reading.notation)
    words = _WE_TAKE.sub("", _CONCLUDES.sub(r"\1", re.split(r"\bthen\b", sentence)[0]))
    here = speech.inline, reading.notation
    words = in_clauses(without_epithets(reading, words), speech.inline)
    setting = speech.sets_the_scene and not reading.scopes.inside
    supposes = speech.speaks_of_names or reading.scopes.supposes or setting
    resting = [*balanced(words, *here), *subgradients(words, *here)] if supposes else []
    told, sized = in_clauses(without_rest(sentence) if resting else sentence, speech.inline), list[Any]()
    if supposes:
        told, (words, sized) = measured(told, *here)[0], lengths_and_angles(words, *here, at)
    points = points_in(words, *here) | {name for name, _ in resting}
    for said, name in chain(
        introduced(told, *here),
        of_doubtful_points(words, *here, points),
        () if supposes else (("a minimiser", name) for name in points if name is not None),
    ):
        reading.scopes.unread(at, frozenset({name}), said)
        if any(speaks_of_chance(tokens, reading.notation) for tokens in speech.inline) and _CHOSEN.search(said):
            reading.notation.varying.add(name)
    if speech.mode == DEFINED:
        _lasts(reading)
    take_bare(reading, at)
    if not supposes:
        perhaps_supposed(reading, words, at)
        return
    passing = speech.local and speech.passing
    for said, names in compared(words, *here):
        reading.scopes.unread(at, names, said)
    for says in chain(words_said(reading), sized):
        reading.suppose(says, at, local=passing)
    try:
        for _, says in resting:
            reading.suppose(closed(says, terms=True), at, local=passing)
        for says in moments(speech.sentence, speech.inline, reading.notation):
            reading.suppose(says, at, local=passing)
        for says in minimisers(words, *here, at):
            reading.suppose(says, at, local=passing)
        points |= take_extreme_values(reading, words, at, local=passing)
        found: list[Said] = []
        for heard in properties_in(words, *here, at):
            found.append(heard)
            for says in heard.says:
                reading.suppose(says, at, local=passing)
                reading.told.describe(says)
                names = frozenset(heard.names)
                reading.told.described.append(Described(speech.sentences, heard.property, names, says))
        for number in constants(found, reading.notation, at):
            _has_sign(reading, ">", number)
        for op, number in sizes(words, *here, at):
            _has_sign(reading, op, number)
        for member in memberships(words, speech.inline):
            take_declaration(reading, member, SUPPOSED)
        left = passed_over(without_slopes(words), speech.inline, reading.notation, throughout=setting)
        unread = dict[str, dict[str, None]]()
        for said, name in chain(left, unsaid(found)):
            known = said == "smooth" and is_smooth(name, (*reading.scopes.standing, *reading.scopes.given))
            if name not in points and not known and not (points and _OF_POINTS.fullmatch(said)):
                unread.setdefault(said, {})[text_name(name)] = None
                reading.scopes.unread(at, frozenset({name}), said)
        for said, letters in unread.items():
            about = "it" if len(letters) == 1 else "these"
            note = (
                f"what is supposed of {', '.join(letters)} is not read, so that no claim about {about} is called false"
            )
            reading.record.passed_over.append((at, f"{note}: {said}."))
    except UnreadError as error:
        not_heard(reading, error, at)


def take_objective(reading: "Reading", left: list[Token], at: Token) -> None:
    r"""Suppose that a point minimises what a display is about: "the weights $a$ minimise \\[ J(w) = |w|^2 . \\]"."""
    point = of_display(reading.speech.sentence, reading.speech.inline)
    if not point:
        return
    opened = called_from(left)
    says = minimises(point, left[:opened], reading.notation) if opened > 0 else None
    if says is None:
        reading.scopes.unread(at, names_in(point, reading.notation), "what is minimised")
    else:
        reading.suppose(says, at, local=False)


def not_heard(reading: "Reading", error: UnreadError, at: Token) -> None:
    """Note that what a sentence supposes is not read, whatever it says of all that it names."""
    reading.record.problem(error, at)
    reading.scopes.unread(at, frozenset().union(*(names_in(t, reading.notation) for t in reading.speech.inline)))


def _lasts(reading: "Reading") -> None:
    """Suppose for good what is given in a sentence that goes on to define something: "given $c > 0$, define"."""
    speech, scopes = reading.speech, reading.scopes
    about = frozenset[str]().union(*(names_in(tokens, reading.notation) for tokens in speech.inline))
    letters = {says: names_of([says]) for says in scopes.paragraph}
    scopes.assume([says for says, names in letters.items() if names and names <= about])


def _has_sign(reading: "Reading", op: str, number: Any) -> None:
    """Suppose tacitly that a constant is positive, or not negative, where nothing is supposed of it alone."""
    scopes = reading.scopes
    if not any(named(says) == {number} for says in (*scopes.standing, *scopes.tacit, *scopes.given)):
        scopes.assume([ex.related(op, number, 0)], tacit=True)


def sign_of_step(reading: "Reading", content: list[Token], at: Token) -> None:
    r"""Suppose tacitly that a number that words right before it call a step size is positive: "step size $\eta$"."""
    if _STEP_BEFORE.search(reading.speech.sentence.rpartition("⟨")[0]) is None:
        return
    name = full_name(first_side(content), reading.notation)
    meanings = [] if name is None else reading.notation.meaning(name)[:1] or [reading.notation.scalar(name, at)]
    for number in filter(is_number, meanings):
        _has_sign(reading, ">", number)


def meant(reading: "Reading", says: Any, at: Token) -> None:
    """Suppose tacitly that a number is not negative whose square bounds something, as ``E|X|^2 <= s^2`` has it.

    The step size of an iteration is positive. Functions stay open whose arguments are left out.
    """
    reading.scopes.unread(at, of_open_arguments(says, reading.notation), "at which arguments it holds")
    if (step := of_one_step(says)) is not None:
        reading.scopes.unread(at, step[1], f"perhaps for all {step[0]}")
    _perhaps_of_all(reading, says, at)
    body = says.body if isinstance(says, ex.ForAll) else says
    if isinstance(body, ex.Relation) and body.op == "=" and isinstance(body.left, ex.PathValue):
        step_sizes(reading, body.right)
    if isinstance(body, ex.Both) and isinstance(body.args[0], ex.Member):  # a projection of the next point
        for part in filter(lambda part: isinstance(part, ex.Sum), ex.all_parts(body.args[1])):
            step_sizes(reading, part)
    square = body.right if isinstance(body, ex.Relation) and body.op in {"<=", "<", "="} else None
    number = square.args[0] if isinstance(square, ex.Power) and square.args[1] == 2 else None
    ranges = says.ranges if isinstance(says, ex.ForAll) else ()
    bounded = body.left if square is not None and number not in map(ex.range_variable, ranges) else None
    of_any_sign = ex.ScalarSymbol | ex.Value | ex.PathValue | ex.SuppressedValue | None
    if isinstance(number, ex.ScalarSymbol) and not number.is_integer and not isinstance(bounded, of_any_sign):
        _has_sign(reading, ">=", number)


def _perhaps_of_all(reading: "Reading", says: Any, at: Token) -> None:
    """Note of what is supposed of terms with a letter that nothing fixes that it may be meant of all of them."""
    index = index_of_terms(says) if isinstance(says, ex.Relation) and not says.of_dimensions else None
    if index is None or not index.is_integer or reading.scopes.proving or fixes_index(reading.speech, named(says)):
        return
    sequences = {s for s in named(says) if isinstance(s, ex.PathSymbol) and s.discrete}
    names = frozenset(str(symbol.name) for symbol in sequences)
    reading.scopes.unread(at, names, f"perhaps for all {index.name}", [ex.ForAll(says, index)])


def step_sizes(reading: "Reading", following: Any) -> None:
    """Suppose tacitly that a step size is positive, as in ``x_k - eta g_k``, where nothing is said of it."""
    for part in following.args if isinstance(following, ex.Sum) else ():
        scaled = part.args[0] if isinstance(part, ex.Negative) else None
        size = scaled.args[0] if isinstance(scaled, ex.ScaledVector) else None
        if isinstance(size, ex.ScalarSymbol) and not size.is_integer:
            _has_sign(reading, ">", size)


def decomposed(reading: "Reading", at: Token) -> None:
    """Note the factors of what the sentence calls a decomposition, and in an argument what is only some number.

    So it is with where what moves starts, which stands before the display that says how it does.
    """
    sentence, inline = reading.speech.sentence, reading.speech.inline
    vague = reading.scopes.argues and not supposes_claim(sentence)
    some = found_somewhere(sentence, inline, reading.notation) if vague else ()
    about = spoken_of(without_epithets(reading, sentence), inline, reading.notation)
    for said, names in chain(decompositions(in_clauses(sentence, inline), inline, reading.notation), some, about):
        reading.scopes.unread(at, names, said)
    take_starts(reading, at)


def introduce(reading: "Reading", names: list[Token], following: Sequence[Item]) -> None:
    r"""Declare names of which the words around them say what they are: "$d \\times d$ matrices $A, B$"."""
    sentence, inline = reading.speech.sentence.rpartition("⟨")[0].rstrip(), reading.speech.inline
    nouns = reading.notation.nouns.keys()
    parts = [part for part in split(names, ",") if full_name(part, reading.notation) is not None]
    if fixes(sentence, names):  # "suppose that it holds for $k$": no longer for k = 0
        index = ex.ScalarSymbol(names[0].text, integer=True, nonnegative=True)
        reading.scopes.another_case(ex.related(">=", index, 0))
        reading.scopes.assume(list(hypotheses(reading, index, sentence)))
    if reading.speech.mode == SUPPOSED:
        bracketed = [t.text for t in (*names[:1], *names[-1:])] == ["(", ")"]
        alone = split(names[1:-1], ",") if bracketed else parts
        reading.told.lone |= {full_name(part, reading.notation) or "" for part in alone}
    beyond = any(reading.notation.nouns[name].beyond for name in names_in(names, reading.notation) & nouns)
    said = (sentence, inline, *as_sentence(following), reading.notation.dimension)
    found = kind_said(*said) if parts and not beyond else None
    if parts and _ALLOWS.search(sentence.rpartition(" ")[0]) and _GENERAL.search(sentence):
        reading.scopes.renew(names_in(names, reading.notation), said[2], anew=True)
    general = _GENERAL.search(sentence) and "all" not in sentence[-4:] and "any" not in sentence[-4:]
    if parts and (general or (reading.scopes.argues and _ARBITRARY.match(said[2]))):
        reading.scopes.generalised(names_in(names, reading.notation), values=False)
    if parts and _FOR_ALL.search(sentence):
        reading.scopes.goes_over((), names_in(names, reading.notation))
        reading.scopes.generalised(names_in(names, reading.notation), values=True)
    if parts and (_ANEW_AFTER.match(said[2]) or _ANEW_BEFORE.search(sentence)):
        reading.scopes.renew(names_in(names, reading.notation), said[2], anew=True)
        _anything(reading, parts if _ANY_FUNCTION.match(said[2]) else ())
        for part in parts:
            leave_number(reading, full_name(part, reading.notation) or "")
    if parts and _A_NUMBER.match(said[2]):
        reading.scopes.renew(names_in(names, reading.notation), said[2])
        _anything(reading, parts)
    if parts and _OF_A_KIND.match(said[2]):
        reading.scopes.introduces(names_in(names, reading.notation))
    if parts and found is None and _COMPUTED.match(said[2].lstrip()):
        known = (meaning for found in reading.notation.meanings.values() for meaning in found)
        reading.notation.varying |= names_in(names, reading.notation) if any(map(is_chance, known)) else frozenset()
    for declared in [] if found is None else [declaration(part, *found) for part in parts]:
        take_declaration(reading, declared, SUPPOSED)


def _anything(reading: "Reading", parts: Sequence[list[Token]]) -> None:
    """Leave the definition of what may be any other thing from here on: "let $f$ be an arbitrary function"."""
    for part in parts:
        known = reading.notation.meanings.get(full_name(part, reading.notation) or "", ())
        if any(isinstance(meaning, ex.Definition) for meaning in known):
            error = UnreadError(part[0], "this may be anything from here on, and stands for something so far.")
            reading.notation.unread(part, error, error.message, anew=True)


def _on_sets(names: frozenset[str], notation: Notation) -> frozenset[str]:
    """Return the maps among names that go from a set of which only its letter is known: it may be any one."""
    sets = set(notation.abstract.values())
    maps = ((name, m) for name in names for m in notation.meaning(name) if isinstance(m, ex.MapSymbol))
    return frozenset(name for name, m in maps if m.p in sets)


def take_declaration(reading: "Reading", content: list[Token], said: str) -> None:
    """Let names stand for what a sentence says that they are, unless that was declared otherwise."""
    if content in reading.settled and reading.speech.restricts:
        return
    if said != "range" and denies(reading.speech.sentence.rpartition("⟨")[0]):
        reading.leave(denial(content[0], reading.speech), content[0], names_in(content, reading.notation))
        return
    reading.speech.dependent |= bool(reading.speech.ranges) and said != "range"
    untold = said == ASIDE and reading.told.concerns_new(content)
    if said == CLAIMED and (_PICKING.search(reading.speech.sentence) or reading.seen.begins(content[0])):
        said = SUPPOSED  # "any test, that is, numbers $u, v \in [0, 1]$"
    content = without_next_terms(content, reading.notation)
    names = content[: max(find(content, "\\in", *MAPPING), 0)]
    try:
        fresh = reading.notation.copy()
        declared = declare(content, fresh)
        one_term = reading.scopes.proving or fixes_index(reading.speech, frozenset().union(*map(named, declared)))
        of_all = (closed(says, terms=not (one_term and isinstance(says, ex.Member))) for says in declared)
        told = [among_listed(says, reading.notation.listed) for says in of_all]
        comes = [] if any(map(ill_typed, told)) else told
        reading.scopes.unread(content[0], names_in(names, reading.notation) if len(comes) < len(told) else frozenset())
        own = reading.notation.adopt(fresh, reading.directives.places) - reading.directives.places.keys()
        reading.scopes.unread(content[0], _on_sets(own, reading.notation), "on which set it is")
        reading.leaving.declared(own, names_in(names, reading.notation), inside=reading.scopes.inside)
        if said in {SUPPOSED, DEFINED} or untold:
            reading.scopes.anew(names_in(names, reading.notation))
            reading.scopes.renew(names_in(names, reading.notation))
            reading.scopes.introduces(names_in(names, reading.notation))
            reading.scopes.assume(comes, local=reading.speech.local)
            for says in comes:
                reading.told.tell(says)
        elif said != "range" and any(isinstance(part, ex.Member) for says in comes for part in ex.all_parts(says)):
            reading.scopes.unread(content[0], names_in(names, reading.notation), "in which set it is")
    except UnreadError as error:
        if said not in {SUPPOSED, DEFINED, "range"} and not reading.speech.singles_out:
            return
        foreign = is_foreign(content[len(names) + 1 :])
        known = set() if foreign else {*reading.notation.meanings, *reading.notation.likely}
        kept = names_in(names, reading.notation) & known
        reading.scopes.unread(content[0], kept)
        for name in split(names, ",") if not kept else ():
            if is_nameable(name, reading.notation):
                why = f"what {plain(content)} says is not read: {error.message}"
                reading.notation.unread(name, error, why, anew=foreign)


def conclude(reading: "Reading", content: Sequence[Token]) -> None:
    """Hear what a proof says in passing: it may be the contrary of what it has supposed."""
    with suppress(UnreadError):
        for says in assertions(content, reading.notation.copy()):
            reading.scopes.concluded(says)


def leave_number(reading: "Reading", name: str, value: Any = None) -> None:
    """Leave the definition of a letter by a number, "let $a := 3$": it is in doubt from here on.

    Where it gets another ``value`` it is not.
    """
    known = reading.notation.meanings.get(name, [])
    if known and isinstance(known[0], ex.Definition) and not ex.free_symbols(known[0]) and known[0].value != value:
        del reading.notation.meanings[name]
        if value is None:
            reading.scopes.left(name)


def _renumber(reading: "Reading", content: Sequence[Token], place: int) -> None:
    """Leave the number that a letter has been where an equation gives it another one."""
    name = full_name(list(content[:place]), reading.notation) or ""
    if content[place].text != "=" or not all(t.text.isdecimal() or t.text in {".", "-"} for t in content[place + 1 :]):
        return
    speech = reading.speech
    with suppress(UnreadError):
        gives = speech.mode in {SUPPOSED, DEFINED} and (speech.word in _GIVING) and not speech.local
        value = expression(list(content[place + 1 :]), reading.notation)
        known = reading.notation.meanings.get(name, [])
        if known and isinstance(known[0], ex.Definition) and known[0].value != value and (gives or not speech.passing):
            leave_number(reading, name, value if gives else None)


def retract(reading: "Reading", content: Sequence[Token], following: Sequence[Item]) -> bool:
    """Hear what a sentence says to be supposed no longer: "we do not assume $x > 0$ any more", "we allow $x < 0$".

    What is let be in a range is no longer the number that it was: "let $c = 2$. ... Let $c > 0$". Return whether the
    formula only says what is not supposed from here on.
    """
    end_epithets(reading)
    place = find(content, *RELATIONS)
    if reading.speech.lets and place > 0 and content[place].text != "=":
        leave_number(reading, full_name(list(content[:place]), reading.notation) or "")
    if place > 0 and not reading.scopes.proving:
        _renumber(reading, content, place)
    before, after = reading.speech.sentence.rpartition("⟨")[0], as_sentence(following)[0]
    allowed, ended = _ALLOWS.search(before) is not None, False
    if allowed or _NO_LONGER.search(before) or _NOT_NOW.match(after):
        with suppress(UnreadError):
            for says in assertions(content, reading.notation.copy()):
                ended |= reading.scopes.retracted(says, allowed=allowed)
    return ended and not allowed
