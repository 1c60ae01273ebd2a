"""Words of a sentence that only guesses, neglects something, or tells what others say: it claims nothing exactly.

"Ignoring constants", "a heuristic calculation suggests", "to first order in $x$", "one might hope that for all $x$".
"""

import re

_QUANTIFIED = re.compile(
    r",? for (?:all |any |every |each )?(?:[a-z-]+ ){0,2}?⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)*"
    r"(?: in (?:the |this |a )?[a-z]+(?: of interest)?)?,?\s*\Z",
    re.IGNORECASE,
)
_SMALL = (
    r"(?:(?:logarithmic|log|polylogarithmic|poly-?log|constant|absolute|numerical|universal|multiplicative|additive|"
    r"lower|higher|small|smaller|quadratic|cubic|rounding|second|third|minor|dependence|error|remainder)[ -]?)+"
)
_NEGLECTING = re.compile(
    r"\b(?:ignor|neglect|omit+|suppress|disregard|hid)(?:e|s|es|ed|ing|t)? (?:all |the |any |some )?"
    rf"(?:constants?|logs?|logarithms|{_SMALL}(?:order )?(?:constants?|factors?|terms?|errors?)|"
    r"(?:terms?|errors?) (?:of|smaller|which|that)|rounding)\b|"
    rf"\bdrop(?:s|ping)? (?:all |the |any )?(?:constants?|{_SMALL}(?:order )?(?:constants?|factors?|terms?))\b|"
    r"\b(?:to|at|in|up to) (?:the )?(?:first|second|third|leading|lowest|linear) (?:non-?trivial )?order\b"
    r"(?! (?:[a-z]+ )?(?:conditions?|methods?|algorithms?|oracles?|information|derivatives?|equations?|optimality))|"
    r"\bup to (?:[a-z-]+ ){0,3}(?:constants?|factors?|terms?|errors?|order)\b|"
    r"\b(?:for|when) (?:very |sufficiently )?(?:small|large|tiny|huge) ⟨\d+⟩[^.;]*\bapproximat\w*|"
    r"\b(?:by|with) (?:an? )?(?:slight |mild )?abus(?:e|ing)(?: of)?(?: the)? notation\b",
    re.IGNORECASE,
)
_GUESSING = re.compile(
    r"\b(?:heuristic|informal|back-of-the-envelope|non-?rigorous|hand-?waving|formal(?= calculat))\w* "
    r"(?:[a-z]+ ){0,2}?(?:calculations?|arguments?|computations?|reasoning|derivations?|analysis|considerations?)\b|"
    r"\b(?:suggests?|conjectures?|conjectured?|speculates?|guess(?:es|ed)?|hopes?|expects?|pretends?|imagines?)"
    r"(?: that| to have)?\s*\Z|"
    r"\b(?:mistakes?|errors?|fallac(?:y|ies)|misconceptions?|temptation|myth|pitfall|trap)\b[^⟨⟩.;]*"
    r"\b(?:writ|claim|think|believ|conclud|say|stat|argu|us|that|infer|set|replac|assert|deduc)\w*"
    r"(?: that| as)?\s*\Z|"
    r"\b(?:they|authors?|students?|reviewers?|referees?|readers?|someone|somebody|people|folklore|textbooks?|papers?|"
    r"literature|et al\.?|beginners?|many) (?:[a-z]+ )?(?:claim|assert|believ|think|argu|maintain|wrote|wrongly|"
    r"erroneously|conjectur|mistakenly|incorrectly)[a-z]*(?: [a-z]+ly)?(?: that| to have)?\s*\Z|"
    r"\b(?:contrary|in contrast|as opposed|counter) to\b[^⟨⟩.;]*\bthat\s*\Z|"
    r"\b(?:wish|like|love|want|hope|aim|hoping|wanting|aiming) to (?:have|get|find|ensure|guarantee)(?: that)?\s*\Z|"
    r"\b(?:conditions?|criteri(?:on|a)|requirements?|tests?) for\s*\Z|"
    r"\b(?:conditions?|assumptions?|cases?|circumstances) (?:on ⟨\d+⟩ )?(?:under|in) which\s*\Z|"
    r"\b(?:would|might|may|could) (?:(?:be|seem|appear|then|also|well) )*(?:hope|think|expect|guess|believe|nice|"
    r"tempting|suspect|convenient|desirable|wish)[a-z]*(?: to \w+)?(?: (?:that|if))?\s*\Z",
    re.IGNORECASE,
)
_REFUTED = re.compile(
    r"^\W*(?:(?:but|and|however|yet|though|although|which)\b,? ?)+(?:(?:this|that|it|we (?:will )?(?:show|see) that "
    r"(?:this|that|it))\b ?)?(?:is (?:in fact |of course |clearly |plainly |actually )?(?:false|wrong|incorrect|untrue|"
    r"not (?:true|so|correct|the case))|fails|does not hold|cannot (?:be|hold)|was a mistake)\b",
    re.IGNORECASE,
)


def without_range(before: str) -> str:
    """Return the words before a formula without the range at their end, over which it is denied or guessed as well.

    >>> without_range(" One might hope that, for all real ⟨0⟩,")
    ' One might hope that'
    """
    return _QUANTIFIED.sub("", before)


def guessed(before: str, after: str) -> bool:
    """Whether words beside a formula say that it is guessed, wished for, refuted, or no more than about so.

    >>> guessed(" Ignoring constants, we have", ""), guessed(" Ignoring the last summand, we have", "")
    (True, False)
    >>> guessed(" A heuristic argument suggests", ""), guessed(" We get", " but this is false")
    (True, True)
    """
    spoken = (before, without_range(before))
    told = _NEGLECTING.search(before) is not None or any(_GUESSING.search(words) for words in spoken)
    return told or _REFUTED.match(after) is not None
