r"""Macros of the author's, expanded with places kept and within limits; ``\input`` followed. TeX is not run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from proofcheck.latex.arguments import (
    MOST_TOKENS,
    Pending,
    compared,
    environment_next,
    file_name,
    optional,
    remaining,
    skip_sizes,
    star,
    taken,
)
from proofcheck.latex.definitions import FALSE, MISSING, OPTIONAL, STAR, TRUE, Definitions, Macro, Parameter
from proofcheck.latex.source import COMMAND, COMMENT, SPACE, Source, Token, UnreadError, group_end, lex, plain
from proofcheck.latex.vocabulary import MEANS, words

MOST_EXPANSIONS = 100_000
"""How many macros may be expanded."""
MOST_EXPANSIONS_IN_PACKAGES = 2_000
"""How many a package may expand: where one runs on for ever, as TeX would not, its definitions are known by then."""
MOST_FILES = 100
"""How many files may be read for one document."""
DEEPEST_FILES = 40

Open = Callable[[str], Source | None]
"""Returns the text of a file that is named in another one; None where there is none."""

_FILES = words(r"\input \include \subfile \InputIfFileExists")
_FILES_IN_FOLDERS = words(r"\import \subimport \includefrom \subincludefrom")
_PACKAGES = {"\\usepackage": ".sty", "\\RequirePackage": ".sty", "\\documentclass": ".cls", "\\LoadClass": ".cls"}
_CHOICES = {"\\IfBooleanTF": (True, True), "\\IfBooleanT": (True, False), "\\IfBooleanF": (False, True),
            "\\IfNoValueTF": (True, True), "\\IfNoValueT": (True, False), "\\IfNoValueF": (False, True),
            "\\IfValueTF": (True, True), "\\IfValueT": (True, False), "\\IfValueF": (False, True)}  # fmt: skip
"""Whether a choice has something for one case, and for the other."""


_UPRIGHT = words(r"\mathbf \mathrm \mathsf \textbf \textrm \textup \operatorname \bm \boldsymbol")
_MATRICES = words(r"\A \B \C \D \F \W \X")


_NO_SWITCHES = words(r"\iff \ifthenelse \IfBooleanTF")
"""Commands that begin like a conditional, and are none."""


_ARGUMENTS = {
    **dict.fromkeys(words(r"\frac \tfrac \dfrac \cfrac \binom \dbinom \tbinom \overset \underset \stackrel"), 2),
    **dict.fromkeys(
        words(
            r"\hat \widehat \tilde \widetilde \bar \overline \check \breve \mathring \underline \vec \dot \ddot \sqrt "
            r"\mathbf \bm \boldsymbol \pmb \mathcal \mathscr \mathfrak \mathsf \mathbb \mathrm \operatorname _ ^"
        ),
        1,
    ),
}
"""How many arguments commands take that may stand without braces."""


_STRUCTURE = words(
    r"\part \chapter \section \subsection \subsubsection \paragraph \label \ref \eqref \cite \footnote \item \caption"
)
"""Commands that say how a text is made up, whatever a class or an author lets them look like."""


@dataclass(slots=True)
class _Wants:
    """How many arguments are still to come, of the command that was read last; outside the braces that are open too."""

    more: int = 0
    _outside: list[int] = field(default_factory=list)

    def take(self, token: Token) -> None:
        """Note a token."""
        if token.text == "{":
            self._outside.append(self.more)
            self.more = 0
        elif token.text == "}":
            self.more = max(self._outside.pop() - 1, 0) if self._outside else 0
        elif token.text in _ARGUMENTS:
            self.more = _ARGUMENTS[token.text]
        elif self.more and token.kind not in {SPACE, COMMENT}:
            self.more -= 1


@dataclass(slots=True)
class Expander:
    """Expands macros; what is wrong is noted, and costs no more than its place."""

    open: Open
    known: Definitions = field(default_factory=Definitions)
    problems: list[UnreadError] = field(default_factory=list)
    _tokens: int = 0
    _expansions: int = 0
    _most_expansions: int = MOST_EXPANSIONS
    _files: int = 0
    _packages: set[str] = field(default_factory=set)
    _opened: list[Iterator[Token]] = field(default_factory=list)
    _wants: "_Wants" = field(default_factory=lambda: _Wants())

    def expanded(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Yield tokens with macros expanded; those that are defined on the way included."""
        for token in self._expanded(tokens):
            self._wants.take(token)
            yield token

    def _expanded(self, tokens: Iterable[Token]) -> Iterator[Token]:
        pending: Pending = [iter(tokens)]
        for read in remaining(pending):
            token = self._lasting(read)
            self._tokens += 1
            if self._tokens > MOST_TOKENS:
                self._note(token, f"the document has more than {MOST_TOKENS:,} pieces, macros expanded: the rest is "
                           "not read.")  # fmt: skip
                return
            if token.kind != COMMAND:
                yield token
                continue
            if token.text in {"\\begin", "\\end"}:
                inside, again = environment_next(pending)
                if token.text == "\\end" and inside == "document":
                    if not self._file_ends(pending):
                        return
                    continue
                macro = self._environment(token, inside)
                if macro is None:
                    pending.append(iter(again))
                    yield token
                    continue
            else:
                macro = self.known.macros.get(token.text) if token is read else None
            if token.text == "\\endinput":
                self._file_ends(pending)
                continue
            try:
                more = self._handled(token, macro, pending)
            except UnreadError as error:
                self.problems.append(error)
                continue
            if more is None:
                yield token
            elif macro is not None and not macro.parameters and len(macro.body) > 1:
                body = _ungrouped(list(more))
                pending.append(iter(_grouped(token, body) if self._wants.more else body))
            else:
                pending.append(iter(more))

    def _lasting(self, token: Token) -> Token:
        r"""Return what a command stands for by ``\let``, whatever that name is made to mean afterwards."""
        macro = self.known.macros.get(token.text)
        if macro is None or not macro.lasting or token.text in _STRUCTURE:
            return token
        (meant,) = macro.body
        return Token(meant.kind, meant.text, token.source, token.at, token.end)

    def _is_mean(self, macro: Macro) -> bool:
        r"""Whether a command for means stands for an upright E, in a font in which no matrices are set."""
        font, *rest = [t.text for t in macro.body if t.kind != SPACE and t.text not in {"{", "}", "\\mathop"}] or [""]
        others = {t.text for name in _MATRICES if name in self.known.macros for t in self.known.macros[name].body}
        return font in _UPRIGHT and rest == ["E"] and font not in others

    def _note(self, token: Token, message: str) -> None:
        self.problems.append(UnreadError(token, message))

    def _environment(self, token: Token, name: str) -> Macro | None:
        """Return what the beginning or the end of an environment stands for that is made of others."""
        begin, end = self.known.environments.get(name, (None, None))
        if begin is None or all(t.text != "\\begin" for t in begin.body):
            return None
        return begin if token.text == "\\begin" else end

    def _handled(self, token: Token, macro: Macro | None, pending: Pending) -> Iterable[Token] | None:
        """Return what takes the place of a command; None where it stays."""
        if self.known.defines(token.text):
            self.known.define(token, pending)
            return ()
        if token.text == "\\mathpalette":  # a command that fits a sign to the style, and the sign
            taken(pending, token)
            return taken(pending, token)
        if token.text in {"\\ensuremath", "\\mathrel"}:  # which set their argument, and say nothing
            return taken(pending, token)
        if token.text in _FILES or token.text in _FILES_IN_FOLDERS:
            return self._file(token, pending)
        if token.text in _PACKAGES:
            return self._packages_read(token, pending)
        if token.text in _CHOICES:
            return _chosen(token, pending)
        if token.text in {"\\iffalse", "\\if"} or not self.known.switches.get(token.text, True):
            _skip_to_fi(pending, otherwise=True)
            return ()
        if token.text == "\\ifnum" and (holds := compared(pending)) is not None:
            if not holds:
                _skip_to_fi(pending, otherwise=True)
            return ()
        if self._in_switch(token):
            if token.text == "\\else":
                _skip_to_fi(pending, otherwise=False)
            return ()
        if macro is None or token.text in _STRUCTURE or (token.text in MEANS and self._is_mean(macro)):
            return None
        self._expansions += 1
        if self._expansions > self._most_expansions or len(pending) > 200:
            if self._expansions == self._most_expansions + 1 or len(pending) > 200:
                self._note(token, f"macros are expanded too often or too deeply, at last {token.text}: it is left out.")
            return ()
        return _expansion(token, macro, pending)

    def _in_switch(self, token: Token) -> bool:
        """Whether a command only parts what is read by a switch from what is not."""
        return token.text in {"\\iftrue", "\\else", "\\fi"} or token.text in self.known.switches

    # ------------------------------------------------------------------ files

    def _file(self, token: Token, pending: Pending) -> Iterable[Token]:
        name = file_name(pending, token)
        if token.text in _FILES_IN_FOLDERS:
            name = f"{name.rstrip('/')}/{file_name(pending, token)}"
        self._files += 1
        if self._files > MOST_FILES or len(pending) > DEEPEST_FILES:
            self._note(token, f"too many files are read: {name} is left out.")
            return ()
        opened = self.open(name)
        if opened is None:
            self._note(token, f"there is no file {name!r} that can be read: it is left out.")
            return ()
        found = lex(opened)
        self._opened.append(found)
        return found

    def _file_ends(self, pending: Pending) -> bool:
        """Leave the rest of the file that was opened last; whether it was one that another one names."""
        place = next((i for i in range(len(pending) - 1, -1, -1) if any(pending[i] is f for f in self._opened)), None)
        del pending[place:]
        return place is not None

    def _packages_read(self, token: Token, pending: Pending) -> Iterable[Token]:
        """Take the definitions of packages that lie beside the document; all others are known or passed over."""
        options = optional(pending) or ()
        names = [name.strip() for name in plain(taken(pending, token)).split(",")]
        if names == ["subfiles"] and options:
            names = [plain(options)]
        for name in names:
            opened = self.open(name if name.endswith(".tex") else f"{name}{_PACKAGES[token.text]}")
            if opened is None or opened.file in self._packages or len(self._packages) > MOST_FILES:
                continue
            self._packages.add(opened.file)
            most = MOST_EXPANSIONS_IN_PACKAGES
            inner = Expander(self.open, self.known, _packages=self._packages, _most_expansions=most)
            for _ in inner.expanded(takewhile(lambda t: t.text != "\\begin", lex(opened))):
                pass
            self._tokens += inner._tokens
        return ()


