"""The words around the mathematics: which of it is supposed, defined or claimed, and for which reason."""

import re
from dataclasses import dataclass, field

from proofcheck.latex.environments import is_list
from proofcheck.latex.heard import Item, Reference, Word
from proofcheck.latex.phrases import (
    ADDING,
    ANNOUNCING,
    CASE,
    CONDITIONING,
    DESCRIBING,
    DOTTED,
    DRAWS_FROM_NAME,
    EMPTY_CONDITION,
    EQUALITY,
    EXAMPLE,
    FOR_NOW,
    FOUND_OUT,
    FROM_START,
    HAS,
    IN_BRACKETS,
    INTRODUCING,
    LISTING,
    LOOKED_FOR,
    MEAN_GIVEN,
    NAMED_ASSUMPTIONS,
    NOTES_NOTATION,
    NOUN,
    OF_RESTRICTED,
    ON_LAST,
    ON_RANGE,
    RESTATES,
    RESTRICTED,
    SET_FIRST,
    SOLVING,
    SUPPOSED_FIRST,
    THROUGHOUT,
    WITHOUT_LOSS,
)
from proofcheck.latex.quantifying import (
    BEFORE_BOUNDS,
    QUANTIFYING,
    WHERE,
    begins_with_quantifier,
    beside,
    first_letter,
    fixes,
    goes_on,
    says_terms,
    speaks_of,
)
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import RELATIONS, words

CLAIMED, SUPPOSED, DEFINED, ASIDE = "claimed", "supposed", "defined", "aside"

