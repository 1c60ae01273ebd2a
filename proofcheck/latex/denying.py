"""Words that deny, doubt or restrict what a formula or a property says, so that it is neither supposed nor claimed.

"We do not assume that f is convex", "unless $a > 0$", "$a > 0$ fails", "$a > 0$ or $b > 0$", "almost convex": who takes
the formula or the property alone proves something else than what is written.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.belonging import restricted_after, restricted_before
from proofcheck.latex.complements import in_clauses
from proofcheck.latex.heard import Inline, Item, Word, as_sentence, words_after
from proofcheck.latex.hedging import guessed, without_range
from proofcheck.latex.phrases import NOTES_NOTATION, SOLVING, TO_SOLVE, is_contrary
from proofcheck.latex.plainly import names_assertion, of_the_contrary, plainly_supposed
from proofcheck.latex.source import DIGIT, LETTER, SPACE, Token, UnreadError
from proofcheck.latex.speech import ASIDE, CLAIMED, DECLARING, DEFINED, SUPPOSED, Speech
from proofcheck.latex.vocabulary import INDICES, RELATIONS, words

_SUPPOSED_AS = (
    r"(?: (?:the|this|that|an?|any|our|of|additional(?:ly)?|for|assum\w+|requir\w+|suppos\w+|impos\w+|using|having|"
    r"hypothes[ei]s|conditions?|constraints?|restrictions?|claims?|bounds?|inequalit\w+|statements?|it|is|holds?|true|"
    r"necessarily))*"
)
_BEFORE = re.compile(
    r"\b(?:not|never|cannot|hardly|no longer)(?: (?:necessarily|always|even|in general))? (?:be )?"
    r"(?:true|the case|known|guaranteed|assumed?|assuming|supposed?|required?|need(?:ed)?|imposed?|expect(?:ed)?|"
    rf"imply|implied|follow|mean|hold){_SUPPOSED_AS}(?: to have)?\s*\Z|"
    r"(?:\b(?:without|dropping|relaxing|removing|lifting|weakening|instead of|rather than|unlike|unless|neither|"
    r"whether(?: or not)?|even (?:if|when|though)|only (?:if|when)|false|wrong|untrue|were (?:true|the case))"
    rf"|⟨\d+⟩,? nor){_SUPPOSED_AS}\s*\Z|"
    r"\b(?:tempting|(?:might|may|could|would) (?:hope|think|expect|guess|believe|be led))\b"
    rf"(?: to \w+)?{_SUPPOSED_AS}(?: to have)?\s*\Z|"
    r"\b(?:not (?:both|all)|(?:at (?:least|most) |exactly |only |(?:any|all) but )?one of|impossible|absurd|"
    rf"except(?:ing)?|apart from|other than|excluding){_SUPPOSED_AS}(?:(?: when| if)?(?: ⟨\d+⟩,?(?: and| or)?)*)\s*\Z|"
    r"\b(?:unclear|unknown|undecided|open|unsure|doubtful|immaterial|irrelevant) (?:if|whether|when)\s*\Z|"
    r"\bno (?:further |other )?(?:assumptions?|conditions?|restrictions?|hypothes[ei]s|requirements?) "
    r"(?:such as|like|of the form|as)\s*\Z|"
    r"\b(?:customary|common|usual|standard|conventional) to (?:assume|suppose|require|impose|take)(?: that)?\s*\Z|"
    r"\b(?:breaks? down|fails?|(?:does|do) not (?:apply|work|extend))(?: [a-z]+)? (?:for|if|when|at)\s*\Z|"
    r"\b(?:exclud\w*|rul(?:e|es|ing) out|disregard\w*|discard\w*|omit\w*|set(?:ting)? aside) (?:the )?(?:[a-z]+ )?"
    r"(?:cases?|situation|possibility|event|regime)(?: (?:that|of|when|where))?\s*\Z|"
    r"\bwe (?:say|call)(?: that)?\s*\Z|\b(?:such that|that|if|with|and|but|be) not\s*\Z|"
    r"^\W*(?:in|for|after) (?:section|chapter|appendix|theorem|lemma)s? (?:⟨ref⟩|[\dA-Z]+),?\s*\Z|"
    r"^\W*from (?:section|chapter|appendix) (?:⟨ref⟩|[\dA-Z]+) on(?:wards?)?,?\s*\Z|"
    r"^\W*in the (?:next|previous|preceding|last|following|final) (?:sub)?(?:section|chapter|part),?\s*\Z|"
    r"\bone of the following\b[^.]*\Z|\bnot such that\s*\Z|\bresp(?:ectively)?\.?,?\s*\Z|"
    r"⟩,? \( ?(?:or|and not|but not|as opposed to|not)(?: of)?\s*\Z|\bas opposed to\s*\Z|"
    r"\b(?:necessary|sufficient)(?: conditions?)? for(?: that)?\s*\Z|"
    r"\bcondition for ⟨\d+⟩(?: to hold)? is(?: that)?\s*\Z|\bjust in case\s*\Z|"
    r"⟩ (?:always )?(?:implies|entails|contradicts|excludes|rules out|precludes|is (?:weaker|stronger) than|"
    r"is (?:incompatible|inconsistent) with)(?: that)?\s*\Z|⟩,? and ⟨\d+⟩ (?:exclude|contradict)\b|"
    r"\bcannot (?:be|happen|occur)(?: the case)?(?: that)?\s*\Z|"
    r"\b(?:nowhere|never|nobody|no one|at no (?:point|time|stage)|no need|not (?:need|have|want|wish|like)|refrain|"
    r"avoid|mistake|error|fallacy|refuse|would like|(?:would|might|may|could) be (?:nice|tempting|wrong|easy))"
    rf"\b[^⟨⟩.,;]*\b(?:assum|suppos|requir|impos|let|tak|hav|consider)\w*{_SUPPOSED_AS}\s*\Z|"
    r"\b(?:in contrast to|unlike|as opposed to|compared (?:to|with)|differently from)\b[^⟨⟩.;]*"
    r"\b(?:where|with|which|assum\w+|requir\w+)(?: that)?\s*\Z|"
    r"\b(?:later|in (?:the )?(?:next|previous|preceding|last|following) (?:sub)?(?:section|chapter|part|paper)|"
    r"in (?:the )?(?:appendix|supplement\w*)|(?<!as )(?:in|for) "
    r"(?:section|chapter|appendix|part|theorem|lemma|proposition|corollary)s? (?:⟨ref⟩|[\dA-Z]+))"
    r"\b[^⟨⟩;]*\b(?:assum|suppos|requir|impos|let|tak|consider)\w*"
    rf"{_SUPPOSED_AS}\s*\Z|"
    r"\b(?:later(?: on)?|afterwards|in (?:the|our|all) (?:[a-z]+ )?(?:experiments?|simulations?|plots?|figures?))\b"
    r"[^⟨⟩.;]*\Z|"
    r"\bwould (?:then )?(?:imply|mean|give|yield|force|lead to|follow|have|get|obtain|conclude)(?: that)?\s*\Z|"
    r"\bif [^⟨⟩.;]*, [^,.;]*\bwould (?:then |also )?(?:be|become)\b[^⟨⟩.;]*,? i ?\.? ?e ?\.?,?\s*\Z|"
    r"\b(?:possibly|perhaps|maybe|potentially|typically|usually|often|sometimes|ideally|normally|say|e ?\. ?g|"
    r"for (?:instance|example))\b(?: ?[,.])*(?: (?:with|when|where|if|as))?,?\s*\Z|"
    r"^\W*(?:(?:but|however|of course|in general),? )*(?:not (?:every|all|each|any)|no(?! matter\b)|none|neither|few)\b"
    r"[^.;]*⟨\d+⟩[^.;⟨⟩]*\b(?:satisf(?:y|ies)|has|have|obeys?|fulfil\w*)\s*\Z|"
    r"\b(?:there (?:is|are|exists?|can be) no|for no)\b[^⟨⟩.;]*(?:⟨\d+⟩,? (?:with|such that|for which|satisfying|has|"
    r"satisfies)\s*)?\Z",
    re.IGNORECASE,
)
"""What denies or doubts the formula, or what is said of the name, that comes next."""
_WHERE = r"(?:where|with|that|such that|on which|in which|for which|when|satisfying)"
_PART_OF_NOUN = re.compile(
    rf"\b(?:the|this|that|each|every) (?:[a-z]+ )?(?:(?:(?:sub)?sets?|regions?|events?|notation|symbol)"
    rf"(?: (?:of|all|those|points?|numbers?|values?|⟨\d+⟩))*(?:,? {_WHERE})?|"
    rf"(?:probability|chance|fraction|proportion|indicator|number of)(?: (?:[a-z]+|⟨\d+⟩)){{0,3}}? {_WHERE})\s*\Z|"
    r"\b(?:defin|describ|introduc|consider|denot)\w* (?:the|an?|our) (?:[a-z-]+ ){0,2}?"
    r"(?:(?:sub)?sets?|regions?|domains?|class|cones?|half-?spaces?|balls?|sets?|events?|interval)(?: ⟨\d+⟩)? "
    r"(?:by|through|via|(?:given|defined|described) (?:by|through))\s*\Z|"
    rf"^\W*(?:points|numbers|vectors|values|those|indices)(?: ⟨\d+⟩)? {_WHERE}\s*\Z|"
    r"\b(?:(?:look|search)(?:s|ing)? for|seeks?|is to find)\s*\Z|"
    r"\b(?:be|is|equals?) ⟨\d+⟩,? (?:if|when|whenever)\s*\Z|"
    r"\b(?:stops?|terminates?|halts?|repeats?|continues?)\b[^⟨⟩.;]*\b(?:if|when|as soon as|once|until|while)\s*\Z|"
    r"\b(?:suppos\w*|if(?: only)?) (?:we|one|you) (?:knew|had|could|were able to|managed to)(?: \w+)?(?: that)?\s*\Z|"
    r"\bwould (?:suffice|be enough)(?: to \w+)?(?: that)?\s*\Z",
    re.IGNORECASE,
)
"""What says of a formula that it only says what something is called, contains or waits for: "the set where"."""
_CHOSEN_FIRST = re.compile(
    r"⟨(\d+)⟩ (?:be|is|denotes?) the (?:smallest|largest|first|last|least|greatest|minimal|maximal)\b[^.;]*"
    r"\b(?:with|such that|for which|where)\s*\Z",
    re.IGNORECASE,
)
"""What says of a letter that it is the first one of which the formula that comes holds."""
_OTHERS = re.compile(
    r"\b(?:(?:[Tt]hey|[Aa]uthors?|et al\.?|[Oo]thers|[Ll]iterature|[Ii]n(?: \d+,?(?: and)?)* it is|"
    r"(?:[Pp]revious|[Pp]rior|[Ee]arlier|[Rr]elated|[Mm]ost|"
    r"[Mm]any|[Ss]everal|[Oo]ther|[Ee]xisting|[Cc]lassical|[Rr]ecent)(?: [a-z-]+)? "
    r"(?:papers?|works?|articles?|analys[ei]s|results?|proofs?|approach(?:es)?))(?: (?!we\b|us\b|let\b)\w+,?){0,3}? "
    r"(?:assum|suppos|requir|impos|let|tak|consider|stud[yi]|treat)(?:e[sd]?|ing|ers|s|ed)?|"
    r"(?!It|This|That|The|[A-Z][a-z]*(?:em|ma|ion|ry)\b)[A-Z][a-z]+(?: and [A-Z][a-z]+)? (?:assum|suppos|impos)es|"
    r"[A-Z][a-z]+ and [A-Z][a-z]+ (?:assume|suppose|impose)d?)"
    rf"{_SUPPOSED_AS}(?: to have)?\s*\Z"
)
"""What says that others suppose what comes next: "Smith et al. assume that"."""
_AFTER = re.compile(
    r"^(?!,? ?which (?:implies|entails|means?|is called|is (?:[a-z]+ )?(?:a )?(?:necessary|sufficient))\b)"
    r"(?:,? ?which| itself| also| then| always| ever)?"
    r" ?(?:otherwise|else|(?:does|do|did|need|can|may|might|will|would) ?not (?:always |even |necessarily |"
    r"in general |both |all |simultaneously )*(?:hold|be|occur|happen|necessarily)|"
    r"eventually|asymptotically|in the limit|infinitely often|(?:almost |surely )?everywhere but|"
    r"(?:almost |surely |both |all )*fails?\b(?! to be)|"
    r"for no|just in case|implies|entails|we mean|means?|is called|"
    r"(?:is|are) (?:[a-z]+ )?(?:a )?(?:necessary|sufficient)|"
    r"(?:exactly|precisely|only|solely|just) (?:for|if|when|on|at|where|in)|"
    r"(?:contradicts?|excludes?|precludes?|rules? out)|is (?:stronger|weaker|incompatible|inconsistent)|"
    r"is (?:in general |always )?(?:no longer|never|rarely|seldom|hardly ever|"
    r"not (?:always |generally |necessarily |in general |universally |everywhere )*(?:true|satisfied|"
    r"the case|possible|valid|fulfilled|assumed|required|needed|necessary|guaranteed)|false|wrong|untrue|violated|"
    r"impossible)|no longer|almost never|only (?:if|when)|"
    r",? ?(?:for|with) (?:(?:all )?(?:sufficiently|large|small)|almost all|an? (?:suitable|certain))|"
    r",? ?unless|,? ?except|,? ?even (?:if|when|though|without))\b",
    re.IGNORECASE,
)
"""What denies or restricts the formula that stands before it."""
_NOT_TOGETHER = re.compile(
    r"^(?:,? ?(?:and|or)? ⟨\d+⟩)+ (?:(?:(?:can|do|may|must|are) ?not|never) (?:both|all|simultaneously)|"
    r"(?:mutually )?(?:exclude|contradict)|are (?:mutually )?(?:exclusive|incompatible|contradictory|inconsistent))\b",
    re.IGNORECASE,
)
"""What denies that a formula holds beside those that come next."""
_HEDGED_AFTER = re.compile(
    r"^(?: (?:holds?|is (?:true|satisfied|valid)))?,? ?(?:(?:only )?(?:approximately|roughly|asymptotically|"
    r"eventually|on average)\b|up to\b|mod(?:ulo)?\b|"
    r"in (?:expectation|distribution|probability|mean|the (?:mean|limit))\b|to (?:first|second|leading|lowest) order\b|"
    r"with (?:\w+ )?probability\b(?! one\b(?! half))|"
    r"along (?:an?|some|the) (?:[a-z]+ )?(?:subsequence|sequence)|"
    r"(?:for|at|in|after|on)(?: (?:all|every|any|each))? (?:most|many|several|(?:in)?finitely many|even|odd|large|"
    r"small|arbitrarily (?:large|small)|but|(?:an?|some) (?:[a-z]+ )?(?:subsequence|subset)|"
    r"at least (?:half|two|some)|"
    r"almost (?:all|every)|(?:exactly |at least )?one|this|that|our|the (?:given|same|chosen|first|last|current|"
    r"next|final)|"
    r"(?:second|third|other|(?:un)?successful|good|bad|inner|outer|active)(?= [a-z]+)))",
    re.IGNORECASE,
)
"""What says of the formula before it that it does not hold exactly, or not surely."""
_HEDGED_BEFORE = re.compile(
    r"\b(?:all but (?:\w+ )?(?:many|one|two|⟨\d+⟩)|(?:in)?finitely many|almost all|most)(?: of)?(?: the| these)? ⟨\d+⟩ "
    r"(?:satisfy|obey|fulfill?|have)\s*\Z|"
    r"\b(?:(?:only )?(?:approximately|roughly|asymptotically|eventually|typically|on average)|"
    r"in (?:expectation|distribution|probability|mean|the (?:mean|limit))|with (?!probability (?:one(?! half)|⟨))"
    r"(?:\w+ probability|probability(?: one half)?(?=,| that))),?(?: that)?\s*\Z",
    re.IGNORECASE,
)
"""What says so of the formula after it."""
_WITH_PROBABILITY = re.compile(r"\bwith probability (?:at (?:least|most) )?⟨(\d+)⟩,?(?: that)?\s*\Z", re.IGNORECASE)
_FOR_MOST = re.compile(
    r"^,? ?for(?: all| every| any| each)?(?: [a-z]+)? ⟨\d+⟩ (?:outside|away from|except|apart from|other than|but|near|"
    r"close to|inside|(?:(?:sufficiently|suitably|very) )?(?:large|small|big|close)(?: enough)?)\b|"
    r"^,? ?(?:if|when|whenever|provided|once|as long as)(?: that)? ⟨\d+⟩ (?:is|are|lies?|remains?) "
    r"(?:(?:sufficiently|suitably|very) )?(?:close|near|small|large|big|far)\b",
    re.IGNORECASE,
)
"""What says of the formula before it that it does not hold for all of a range."""
_SOME_AFTER = re.compile(r"^,? ?(?:for|with) some\b", re.IGNORECASE)
_CONSTANT_AFTER = re.compile(
    r"^,? ?(?:for|with) an? (?:(?:universal|absolute|numerical|positive|suitable|certain|finite|fixed|large|small|"
    r"(?:sufficiently|suitably) (?:large|small)) )*constants?\Z",
    re.IGNORECASE,
)
"""What says so of what is claimed with a letter that comes next."""
_EXISTS = re.compile(
    r"^\W*(?:(?:but|however|of course|in general),? )*some\b[^.;]*⟨\d+⟩[^.;⟨⟩]*\b(?:satisf(?:y|ies)|has|have)\s*\Z|"
    r"\b(?:there (?:exists?|is|are)|(?:one|we) (?:can |may )?(?:find|choose|pick))\b[^.;]*"
    r"\b(?:such that|so that|for which|with(?: the property that)?|satisfying)"
    r"(?:,? for (?:all|any|every|each)\b[^.;]*)?\W*\Z|"
    r"\b(?:sufficiently(?! (?:small|large) (?:constant |fixed )?(?:step|learning|momentum|regulari|parameter))|"
    r"(?:large|small|close) enough|for (?:all )?(?:large|small)|almost (?:all|every|always)|"
    r"all but (?:finitely|countably|one|two)|for (?:most|infinitely many|nearly all|(?:at least|at most|exactly) \w+)|"
    r"eventually|asymptotically|typically|heuristically|roughly|naively|informally|"
    r"up to (?:\w+ ){0,2}(?:constant|factor|term)s?|(?:on|in|within|inside|outside) (?:the|an?|this|that|each|every) "
    r"(?:\w+ ){0,2}(?:balls?|spheres?|simplex|cones?|half-?spaces?|neighbou?rhoods?|regions?))\b[^.;]*\Z",
    re.IGNORECASE,
)
"""What says of a display that something exists of which it is so, or that it is not so everywhere or exactly."""
_DEFINES_WORD = re.compile(
    r"\b(?:called|termed|said to (?:be|have|satisfy)|we (?:say|call))\b[^.;]*"
    r"\b(?:if|when|whenever|provided(?: that)?|iff)\b[^.;]*\Z",
    re.IGNORECASE,
)
"""What says of a formula that a word means it: nothing is so called by that."""
_DEFINES_IF = re.compile(
    r"\b(?:is|are|be)\b[^.;]*\b(?:if|when|whenever|provided(?: that)?|iff)\b[^.;]*\Z", re.IGNORECASE
)
"""What does so in a definition: "$f$ is convex if"."""
_CONDITION = re.compile(r"\b(?:if|when|whenever)\b", re.IGNORECASE)
_FOR_ALL_IF = re.compile(
    r"\bfor (?:all|any|every|each)\b.*⟨\d+⟩.*\b(?:if|when|whenever|assuming|provided|supposing)\b[^⟨⟩]*\Z",
    re.IGNORECASE,
)
"""What says of a formula that it is the condition of what is said of all: it is not supposed of all."""
_NAMED_CONDITION = re.compile(
    r"(?<!satisfy the )(?<!satisfies the )\b(?:conditions?|requirements?|restrictions?|constraints?|hypothes[ei]s|"
    r"needs?|requires?|events?)(?: that| on)?\s*\Z|\bconditional(?:ly)? on\s*\Z",
    re.IGNORECASE,
)
"""What a formula is named that is no claim: "the condition $a \\ge 1$ implies"."""
_SOLUTIONS = re.compile(
    r"\b(?:solutions?|roots?|zeros?|zeroes) (?:of|to) (?:(?:the|this|our) (?:[a-z-]+ ){1,3})?"
    r"(?:⟨\d+⟩,? (?:is|are) (?:(?:exactly|precisely|just|only|given by) )?(?:(?:⟨\d+⟩|and|or),? ?)*)?\Z",
    re.IGNORECASE,
)
"""What stands before an equation to be solved, or before what solves it: "the roots of $p(x) = 0$ are $x = 1$"."""
_IMPLIES = r"(?:always )?(?:implies|entails|forces|guarantees)(?: that)?"
_IMPLIES_BEFORE, _IMPLIES_AFTER = re.compile(rf"⟨\d+⟩ {_IMPLIES}\s*\Z", re.I), re.compile(rf"^ {_IMPLIES}\s*\Z", re.I)
_OR_BEFORE = re.compile(r"⟨(\d+)⟩,? (?:and |x)?or(?: (?:else|that|if|when))*\s*\Z", re.IGNORECASE)
_OR_AFTER = re.compile(r"^,? ?(?:and |x)?or(?: (?:else|that|if|when))*\s*\Z", re.IGNORECASE)


_AS = re.compile(r"\b(?:as|when|if|for|letting) ⟨(\d+)⟩", re.IGNORECASE)
_AS_AFTER = re.compile(r"^,? ?(?:as|when|if|for) ⟨(\d+)⟩", re.IGNORECASE)
_ARROWS = words(r"\to \rightarrow \longrightarrow \searrow \nearrow \downarrow \uparrow → ↓ ↑")
"""Signs for what goes to a limit."""
_REPLACES = re.compile(
    r"\breplac(?:e|ing) ⟨(\d+)⟩ (?:by|with) ⟨(\d+)⟩|\bsubstitut(?:e|ing) ⟨(\d+)⟩ for ⟨(\d+)⟩", re.IGNORECASE
)
"""What puts something else in the place of a letter."""
_ONE = re.compile(
    r"\b(?:there (?:exists?|is|are)|some|fixed|given)\b[^⟨⟩.;]*⟨(\d+)⟩|⟨(\d+)⟩ (?:is )?(?:fixed|given)\b", re.IGNORECASE
)
_FIXED_FIRST = re.compile(
    r"^\W*(?:now )?(?:let|take|choose|pick) ⟨0⟩,? and (?:let|suppose|assume)(?: that)? ⟨1⟩", re.IGNORECASE
)
"""What fixes a letter before something is supposed of it: "let $k \\ge 1$ and suppose that"."""
_RANGED = re.compile(r"\bfor (?:all|any|every|each)(?: [a-z]+)? ⟨(\d+)⟩", re.IGNORECASE)
_INITIAL = re.compile(r"\b(?:initial|starting|first) (?:points?|iterates?|values?|guess|vectors?)\b", re.IGNORECASE)
_ONE_OF_MANY = re.compile(
    r"\b(?:sets?|class|space|family|collection|properties|theory|notion|definition) of\b[^⟨⟩.,;]*\Z|"
    r"\b(?:authors?|papers?|works?|articles?) (?:[a-z]+ ){0,2}(?:assum|suppos|stud|consider|treat|requir)[^⟨⟩.,;]*\Z",
    re.IGNORECASE,
)
_SUPPOSE = words("suppose assume let")


def hedged(after: str) -> bool:
    """Whether words after what is supposed say that it is not so exactly, surely or for all.

    >>> hedged(" holds for even ⟨1⟩"), hedged(" in expectation"), hedged(" for all ⟨1⟩")
    (True, True, False)
    """
    return _HEDGED_AFTER.match(after) is not None


def denies(before: str) -> bool:
    """Whether the words before a formula, or before a name of which something is said, deny or doubt that.

    >>> denies(" We do not assume that"), denies(" Since f is not linear, we assume that")
    (True, False)
    >>> denies(" Most papers assume that"), denies(" As others, we assume that")
    (True, False)
    """
    spoken = (before, without_range(before))
    return any(pattern.search(words) for pattern in (_BEFORE, _OTHERS, _DEFINES_WORD) for words in spoken)


def of_others(before: str) -> bool:
    """Whether the words with which something is called by a property say that it is one of many, or another's.

    >>> of_others("The set of convex"), of_others("Many authors study convex"), of_others("Minimise the convex")
    (True, True, False)
    """
    return _ONE_OF_MANY.search(before) is not None


def denial(at: Token, speech: Speech) -> UnreadError:
    """Return that what is denied is not read, or what only says what a word means, exists, or holds about or mostly."""
    before = speech.sentence.rpartition("⟨")[0] if speech.sentence.endswith("⟩") else speech.sentence
    if _DEFINES_WORD.search(before) is not None or (speech.defining and _DEFINES_IF.search(before) is not None):
        return UnreadError(at, "this says what a word means, and claims nothing.", "definitions of words")
    if _is_hedged(speech, before):
        said = "this is said to hold with a probability, on average, or about: write the probability, mean or bound."
        return UnreadError(at, said, "claims with a probability")
    if _EXISTS.search(before) is not None:
        said = "what is to exist, or to hold for some or for large values, cannot be said yet: name it, and suppose it."
        return UnreadError(at, said, "existence")
    return UnreadError(
        at,
        "what is denied, doubted, one of two, implied, or supposed in other than the usual words cannot be said yet.",
        "denials",
    )


def denied(speech: Speech, following: Sequence[Item], mode: str, *, argued: bool = True, display: bool = False) -> bool:
    """Whether words beside a formula deny or doubt it, or say that it is one of two, implied by another, or to exist.

    So it is with what a word is said to mean, what an assumption says under a condition, and what is named a condition.
    The formula was heard last, unless it is a ``display`` that comes; ``mode`` is what the sentence takes it for. What
    is not ``argued`` may be supposed though it is said.
    """
    before = speech.sentence if display else speech.sentence.rpartition("⟨")[0]
    exists = mode in {CLAIMED, ASIDE} and _EXISTS.search(before) is not None
    exists |= _DEFINES_WORD.search(before) is not None or of_the_contrary(before)
    exists |= mode == CLAIMED != speech.default and _CONDITION.search(before) is not None
    exists |= mode == CLAIMED and not display and _NAMED_CONDITION.search(before) is not None
    exists |= mode == SUPPOSED and bool(speech.ranges) and _FOR_ALL_IF.search(before) is not None
    after = words_after(following)
    next_one = next((item for item in following if not isinstance(item, Word)), None)
    first_of_two = isinstance(next_one, Inline) and _relates(next_one.tokens) and _OR_AFTER.match(after)
    earlier = _OR_BEFORE.search(before)
    second_of_two = earlier is not None and _relates(speech.inline[int(earlier[1])])
    implied = mode == SUPPOSED and (_IMPLIES_BEFORE.search(before) or _IMPLIES_AFTER.match(after))
    some = mode != SUPPOSED or (speech.word in DECLARING and not _is_number(speech, next_one, display=display))
    exists |= some and _SOME_AFTER.match(after) is not None
    exists |= mode in {CLAIMED, ASIDE} and _CONSTANT_AFTER.match(after) is not None
    rest = f" {as_sentence(following)[0]}"
    exists |= mode in {CLAIMED, ASIDE} and guessed(before, rest)
    exists |= _NOT_TOGETHER.match(rest) is not None or _FOR_MOST.match(rest) is not None
    exists |= mode in {CLAIMED, ASIDE} and _in_limit(speech, before, following)
    exists |= restricted_after(rest) or (mode == SUPPOSED and (hedged(after) or restricted_before(before)))
    exists |= (mode in {SUPPOSED, DEFINED} or not argued) and _is_hedged(speech, before)
    exists |= speech.defining and _DEFINES_IF.search(before) is not None
    moves = bool(speech.inline) and any(token.text == "\\dot" for token in speech.inline[-1])
    exists |= not display and not (mode == SUPPOSED and moves) and _SOLUTIONS.search(before) is not None
    exists |= _replaces(speech, before) or (not display and _is_to_solve(speech, before))
    unclear = mode == SUPPOSED != speech.default and (not display or speech.word in _SUPPOSE)
    unclear &= not is_contrary(before, speech.before) and SOLVING.search(before) is None
    exists |= unclear and not plainly_supposed(in_clauses(before, speech.inline), after)
    exists |= mode == DEFINED and _orders(speech.inline[-1:]) and names_assertion(before)
    exists |= speech.alternatives or _is_part_of_noun(before) or (not display and _of_another(speech))
    return bool(exists or denies(before) or _AFTER.match(after) or first_of_two or second_of_two or implied)


def _is_number(speech: Speech, named: Item | None, *, display: bool) -> bool:
    r"""Whether what there is some of is a number in the formula heard last: "$x = \lambda y$ for some $\lambda > 0$".

    It is no index, and no point at which a function is taken.
    """
    if display or not isinstance(named, Inline) or not speech.inline:
        return False
    content = [token for token in named.tokens if token.kind != SPACE]
    formula = [token.text for token in speech.inline[-1] if token.kind != SPACE]
    bounded = next((place + 1 for place, t in enumerate(content) if t.text in RELATIONS), 0)
    first = content[bounded : bounded + 1] if content and content[0].kind == DIGIT else content[:1]  # "0 < \eta"
    letter = first[0].text if first and first[0].text not in INDICES else ""
    related = any(token.text in RELATIONS or token.text == "\\in" for token in content)
    there = [place for place, text in enumerate(formula) if text == letter]
    within = any({"_", "("} & set(formula[max(place - 2, 0) : place]) for place in there)
    return related and bool(there) and not within


def _in_limit(speech: Speech, before: str, following: Sequence[Item]) -> bool:
    r"""Whether words beside a formula say in which limit it is so: "as $n \\to \\infty$"."""
    rest, after = as_sentence(following)
    numbers = [speech.inline[int(number)] for number in _AS.findall(before)]
    numbers += [after[int(found[1])] for found in [_AS_AFTER.match(f" {rest}")] if found is not None]
    said = [{t.text for t in tokens} for tokens in numbers]
    return any(not _ARROWS.isdisjoint(texts) and texts.isdisjoint({":", "\\colon"}) for texts in said)


def _is_part_of_noun(before: str) -> bool:
    """Whether words before a formula make it part of a noun: "the set of all $x$ with"."""
    return _PART_OF_NOUN.search(before) is not None and NOTES_NOTATION.search(before.rstrip()) is None


def _is_hedged(speech: Speech, before: str) -> bool:
    """Whether what comes is not so exactly, or not surely."""
    if _HEDGED_BEFORE.search(before) is not None:
        return True
    found = _WITH_PROBABILITY.search(before)
    return found is not None and "".join(t.text for t in speech.inline[int(found[1])]).strip() != "1"


def _replaces(speech: Speech, before: str) -> bool:
    """Whether a sentence puts something else made of a letter in its place: what it goes on to say is of that."""
    for found in _REPLACES.finditer(before):
        letter, by = (speech.inline[int(found[a] or found[b])] for a, b in ((1, 4), (2, 3)))
        made = len(by) > 1 and letter[0].text in {token.text for token in by}
        if len(letter) == 1 and made and letter[0].text not in INDICES:
            return True
    return False


def _is_to_solve(speech: Speech, before: str) -> bool:
    """Whether an equation is named as one to be solved, for no letter that the sentence has named before."""
    *named, last = speech.inline
    letters = {token.text for token in last if token.kind == LETTER}
    zero = [token.text for token in last if token.kind != SPACE][-2:] == ["=", "0"]
    return zero and TO_SOLVE.search(before) is not None and all(letters.isdisjoint(t.text for t in n) for n in named)


def _of_another(speech: Speech) -> bool:
    """Whether the last formula says of which things another letter is the first: of these nothing is supposed."""
    found = _CHOSEN_FIRST.search(speech.sentence.rpartition("⟨")[0])
    names = {token.text for token in speech.inline[int(found[1])]} if found is not None else set()
    return found is not None and names.isdisjoint(token.text for token in speech.inline[-1])


def pinned(speech: Speech, symbols: Iterable[Any]) -> bool:
    """Whether a sentence speaks of one point, "for some $x$" or "the initial point", and so not of all."""
    said = [
        speech.inline[int(number)] for found in _ONE.finditer(speech.sentence) for number in found.groups() if number
    ]
    there = {token.text for tokens in said for token in tokens}
    points = {str(symbol.name) for symbol in symbols if isinstance(symbol, ex.VectorSymbol)}
    return not points.isdisjoint(there) or _INITIAL.search(speech.sentence) is not None


def fixes_index(speech: Speech, symbols: Iterable[Any]) -> bool:
    """Whether a sentence names an index by itself, "let $k$ be the first index with": what it says is of that one.

    "For all $k$" names none.
    """
    ranged = {int(number) for number in _RANGED.findall(speech.sentence)}
    there = (tokens for number, tokens in enumerate(speech.inline) if number not in ranged)
    alone = {"".join(token.text for token in tokens if token.kind != SPACE) for tokens in there}
    alone |= {token.text for token in speech.inline[0][:1]} if _FIXED_FIRST.match(speech.sentence) else set()
    return not alone.isdisjoint({str(s.name) for s in symbols if isinstance(s, ex.ScalarSymbol) and s.is_integer})


def of_all_indices(speech: Speech, symbols: Iterable[Any]) -> bool:
    """Whether a sentence says "for all $k$" of an index: what else it says of terms with that index is of all, too."""
    said = (speech.inline[int(number)] for number in _RANGED.findall(speech.sentence))
    ranges = [[token.text for token in tokens if token.kind != SPACE] for tokens in said]
    ranged = {texts[0] for texts in ranges if texts[1:] in ([], ["\\ge", "0"], ["\\geq", "0"])}
    return not ranged.isdisjoint({str(s.name) for s in symbols if isinstance(s, ex.ScalarSymbol) and s.is_integer})


def _orders(formulas: Sequence[Sequence[Token]]) -> bool:
    return any(token.text in RELATIONS and token.text != "=" for tokens in formulas for token in tokens)


def _relates(tokens: Sequence[Token]) -> bool:
    return any(token.text in RELATIONS for token in tokens)