def _expansion(token: Token, macro: Macro, pending: Pending) -> list[Token]:
    if macro.paired:
        skip_sizes(pending)
    given = [_given(parameter, token, pending) for parameter in macro.parameters]
    made: list[Token] = []
    place = 0
    while place < len(macro.body):
        piece = macro.body[place]
        if piece.text == "#" and place + 1 < len(macro.body) and macro.body[place + 1].text.isdecimal():
            number = int(macro.body[place + 1].text)
            made += given[number - 1] if 0 < number <= len(given) else ()
            place += 2
            continue
        made.append(Token(piece.kind, piece.text, token.source, token.at, token.end))
        doubled = piece.text == "#" and [t.text for t in macro.body[place + 1 : place + 2]] == ["#"]
        place += 2 if doubled else 1  # a macro that the expansion defines has arguments of its own
        if len(made) > MOST_TOKENS:
            raise UnreadError(token, f"{token.text} expands to more than {MOST_TOKENS:,} pieces.")
    return made


def _ungrouped(expansion: list[Token]) -> list[Token]:
    r"""Return what stands for a macro without braces around a letter in a font: ``{\bm{x}}`` is ``\bm{x}``."""
    inside = expansion
    while len(inside) > 2 and inside[0].text == "{" and group_end(inside, 0) == len(inside) - 1:
        inside = inside[1:-1]
    in_font = bool(inside) and _ARGUMENTS.get(inside[0].text) == 1 and [t.text for t in inside[1:2]] == ["{"]
    return inside if len(inside) == 1 or (in_font and group_end(inside, 1) == len(inside) - 1) else expansion