SUPPOSING = words(
    "suppose assume assuming if when under let consider given fix whenever supposing provided choose pick"
)
_LOCAL = words("if when assuming supposing whenever provided given choose pick")
"""Words that suppose something for a sentence or a paragraph, not for the rest of a text."""
_PASSING = words("if when whenever every substituting plugging inserting")  # for a paragraph, wherever they stand
DECLARING = words("let with where")
"""Words that say of a term of a sequence what all of them are: "let $\\eta_k > 0$"."""
_CONDITIONAL = words("if when under given whenever provided as")
_PRONOUNS = words("this it we one they these")
_CONTINUING = words("and or for with where such that i if when all any both")
_ADJECTIVES = words(
    "symmetric positive nonnegative non-negative invertible nonsingular orthogonal nonempty closed bounded compact "
    "convex differentiable smooth independent strictly strongly both all each not"
)
"""Words that say more of what was named before a comma: "given a matrix $K$, symmetric and positive definite"."""
_MAIN = words(
    "the this these those we there it its our let every each one such any is are has have can may will satisfies by"
)
"""Words that begin a main clause after a list of what is given: "given $x$, the sum is"."""
_NAMING = words("writing denoting defining letting")
"""Words that name something before the main clause: "Writing $A = K + I$, the trace is ..."."""
_DEFINING = words("define redefine denote set write put introduce abbreviate") | _NAMING
_CLAIMING = words(
    "then have has obtain obtains get holds conclude show shows prove proves yields gives implies follows hence thus "
    "therefore note observe claim bound deduce see consequently arrive find leads becomes satisfies satisfy compute "
    "estimate establish rewrite"
)
_STATING = words("then have holds conclude obtain get hence thus therefore consequently follows implies show prove")
"""Words after which a statement says what it claims, and introduces nothing."""
_LOOSENING = words("then hence thus therefore consequently")  # end a supposition
_ASIDES = words("since because where by from using via with as applying combining thanks due recall recalling")
_BOUNDED_BY = re.compile(r"\bbounded (?:(?:from )?(?:below|above) )?by\Z", re.IGNORECASE)
_DRAWN = words("hence thus therefore consequently so combining conclude")  # a claim from what stands before it
_REWRITING = re.compile(r"\b(can|may|could|also|equivalently) (be )?(write|written|put)\Z", re.IGNORECASE)
"""What can be written so follows from what stands before it."""
_IT_IS_ASSUMED = re.compile(rf"\bit is (?:\w+ )?(?:assumed|supposed)\Z|{FROM_START}", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"\b(it is (?:\w+ )?assumed|let|suppose|assume|if|given|under|consider|where|write)\b|"
    r"^\W*here,? ⟨\d+⟩ (?:is|are|denotes?)\b|^\W*(?:fix|take) ⟨|^\W*when(?:ever)?\b",
    re.IGNORECASE,
)
_OPENING = words(
    "we this these those it there our since thus hence therefore consequently now note observe recall so let suppose "
    "assume consider define denote by using substituting plugging inserting taking setting putting combining applying "
    "summing adding rearranging multiplying dividing integrating differentiating moreover furthermore however "
    "similarly finally next first second clearly again if for when as because from in to after"
)
"""Words that begin a sentence, as no other one of their kind does with a capital letter."""
_DENOTES = re.compile(r"\bdenoted?\b", re.IGNORECASE)
_FINDING = re.compile(r"\b(there (exists?|is|are)|one can find|we can find|for some)\b", re.IGNORECASE)
_OVER = re.compile(r" for (?:all|any|every|each)?(?: [a-z]+)?(?: ⟨\d+⟩,?(?: and)?)+$")
"""What a quantifier ranges over, at the end of what is said."""
_HOLDS = re.compile(r"⟨ref⟩|\b(?:is|are|has|have|holds?|satisf\w+)\b")
_MAIN_VERB = re.compile(
    r"^(?! (?:and|or|where|with)\b).* (?:has|have|satisf(?:y|ies)|obeys?|fulfil\w*|gives?|yields?)$"
)
"""The end of a main clause whose verb stands before a display: "if f is smooth, the iteration satisfies"."""
_REPORT = re.compile(r"\b(simulations?|experiments?|numerically|our (runs?|sizes?|data))\b", re.I)
_REASONING = re.compile(
    r"\b(by|using|from|since|because|via|combining|applying|due to|thanks|invoking|follows|applies|implies|uses)\b",
    re.IGNORECASE,
)
_ABBREVIATIONS = words("al ie iid e.g cf resp eq eqs fig thm lem prop sec w.r.t a.s a.e i.i.d vs etc no")
_ALTERNATIVES = re.compile(
    r"\b(?i:(?:one|some|either|any|none|not all) of the following\b|following\b[^.]*\bequivalent\b|"
    r"tfae\b|alternatives?\b|consider (?:now )?the (?:following )?(?:[a-z]+ )?"
    r"(?:statements|assertions|claims|propert\w+)\W*\Z)"
)
_LONGEST = 2_000
DISPLAY = "⟨display⟩"
"""What stands in a sentence for displays between its words."""


