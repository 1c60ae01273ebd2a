"""What signs mean, wherever they stand: relations, Greek letters, notation that the language has no word for yet."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from proofcheck.latex.source import Token


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


GREEK = words(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
)
GREEK_SIGNS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "τ": "tau", "υ": "upsilon", "φ": "varphi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta",
    "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega", "ℓ": "ell", "ϵ": "epsilon", "∇": "nabla",
}  # fmt: skip

UNSAYABLE = {
    **dict.fromkeys(["\\bigoplus"], "finite sums"),
    "\\coprod": "finite products",
    "\\fint": "means over sets",
    "\\#": "numbers of elements",
    **dict.fromkeys(["\\lg"], "logarithms to other bases"),
    **dict.fromkeys(["\\tan", "\\arctan", "\\arcsin", "\\arccos"], "trigonometric functions"),
    **dict.fromkeys(["\\rank", "\\dim", "\\ker"], "determinants and ranks"),
    **dict.fromkeys(["\\arg", "\\argmin", "\\argmax"], "minimisers"),
    **dict.fromkeys(["\\lim", "\\limsup", "\\liminf"], "limits"),
    **dict.fromkeys(["\\dots", "\\ldots", "\\cdots", "\\vdots", "\\ddots", "\\dotsc", "\\dotsb"], "dots"),
    **dict.fromkeys(["\\infty"], "infinity"),
    **dict.fromkeys(["\\partial", "\\pdv", "\\diffp", "\\pderiv"], "partial derivatives"),
    **dict.fromkeys(["\\dv", "\\odv", "\\diff", "\\deriv"], "derivatives that a package writes"),
    **dict.fromkeys(["\\sgn", "\\sign", "\\softmax", "\\erf"], "other functions"),
    **dict.fromkeys(["\\angle", "\\measuredangle"], "angles"),
    **dict.fromkeys(["\\otimes", "\\circ", "\\oplus"], "other products"),
    **dict.fromkeys(["\\lceil", "\\lfloor", "\\binom", "\\bmod", "\\pmod"], "whole-number functions"),
    **dict.fromkeys(["\\cup", "\\cap", "\\bigcup", "\\bigcap", "\\setminus", "\\emptyset", "\\varnothing"], "sets"),
    **dict.fromkeys(["\\begin"], "arrays and cases inside an expression"),
    **dict.fromkeys(["\\operatorname"], "functions by name"),
}
"""Notation that is read and has no word in the language yet, and what it is called."""

ORDERS = {
    **dict.fromkeys(
        words(r"\ngeq \nleq \nless \ngtr \ngeqslant \nleqslant \ngeqq \nleqq \nprec \nsucc \npreceq \nsucceq"),
        "relations that are denied",
    ),
    "\\in": "membership", "\\notin": "membership", "\\ni": "membership", "\\subset": "inclusion",
    "\\subseteq": "inclusion", "\\supset": "inclusion", "\\supseteq": "inclusion", "\\approx": "approximate equality",
    "\\sim": "distributions and asymptotic relations", "\\simeq": "asymptotic relations",
    "\\lesssim": "bounds up to a constant",
    "\\gtrsim": "bounds up to a constant", "\\precsim": "bounds up to a constant",
    "\\succsim": "bounds up to a constant", "\\asymp": "bounds up to a constant", "\\ll": "much smaller",
    "\\gg": "much larger", "\\propto": "proportionality", "\\to": "convergence", "\\rightarrow": "convergence",
    "\\longrightarrow": "convergence", "\\mapsto": "maps", "\\equiv": "identities",
    "\\cong": "isomorphism", "\\perp": "orthogonality", "\\mid": "conditions", "\\nearrow": "convergence",
    "\\searrow": "convergence", "\\downarrow": "convergence", "\\uparrow": "convergence", "\\doteq": "approximation",
    "\\leadsto": "convergence", "\\rightsquigarrow": "convergence", "\\hookrightarrow": "inclusion",
    "\\nrightarrow": "convergence",
}  # fmt: skip
"""Relations that have no word in the language yet."""

RELATIONS = {
    "=": "=", "<": "<", ">": ">", "\\le": "<=", "\\leq": "<=", "\\leqslant": "<=", "\\leqq": "<=", "\\ge": ">=",
    "\\geq": ">=", "\\geqslant": ">=", "\\geqq": ">=", "\\lt": "<", "\\gt": ">", "\\ne": "!=", "\\neq": "!=",
    "\\preceq": "<=", "\\preccurlyeq": "<=", "\\succeq": ">=",
    "\\succcurlyeq": ">=", "\\prec": "<", "\\succ": ">",
}  # fmt: skip
DEFINES = frozenset({":=", "=:", "\\coloneqq", "\\eqqcolon", "\\triangleq", "\\eqdef", "\\defeq", "\\coloneq"})
OVER = frozenset({"\\overset", "\\stackrel", "\\underset"})
BETWEEN = words(
    r"\implies \Rightarrow \Longrightarrow \iff \Leftrightarrow \Longleftrightarrow \impliedby \Leftarrow "
    r"\Longleftarrow \land \wedge \lor \vee \forall \exists \lnot \neg \not \intertext \shortintertext \mbox \because "
    r"\therefore \end"
)
NOT_FACTORS = frozenset({*RELATIONS, *ORDERS, *DEFINES, *OVER, *BETWEEN})
"""What stands between expressions."""

TEXT = frozenset(
    {"\\text", "\\textrm", "\\mbox", "\\textit", "\\textnormal", "\\hbox", "\\textup", "\\textbf", "\\textmd"}
)
CITING = words(
    r"\ref \eqref \cref \Cref \autoref \vref \labelcref \label \cite \citep \citet \citealp \citeauthor \textcite "
    r"\parencite"
)
"""What has a key for its argument, which is no mathematics."""
ARROWS = {
    "\\implies": "implies", "\\Rightarrow": "implies", "\\Longrightarrow": "implies", "\\iff": "iff",
    "\\Leftrightarrow": "iff", "\\Longleftrightarrow": "iff", "\\impliedby": "impliedby", "\\Leftarrow": "impliedby",
    "\\Longleftarrow": "impliedby",
}  # fmt: skip
OPENING = words(r"\begin ( [ { \{ \langle \lbrace \lbrack \lVert \lvert \lceil \lfloor")
CLOSING = words(r"\end ) ] } \} \rangle \rbrace \rbrack \rVert \rvert \rceil \rfloor")


def bracket_depths(tokens: Iterable[Token]) -> Iterator[int]:
    """Yield how many brackets are open after each token."""
    return accumulate((token.text in OPENING) - (token.text in CLOSING) for token in tokens)


INDICES = words("i j k l")
"""Letters that run over whole numbers where they stand between two of them."""
DOTS = words(r"\dots \ldots \cdots \dotsc \dotsb …")
BINARY = frozenset({"+", "-", "\\cdot", "\\times", "/", "\\pm", "\\mp", "−"})
MEANS = words(r"\E \EE \Ex \Exp \expect \Expect \bbE")
"""Commands for means."""
PROBABILITIES = words(r"P \Pr \P \bbP")
GIVEN = words(r"\mid \given \vert")
"""Signs after which stands what is given; a plain bar may be one, too."""
NORM, INNER, OF_MATRICES = "norm", "inner product", "norm of matrices"
"""What is measured: words may say that it is measured otherwise than usual."""
BRACKETS = frozenset({"[", "\\{", "\\lbrack", "\\lbrace"})
"""What words may say that it stands for something, where one letter is in it: integer and fractional parts."""
NEUTRAL = words(
    "a an the in of be been is are and or both also real finite-dimensional euclidean vector vectors matrix matrices "
    "scalar scalars number numbers constant constants point points function functions map maps mapping operator "
    "operators any arbitrary given fixed some all every each for with from to into that such as on over by we us it "
    "its this these defined denoted called real-valued square twice once differentiable continuously continuous "
    "valued closed set sets subset "
    "space dimension dimensions size step stepsize parameter parameters variable variables sequence iterates "
    "iterate where which here now let suppose assume if under consider then respectively resp objective loss least at "
    "particular implies imply implying shows "
    "ie has have most one two there exists holds hold satisfies satisfy satisfying following as above below ref "
    "display losses objectives example examples training "
    "unknown gradient gradients derivative derivatives jacobian design response responses label labels target targets "
    "path paths curve curves trajectory trajectories "
    "data input inputs output outputs feature features observation observations weight weights coefficient "
    "coefficients true denote denotes"
)
"""Words that suppose nothing, or what the formulas beside them say."""
QUANTITIES = words(
    "temperature regularisation regularization penalty learning rate tolerance accuracy level threshold width depth "
    "radius weight mass length margin confidence smoothing ridge damping scale scaling precision error"
)
"""What a number may be called of which the formula says the sign."""
SPACING = words(
    r"\, \; \! \: \> ~ \quad \qquad \displaystyle \textstyle \scriptstyle \limits \nolimits \nonumber \notag "
    r"\allowbreak \mathstrut \relax \thinspace \medspace \negthinspace \hfill \strut \middle \break \noindent "
    r"\hfil \null \enskip \enspace \IEEEnonumber \IEEEyesnumber "
    r"\mathopen \mathclose \mathord \mathrel \mathbin \mathpunct \mathinner \ensuremath "
    r"\qedhere \qed \xspace \protect \/ \@"
) | {"\\ ", "\\\n"}
"""Commands that only say how far apart things stand, or how large."""