def _grouped(token: Token, expansion: Iterable[Token]) -> Iterator[Token]:
    """Yield an expansion in braces: it is one argument, as the macro is."""
    for text in "{", "}":
        yield Token("sign", text, token.source, token.at, token.end)
        if text == "{":
            yield from expansion


def _given(parameter: Parameter, token: Token, pending: Pending) -> Sequence[Token]:
    """Take what a macro is given for a parameter."""
    if parameter.kind == STAR:
        return [Token(COMMAND, TRUE if star(pending) else FALSE, token.source, token.at, token.end)]
    if parameter.kind == OPTIONAL:
        missing = (Token(COMMAND, MISSING, token.source, token.at, token.end),)
        return optional(pending) or (missing if parameter.default is None else parameter.default)
    return taken(pending, token)


def _chosen(token: Token, pending: Pending) -> Sequence[Token]:
    """Return what a choice of xparse says for the star, or the option, that it is about."""
    asked = taken(pending, token)
    signs = [t.text for t in asked]
    first = signs == [TRUE] if "Boolean" in token.text else (signs == [MISSING]) == ("NoValue" in token.text)
    cases = [taken(pending, token) if there else [] for there in _CHOICES[token.text]]
    return cases[0] if first else cases[1]


def _skip_to_fi(pending: Pending, *, otherwise: bool) -> None:
    """Pass over what a switch leaves out: to the end, or to what it says for the other case."""
    depth = 1
    for token in remaining(pending):
        if token.text == "\\fi":
            depth -= 1
            if not depth:
                return
        elif token.kind == COMMAND and token.text.startswith("\\if") and token.text not in _NO_SWITCHES:
            depth += 1
        elif token.text == "\\else" and depth == 1 and otherwise:
            return
