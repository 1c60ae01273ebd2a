"""Phrases right before mathematics that say what it is: what is looked at, what something solves, the same again."""

import re

_MORE = r"(?:further(?:more)?|moreover|in addition|additionally|also)"
SOLVING = re.compile(
    r"⟨(\d+)⟩,? (?:that |which )?(?:then )?(?:satisfies|solves|obeys|fulfils|fulfills|is (?:given|determined|defined|"
    r"generated|characteri[sz]ed) by|evolves|(?:is|as|to be|denotes?) (?:an?|the|its|their) (?:unique |only )?"
    r"(?:solutions?|fixed points?|roots?|zeros?|equilibri(?:um|a)|stationary points?)(?: of(?: ⟨\d+⟩)?| to)?)"
    r"(?: (?:to|according|as|the|a|an|in|from|following|well-known|normal|linear|"
    r"differential|equations?|system|recursion|iteration|problem|optimality|condition|conditions|by))*[,:]?\Z",
    re.IGNORECASE,
)
ADDING = re.compile(
    rf"^\W*(?:suppose|assume|let|if|when|whenever|under)(?: that)?,? {_MORE}\Z|"
    rf"^\W*{_MORE},? (?:suppose|assume|let|if)\Z|"
    r"^\W*(?:under|with|suppose|assume|keep) (?:the|all) (?:same|above|previous) "
    r"(?:assumptions?|hypothes[ei]s|conditions?|setting|set-?up)\Z|"
    r"\b(?:assumptions?|hypothes[ei]s|conditions?|setting|situation|set-?up|notation)s? (?:of|in|as in) "
    r"(?:the )?(?:theorems?|lemmas?|lemmata|propositions?|corollar(?:y|ies)|claims?) ⟨ref⟩",
    re.IGNORECASE,
)
"""What a statement begins with that supposes more than another one, or the same."""
IN_BRACKETS = re.compile(r"\(,? (?:as )?(?:we|is|are)?,? ?(?:assum|suppos)\w*[^()⟨⟩]*\)\Z", re.IGNORECASE)
"""What is supposed in brackets, and without a formula."""
INTRODUCING = re.compile(
    r"\b(?:such that|satisfying|for which|(?:that|which) (?:satisf(?:y|ies)|fulfil\w*|obeys?|solves?)(?: the \w+)?|"
    r"(?:take|consider|study|solve|run|use|given by|for|with|via) (?:the|an|a|this)"
    r"(?: \w+){0,2} (?:equation|iteration|recursion|system|scheme|update|method|dynamics|flow)s?|"
    r"(?:convert|transform|reduce|solve|consider|study|discreti[sz]e|lineari[sz]e|integrate|differentiate|rewrite) "
    r"(?:the|an|a|this)(?: [\w-]+){0,5} (?:problem|equation|system|relation|recurrence|inequality|ode|pde|model)s?|"
    r"(?<!\bis )(?<!\bare )(?<!\bbe )\bthe (?:\w+ ){0,2}solutions? (?:of|to)(?: (?:the|this)(?: [\w-]+){1,4})?|"
    r"\b(?:iteration|recursion|scheme|update|method|dynamics|flow|algorithm|descent|ascent|sgd|ode|updates?)s?"
    r"(?: (?:with|for|of|on|from)(?: [\w-]+){0,3} ⟨\d+⟩)? (?:then )?(?:is|are|reads?|iterates|takes the form)|"
    r"\b(?:chooses?|picks?|finds?|selects?|computes?|takes?) (?:(?:an?|the|some|any|[a-z-]+) ){0,2}⟨\d+⟩ with|"
    r"\b(?:choos\w+|select\w*|pick\w*|determin\w+|updat\w+) (?:[\w-]+ ){0,3}(?:⟨\d+⟩ )?(?:so that|through|via|by)|"
    r"\b(?:produc|generat|construct|maintain)(?:e?s|ing) (?:[\w-]+ ){0,4}⟨\d+⟩,? (?:by|via|through|so that)|"
    r"\b(?:sets|performs|plays|chooses|picks|selects|takes|updates|computes|repeats|iterates))"
    r"(?:,? for(?: all| each| every)?(?: [a-z]+)? ⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)*)?\s*[:,]?\Z",
    re.IGNORECASE,
)
CONDITIONING = re.compile(
    r"\b(?:for|with|using) (?:(?:an?y?|every|each|all|the) )?(?:[a-z-]+ )?(?:learning rates?|step[ -]?sizes?)\W*\Z|"
    r"\b(?:to|under|impose|require) the (?:[a-z-]+ )?(?:conditions?|restrictions?|requirements?|constraints?)\W*\Z",
    re.IGNORECASE,
)
"""What stands before a condition that is set as a display: "then for learning rate"."""
DRAWS_FROM_NAME = re.compile(r"⟨(\d+)⟩[^⟨⟩.;]*, so that\Z", re.IGNORECASE)
"""What follows from what was named: "write $G = L(x - y)$ for the slope, so that"."""
LOOKED_FOR = re.compile(
    r"\b(?:look(?:s|ing)? for|seek(?:s|ing)?|search(?:es|ing)? for|(?:to|must) (?:find|compute)|"
    r"interested in(?: finding)?) (?:[a-z-]+ ){0,4}⟨\d+⟩,? (?:with|such that|satisfying|so that|for which)\Z",
    re.IGNORECASE,
)
"""What stands before what holds of something that is looked for: "we seek $z^*$ with $F(z^*) = 0$"."""
DESCRIBING = re.compile(
    r"\bwhere (?:[a-z-]+ ){0,4}⟨\d+⟩,?(?: and ⟨\d+⟩)?(?: (?:is|are) (?:[a-z-]+,? ){1,8}?and)? "
    r"(?:satisf(?:y|ies)|obeys?|fulfil\w*)(?: (?:the|an?)(?: [\w-]+){1,3})?\W*\Z|"
    r"\bwhere,? (?:as long as|if|when|whenever|provided(?: that)?) ⟨(?P<under>\d+)⟩,\Z",
    re.IGNORECASE,
)
"""What says of what was just named what holds of it."""
WITHOUT_LOSS = re.compile(r"\b(?:without (?:any )?loss of generality|wlog|w ?\. ?l ?\. ?o ?\. ?g)\W*\Z", re.IGNORECASE)
"""What is said of a supposition that it makes no proof weaker."""
TO_SOLVE = re.compile(r"\b(?:for|of|to|solv(?:e[sd]?|ing)|equations?|systems?|problems?)(?: ⟨\d+⟩)?\Z", re.IGNORECASE)
"""What stands before an equation that is to be solved: "Newton's method for $F(x) = 0$"."""
EMPTY_CONDITION = re.compile(
    r"\bif (?:there (?:is|are|exists?) (?:one|any|some|such an? \w+)|(?:one|it) exists|any|possible|needed|necessary|"
    r"so|yes)(?: ,|,)? ?(?:and|then)?\Z",
    re.IGNORECASE,
)
"""A condition that supposes nothing of what has a name: "an index with ..., if there is one, and sets"."""
RESTATING = r"(?:that is|i ?e|namely|meaning that|in other words|in the sense that)(?: to say)?[\s,:]*"
RESTATES = re.compile(rf"{RESTATING}\Z", re.IGNORECASE)
"""What stands before the same thing as a formula: "is a subgradient, that is,"."""
SPELLING_OUT = re.compile(
    r"\b(?:is|are|be) (?:[a-z-]+ ){0,3}(?:⟨\d+⟩ ?-? ?)?(?:strongly[ -])?(?:lipschitz|smooth|convex|concave|"
    r"monotone|bounded|co-?coercive)\b[^.;:]*:"
    r"(?:,? for (?:all|every|each|any)? ?[a-z ]*⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)*)?,?\s*\Z",
    re.IGNORECASE,
)
"""A property before what it means as a formula: "the losses are G-Lipschitz: for all $u, v$,"."""
_ADVERB = r"(?:(?:then|hence|thus|now|here|moreover|furthermore|in particular|consequently|conversely),? )?"
RESTRICTED = re.compile(
    rf"^\W*{_ADVERB}(?:every|each|any|all)(?: [a-z-]+){{0,3}} ⟨\d+⟩,? (?:with|for which|such that|satisfying|solving|"
    r"obeying|fulfill?ing|(?:that|which) (?:satisf(?:y|ies)|solves?|obeys?|fulfill?s?))\Z|"
    rf"^\W*{_ADVERB}(?:every|each|any|all)(?: [a-z-]+){{0,2}} (?:solutions?|roots?|zeros?) ⟨\d+⟩ (?:of|to)\Z",
    re.IGNORECASE,
)
"""What stands before a condition on all those of which a sentence claims something: "every $v$ with $A v = b$"."""
OF_RESTRICTED = re.compile(
    r"⟩,? (?:satisf(?:y|ies)|obeys?|fulfill?s?|has|have|is|are|must|also|lies?|solves?)\Z", re.IGNORECASE
)
"""What stands after it: "satisfies"."""
FOUND_OUT = re.compile(
    r"\b(seen|shows?|shown|check\w*|verif\w*|eas(?:y|ily)|clear\w*|obvious\w*|trivial\w*|immediate\w*|also|proved|so|"
    r"known|indeed|because|but|however|might|may|can|could|would|whether|not(?! (?:exceed|depend)\b)|question|"
    r"means?)\b",
    re.IGNORECASE,
)
"""Words of a sentence that finds out how something is, or doubts it."""
IN_REGIME = (
    r"(?:in|under|within) (?:the|an?) (?!(?:first|second|third|last|latter|former|same|above|previous|following)\b)"
    r"(?:[a-z-]+ ){0,3}(?:regimes?|cases?)(?: where| when| that| of| with)?"
)
CASE = re.compile(
    rf"\W*(?:sub)?case(?: ?\(? ?(?:⟨?\d+⟩?|[a-z]|[ivx]+) ?\)?)?(?: of)?\W*|.*\b{IN_REGIME}", re.IGNORECASE
)
"""What says that the formula that comes is a case: "Case 2: $x > 0$", "in the regime $n > d$"."""
ON_LAST = re.compile(
    rf"⟨\d+⟩,? (?:if|when|whenever|once|as (?:soon|long) as|(?:provided|assuming)(?: that)?|{IN_REGIME}) ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What puts the formula before a condition under it."""
NOUN = re.compile(
    r"\b(an?|the|this|that|each|every|some|any)( (?!we\b|and\b|us\b|let\b|then\b|now\b)[\w-]+){1,4}\Z", re.IGNORECASE
)
"""A word after an article: "a closed convex set" sets nothing."""
NOTES_NOTATION = re.compile(
    r"\b(?:us(?:e|es|ing)|with|introduc(?:e|ing)|adopt(?:ing)?|have|fix) (?:the|this) (?:[a-z-]+ )?"
    r"(?:notations?|shorthands?|abbreviations?)\Z",
    re.IGNORECASE,
)
"""What stands before what a name is short for: "using the notation $h = x - y$"."""
ON_RANGE = re.compile(
    r"\bfor\b(?:(?!\bwhere\b)[^.;])*⟨\d+⟩,? (?:with|such that|so that|satisfying|for which|that satisf(?:y|ies)|and|"
    rf"if|when|whenever|(?:provided|assuming)(?: that)?|{IN_REGIME}) ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What puts what a formula before says of a range under a condition: "for all $x$ and all $y$ with $y \\ge x$"."""
ANNOUNCING = re.compile(r"⟩[^⟨⟩]*\bfollowing\b[^⟨⟩]*\Z", re.IGNORECASE)
"""What says of conditions, right after them, that what comes next is under them: "if $n > 2$, the following hold"."""
CONTRARY = re.compile(
    r"\b(?:contrary|contradiction|contradict|opposite|(?:suppose|assume) (?:not|otherwise)|if not|were(?! given))\b|"
    r"\b(?:claim|lemma|theorem|statement|assertion|inequality|bound|result|conclusion|this|it) "
    r"(?:fails|failed|is (?:false|wrong|not true)|(?:does|did) not hold|were (?:false|not true))\b",
    re.IGNORECASE,
)
"""Words of a supposition that is to be refuted."""
LISTING = re.compile(
    r"\b(following (standing |basic |usual |standard )?(assumptions?|hypotheses)\b|"
    r"following (conditions? )?(is|are|holds?)( assumed| supposed)?( to hold)? (throughout|always|everywhere)|"
    r"(assume|suppose)( throughout)?( that)?( the following| that)?\W*\Z)",
    re.IGNORECASE,
)
"""What announces a list of what is supposed."""
ADDED = re.compile(r"\b(?:moreover|further(?:more)?|in addition|additionally|also|both|again|still|as well)\b", re.I)
"""Words of a condition that more is supposed in than in those before it."""
ANY_ONE = re.compile(r"\b(?:any|arbitrary|arbitrarily|every|all)\b", re.IGNORECASE)
THIS_PARAGRAPH = re.compile(
    r"\b(?:(?:in|for|within) this paragraph|for (?:the|a) (?:moment|time being)|for now|temporarily|momentarily)\b",
    re.IGNORECASE,
)
THIS_SECTION = re.compile(
    r"\b(?:in|for|within|throughout|during|only|over|of) (?:(?:the (?:rest|remainder|whole|entirety)|all) of )?"
    r"(?:this|the (?:present|current)) (?:entire |whole )?(sub)?section\b|"
    r"\buntil the end of (?:the|this) (sub)?section\b|"
    r"(?<!\bas )\b(?:in|throughout|within|during) (?:(?:all|the rest) of )?section (?:⟨ref⟩|(?P<number>\d+)(?! ?\d))",
    re.IGNORECASE,
)
FROM_START = (
    r"^\W*(?:(?:the|our|an?|any) )?(?:initial|starting|first) (?:[a-z]+ )?(?:points?|iterates?|guess|weights?|"
    r"parameters?|vectors?|states?|conditions?)(?: ⟨\d+⟩)? (?:satisf(?:y|ies)|obeys?|fulfil\w*)\Z"
)
"""What says of an iteration where it starts: "the initial point satisfies"."""
EQUALITY = re.compile(
    r"\bequality (?:(?:holds|occurs|is attained) )?(?:only )?(?:if|when|whenever|for|provided(?: that)?)\Z",
    re.IGNORECASE,
)
"""What stands before the condition for equality, which is supposed nowhere: "with equality if"."""
THROUGHOUT = re.compile(
    r"\b(throughout|always|henceforth|from now on|hereafter|everywhere|in (this|the) (paper|chapter|note|article|"
    r"thesis|lecture|whole|entire|rest|sequel|following)|standing assumption)",
    re.IGNORECASE,
)
HAS = re.compile(
    r"(?<!\bwe )(?<!\bnow )\b(?:has|have) (?:an? |the )?(?:⟨\d+⟩ ?-? ?)?lipschitz|"
    r"⟨\d+⟩ (?:both |all )?(?:has|have) (?:an? |the )?(?:[a-z-]+ ){0,2}(?:norms?|lengths?|traces?|ranks?|columns|rows|"
    r"entries|eigenvalues|singular values|spectrum|mean|variance|support|gradients?)\b(?![^.;]*⟨display)",
    re.IGNORECASE,
)
"""What says plainly how something is: "$f$ has an $L$-Lipschitz gradient", "$A$ has norm at most one"."""
EXAMPLE = re.compile(
    r"\b(for (example|instance)|e\.g\.|(special|particular|important|simple) (special )?cases?|"
    r"(as|by way of|consider) an? ([\w-]+ ){0,2}(example|illustration|model|check|exercise|warm-?up)|to illustrate)\b",
    re.IGNORECASE,
)
SPECIAL = re.compile(
    r"^\W*(?:in particular|especially|specifically|as a special case)\b|\b(?:choosing|taking|setting|picking|selecting|"
    r"(?:with|for|under) the (?:particular |special )?choice)\b",
    re.IGNORECASE,
)
"""What says that a statement goes on with a special case of what it has claimed: "in particular, with $b = 2$"."""
NAMED_ASSUMPTIONS = re.compile(
    r"^\W*(?:[a-z-]+ ){0,3}(?:assumptions?|conditions?|hypothes[ei]s|setting)"
    r"(?: (?:of|in) (?:[a-z-]+ ){1,2}?(?:⟨ref⟩|[\d.]+)| ⟨ref⟩| [\d.]+)?(?:,? and (?:[a-z]+ )?⟨ref⟩)*\W*$|"
    r"^\W*(?:only |both )?⟨ref⟩(?:(?:,| and)+ ⟨ref⟩)*(?: alone| only)?\W*$"
)
"""What comes after "under" and only names what was supposed before."""
_BY_CONTRADICTION = re.compile(
    r"\b(?:by (?:way of )?contradiction|indirect(?:ly)?|(?:towards?|to|seek|aim for) (?:a )?contradiction|reductio)\b",
    re.IGNORECASE,
)
"""What says of an argument that what it supposes next is to be refuted."""
OF_CASE = re.compile(
    r"\bconsider (?:[a-z]+ )?the (?:[a-z]+ )?(?:sub-?)?case\b|"
    r"\b(?:temporarily|for now|for the (?:moment|time being)|momentarily)\b",
    re.IGNORECASE,
)
"""What says that something is supposed for a case."""
SET_FIRST = re.compile(r"\b(?:set|put|take|choose|insert|plug in)(?: [a-z]+){0,3} ⟨\d+⟩:\Z", re.IGNORECASE)
"""What gives values before what is claimed of them: "as a check, set $a = b = 1$:"."""
FOR_NOW = re.compile(r"\b(?:for (?:the|a) (?:moment|time being)|for now|temporarily|momentarily)\Z", re.IGNORECASE)
"""What says of a supposition that it is one for a while."""
SUPPOSED_FIRST = re.compile(
    r"^\W*(?:(?:first|then|now|next|finally),? )?(?:we )?(?:suppose|assume)(?: (?:first|now|next|then|that))* ⟨\d+⟩:\Z",
    re.IGNORECASE,
)
"""What is supposed of a case before what is claimed in it: "Now assume $x > 0$:"."""

MEAN_GIVEN = re.compile(
    r"\b(?:expectations?|expected values?|means?|averages?|variances?|moments?)"
    r"(?: (?!⟨|and\b|or\b|but\b)[a-z-]+){0,3}? given\Z",
    re.IGNORECASE,
)
"""What a mean is taken given: "taking expectations given $w_t$" supposes nothing."""


def is_contrary(sentence: str, before: str = "") -> bool:
    """Whether what a sentence supposes is to be refuted, as it says itself or the one before it does.

    >>> is_contrary(" Assume that ⟨0⟩", " We argue by contradiction"), is_contrary(" Assume that ⟨0⟩", " We argue")
    (True, False)
    """
    return CONTRARY.search(sentence) is not None or _BY_CONTRADICTION.search(before) is not None


DOTTED = re.compile(r"\b(?:i\. (?:e|i\. d)|iid\.)$", re.IGNORECASE)
"""Words of letters with full stops after them: "i.e.", "i.i.d."."""
LEAST, GREATEST = "smallest|minimal|minimum|least", "largest|maximal|maximum|greatest"
"""Words for which eigenvalue or singular value is meant."""