@dataclass(slots=True)
class Speech:
    """What is being said: it is heard word by word, displays included.

    Attributes:
        default: what mathematics is where nothing is said about it.
        mode: what the mathematics to come is.
        word: the word that said so.
        local: whether what is supposed holds for the paragraph alone.
        sentence: the sentence so far, mathematics as ⟨0⟩, ⟨1⟩, ...
        inline: that mathematics.
        ranges: what "for all" ranges over, where it was said before what it is about.
        labels: what the sentence refers to.
        draws: whether it draws a conclusion from what stands before.
    """

    default: str = CLAIMED
    mode: str = CLAIMED
    word: str = ""
    local: bool = False
    sentence: str = ""
    inline: list[list[Token]] = field(default_factory=list)
    ranges: list[list[Token]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    draws: bool = False
    quantifying: bool = False
    before: str = ""
    """The sentence before."""
    inline_before: list[list[Token]] = field(default_factory=list)
    """Its mathematics."""
    defining: bool = False
    """Whether a definition is open."""
    alternatives: bool = False
    """Whether a list is open of which not all need hold: "one of the following", "the following are equivalent"."""
    labels_before: list[str] = field(default_factory=list)
    """What it refers to."""
    conditions: int = 0
    """How often something was supposed in passing so far."""
    aside: int = -1
    """The last formula that an aside supposed."""
    sentences: int = 0
    """How many sentences have begun."""
    dependent: bool = False
    """Whether something is named after a quantifier: "for each x there is a y with" says nothing of one y for all x."""
    awaits: str = ""
    """The condition that stands after the formula that was heard last, in a display or in words."""

    items: int = 0
    """How many items of lists have begun."""
    item: int = 0
    """Which one is open; none is 0."""

    def closes(self, environment: str) -> None:
        """Hear that an environment ends."""
        if is_list(environment):
            self.alternatives, self.item = False, 0

    def begin(self, default: str | None = None) -> None:
        """Begin a sentence; in a part of the text in which mathematics is something else by default, if said so."""
        if self.sentence:
            self.before, self.inline_before, self.labels_before = self.sentence, self.inline, self.labels
        self.sentences += 1
        self.default = default or self.default
        self.mode, self.word, self.local = self.default, "", False
        self.sentence, self.inline, self.ranges, self.labels = "", [], [], []
        self.draws, self.quantifying, self.dependent, self.aside, self.awaits = False, False, False, -1, ""

    def hear(self, item: Item, *, ranging: bool = False) -> str:
        """Hear a word, mathematics (``ranging`` over its own) or a reference; return what it is, ``range`` included."""
        if isinstance(item, Word):
            if item.at.text == "\\item":
                self.item = self.items = self.items + 1
            self._word(item)
            return ""
        if isinstance(item, Reference):
            self.labels += item.labels
            self._add("⟨ref⟩")
            return ""
        related = any(t.text in RELATIONS or t.text == "\\in" for t in item.tokens)
        if related and CASE.fullmatch(self.sentence if self.sentence.strip() else self.before):
            self._turn(SUPPOSED, "if")
        fresh = bool(QUANTIFYING.search(self.sentence)) and not fixes(self.sentence, item.tokens)
        if (before := WHERE.search(self.sentence)) is not None and fresh:
            fresh = speaks_of(item.tokens, self.inline[int(before[1])]) and not says_terms(item.tokens)
        fresh &= not (self.mode == SUPPOSED and self.inline and beside(self.sentence, item.tokens, self.inline[-1]))
        fresh &= (related or not self.sentence.lower().endswith(BEFORE_BOUNDS)) and self.word != "find"
        fresh |= begins_with_quantifier(item.tokens)
        fresh |= self.sentence.lower().endswith("after") and related and self.mode != SUPPOSED
        more = goes_on(item.tokens, self.sentence, self.inline, supposing=self.mode == SUPPOSED, ranging=ranging)
        quantified = fresh or (self.quantifying and more)
        if self.sentence.endswith(",") and self._under_named(self.sentence.lower().rpartition("under ")[2]):
            self._turn(CLAIMED, "under")
        self._add(f"⟨{len(self.inline)}⟩")
        self.inline.append(item.tokens)
        self.quantifying = quantified
        if quantified:
            self._end_ranges(item.tokens)
            self.ranges.append(item.tokens)
            return "range"
        return self.mode

    def _end_ranges(self, tokens: list[Token]) -> None:
        """End what a letter ranged over where something was said of that, and it ranges over something else now."""
        if len(self.inline) > 1 and self.inline[-2] not in self.ranges:
            letter = first_letter(tokens)
            self.ranges = [other for other in self.ranges if letter is None or first_letter(other) != letter]

    def begins_with(self, word: str) -> bool:
        """Whether a word with a capital letter begins a sentence, after a display or the full stop of "r.v.s."."""
        return word[:1].isupper() and word.lower() in _OPENING and self.sentence.endswith((DISPLAY, "."))

    def pass_display(self) -> None:
        """Hear that a display stands here, after which the sentence goes on: no range of what comes before it does."""
        self.quantifying = False
        if not self.sentence.endswith(DISPLAY):
            self._add(DISPLAY)

    @property
    def exemplifies(self) -> bool:
        """Whether the sentence gives an example: what a letter is there says nothing of it elsewhere."""
        return EXAMPLE.search(self.sentence) is not None

    @property
    def adds(self) -> bool:
        """Whether the sentence has just said that more is supposed than in another statement, or the same."""
        return ADDING.search(self.sentence) is not None

    @property
    def reports(self) -> bool:
        """Whether the sentence tells of an experiment: the numbers that it was made with are claimed by nobody."""
        return _REPORT.search(self.sentence) is not None

    @property
    def announced(self) -> bool:
        """Whether what comes, or an item of it, is what conditions were said for: "if $n > 2$, the following hold"."""
        return ANNOUNCING.search(self.sentence if "⟩" in self.sentence else self.before) is not None

    @property
    def states(self) -> bool:
        """Whether a word right before says that what comes is claimed: "then", "we have", or a colon."""
        said = self.sentence.rpartition("⟩")[0].rstrip(" ⟨0123456789")
        return self.word in _STATING or said.endswith(":")

    @property
    def sets_the_scene(self) -> bool:
        """Whether the sentence says how things are, and draws or shows nothing: "the loss f is convex"."""
        has = self.word in {"has", "have"} and HAS.search(self.sentence) is not None
        plainly = self.mode in {CLAIMED, ASIDE} and (has or self.word in {"", ",", "with", "where"}) and not self.draws
        return plainly and not self.exemplifies and FOUND_OUT.search(self.sentence) is None

    @property
    def concludes(self) -> bool:
        """Whether a condition stands before mathematics that comes next and is claimed under it: "if x > 0, ..."."""
        if self.word not in _CONDITIONAL:
            return False
        said = _OVER.sub("", self.sentence.lower().rpartition(f"{self.word} ")[2])
        formulas = (self.inline[int(number)] for number in re.findall(r"⟨(\d+)⟩", said))
        related = any(t.text in RELATIONS for tokens in formulas for t in tokens)
        clause, comma, main = said.rpartition(",")
        over = bool(comma) and (related or _HOLDS.search(clause) is not None or self._under_named(clause))
        if over and main.strip() == "and" and self._condition_comes_late:
            return True
        return over and (not main.strip() or _MAIN_VERB.search(main) is not None)

    def _under_named(self, clause: str) -> bool:
        """Whether a clause only names what was supposed before: "under the above assumptions"."""
        return self.word == "under" and NAMED_ASSUMPTIONS.search(clause) is not None

    @property
    def claims_again(self) -> bool:
        """Whether a formula stands after a claim and its condition: it is a claim again if it has its own."""
        joined = self.sentence.rpartition("⟨")[0].endswith((" and ", ","))
        return joined and self.word in _CONDITIONAL and self._condition_comes_late

    @property
    def _condition_comes_late(self) -> bool:
        """Whether something was said before the condition: "the step is s if x > 0, and ..." goes on to claim."""
        before = self.sentence.lower().rpartition(f"{self.word} ")[0]
        return "⟩" in before and _HOLDS.search(before) is not None and not _SUPPOSES.match(before.strip())

    @property
    def solved(self) -> list[Token] | None:
        """What is said to solve or satisfy the mathematics that comes next, as in "the estimator b satisfies"."""
        found = SOLVING.search(self.sentence)
        return None if found is None else self.inline[int(found[1])]

    @property
    def finds(self) -> bool:
        """Whether the sentence says that something exists."""
        return bool(_FINDING.search(self.sentence))

    @property
    def presents(self) -> bool:
        """Whether the words right before say that what comes is what is looked at: "take the equation", "such that".

        Or what an aside says of something new: "where $s$ is ..., that is,".
        """
        restates = self.mode == ASIDE and self.word in DECLARING and RESTATES.search(self.sentence) is not None
        return restates or INTRODUCING.search(self.sentence) is not None

    @property
    def restricts(self) -> bool:
        """Whether the last formula is the condition of the one right before it: "let $x \\ge 0$ if $y \\ge 0$"."""
        return any(pattern.search(self.sentence) for pattern in (ON_LAST, ON_RANGE))

    @property
    def describes(self) -> str:
        """The word for it that what comes holds of what was just named, "where $g$ satisfies", or is a condition."""
        return "where" if DESCRIBING.search(self.sentence) else "under" * bool(CONDITIONING.search(self.sentence))

    @property
    def reason(self) -> str:
        """The part of the sentence that gives a reason; empty where none does."""
        found = _REASONING.search(self.sentence)
        return self.sentence[found.start() :] if found else ""

    def _add(self, text: str) -> None:
        if len(self.sentence) < _LONGEST:
            self.sentence += text if text in {",", ".", ";", ":", ")"} else f" {text}"

    def _word(self, item: Word) -> None:
        said = item.text.lower()
        if said == "." and not self.abbreviated:
            self.begin()
            return
        if said not in {",", "and", "in"}:
            self.quantifying = False
        if said == ";":
            self.ranges = []
        self._add(item.text)
        self.sentence = DOTTED.sub(lambda found: re.sub(r"\W", "", found[0]), self.sentence)
        self.draws |= said in _DRAWN
        concludes = _REWRITING.search(self.sentence)
        names = said in _DEFINING and not concludes and not NOUN.search(self.sentence)
        if NOTES_NOTATION.search(self.sentence):
            names, said = True, "writing"
        drawn = DRAWS_FROM_NAME.search(self.sentence) if self.mode == DEFINED else None
        if WITHOUT_LOSS.search(self.sentence):
            self._turn(SUPPOSED, "assume")
        elif re.search(r"\bas (long|soon) as$|^ (if|when|whenever)$", self.sentence, re.IGNORECASE):
            self._turn(SUPPOSED, said)
            self.local = True
        elif RESTRICTED.search(self.sentence):
            self._turn(SUPPOSED, "every")
            self.local = True
        elif names:
            self._turn(DEFINED, said)
        elif drawn is not None and any(t.text in RELATIONS for t in self.inline[int(drawn[1])]):
            self._turn(CLAIMED, said)
        elif self.word == "if" and EMPTY_CONDITION.search(self.sentence):
            self._turn(self.default, said)
            self.local = False
        elif _IT_IS_ASSUMED.search(self.sentence):
            self._turn(SUPPOSED, "assume")
        elif LOOKED_FOR.search(self.sentence):
            self._turn(SUPPOSED, "find")
        elif self.mode == DEFINED and self.word in _NAMING and self._goes_on(said):
            self._turn(self.default, said)
        elif (self.mode == SUPPOSED and (said in _LOOSENING or self._supposed_first)) or self._set_first:
            self._turn(CLAIMED, said)
        elif self.mode == SUPPOSED and said == ")" and IN_BRACKETS.search(self.sentence):
            self._turn(self.default, said)
        elif self.mode == SUPPOSED and self.sentence.lower().endswith(" and let"):
            self._turn(SUPPOSED, "let")
        elif self.mode == SUPPOSED and not (said in SUPPOSING and self._goes_on(said)):
            if self._begins_main_clause(said):
                self._turn(CLAIMED, said)
        elif EQUALITY.search(self.sentence):
            self._turn(ASIDE, "equality")
        elif said in SUPPOSING and MEAN_GIVEN.search(self.sentence) is None:
            self._turn(SUPPOSED, said)
            self.local = said in _LOCAL
        elif said == "that" and self._restricts():
            self._turn(SUPPOSED, "such")
            self.local = True
        elif said in _ASIDES and self.mode != DEFINED and _BOUNDED_BY.search(self.sentence) is None:
            self._turn(ASIDE, said)
        elif (said in _CLAIMING and not self.sentence.endswith(("this note", "what follows"))) or concludes:
            self._turn(CLAIMED, said)
        elif self.mode == ASIDE and (self._goes_on(said) if self.word == "where" else said == ","):
            self._turn(self.default, said)
        self.local |= self.mode == SUPPOSED and FOR_NOW.search(self.sentence) is not None

    @property
    def _set_first(self) -> bool:
        """Whether a colon stands after values that a sentence gives."""
        given = self.mode == DEFINED and SET_FIRST.search(self.sentence) is not None
        return given and any(t.text == "=" for t in self.inline[-1])

    @property
    def _supposed_first(self) -> bool:
        """Whether a colon stands after the one formula that a sentence supposes."""
        found = SUPPOSED_FIRST.match(self.sentence)
        return found is not None and any(t.text in RELATIONS for t in self.inline[-1])

    @property
    def lists_alternatives(self) -> bool:
        """Whether a list that comes is of what need not hold together."""
        return _ALTERNATIVES.search(self.sentence or self.before) is not None

    @property
    def lists_hypotheses(self) -> bool:
        """Whether a list that comes is of what is supposed: "the following holds throughout"."""
        return LISTING.search(self.sentence or self.before) is not None

    @property
    def speaks_of_names(self) -> bool:
        """Whether the sentence may suppose something of names in words."""
        says = self.mode in {SUPPOSED, CLAIMED, DEFINED} and _SUPPOSES.search(self.sentence)
        return bool(says or _DENOTES.search(self.sentence))

    @property
    def lets(self) -> bool:
        """Whether the sentence speaks of letters anew."""
        return self.mode == SUPPOSED and self.word == "let"

    @property
    def singles_out(self) -> bool:
        """Whether the last formula says of which things the sentence speaks: "every ⟨x in C⟩"."""
        return re.search(r"\b(every|any|each|all|some|an?)\b[^⟨⟩.]*⟨\d+⟩\W*\Z", self.sentence, re.I) is not None

    @property
    def lasting(self) -> bool:
        """Whether the sentence supposes something for good."""
        return THROUGHOUT.search(self.sentence) is not None

    @property
    def passing(self) -> bool:
        """Whether what is supposed is so for the paragraph alone, in a proof too."""
        return not _PASSING.isdisjoint([self.word, *self.sentence.lower().split()[: self.mode != SUPPOSED]])

    def _begins_main_clause(self, said: str) -> bool:
        """Whether a word ends a supposition: "If x > 0, the sum is", "Suppose x > 0, we have"."""
        if self.sentence.lower().endswith(f"{DISPLAY} {said}") and said not in _CONTINUING:
            return self.word == "under" or (self.word in _CONDITIONAL | {"assuming"} and said in _PRONOUNS)
        if re.search(r"[,⟩] we (have|obtain|get|conclude|find|see)$", self.sentence):
            return not self._only_ranges
        if self.word == "every":
            return OF_RESTRICTED.search(self.sentence) is not None
        if self.word not in _CONDITIONAL:
            return False
        return self._goes_on(said) or bool(re.search(r"(?<!\bif )(?<!\bwhen )\bwe \w+$", self.sentence, re.IGNORECASE))

    @property
    def _only_ranges(self) -> bool:
        """Whether nothing but ranges was supposed so far: "suppose that for all x we have" supposes what comes."""
        supposed = re.split(r"\b(?:suppose|assume|assuming|let|if)\b(?: that)?", self.sentence.lower())[-1]
        return bool(self.ranges) and len(self.ranges) == supposed.count("⟨")

    def _restricts(self) -> bool:
        """Whether "such that" says more of what is looked at: nothing is claimed so far, said to exist, or a range."""
        claims = self.mode == DEFINED or (self.mode == CLAIMED and self.word in _CLAIMING)
        elsewhere = claims or self.finds or QUANTIFYING.search(self.sentence)
        return self.sentence.endswith("⟩ such that") and not elsewhere

    def _goes_on(self, said: str) -> bool:
        """Whether a word stands after a formula and a comma, and begins no further formula."""
        after = bool(re.search(r"⟩ ?, [\w-]+$", self.sentence)) and said not in _CONTINUING
        return after and not (self.word == "given" and said not in _MAIN | _CLAIMING) and said not in _ADJECTIVES

    def _turn(self, mode: str, word: str) -> None:
        self.conditions += mode == SUPPOSED and self.mode != SUPPOSED and word in _PASSING
        self.mode, self.word = mode, word

    @property
    def abbreviated(self) -> bool:
        """Whether a full stop that comes ends an abbreviation."""
        last = self.sentence.rpartition(" ")[2].lower()
        return last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "a")
