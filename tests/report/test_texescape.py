import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofcheck.report.texescape import code, escape, plain

COMMANDS = re.compile(r"\\(?:[A-Za-z]+|.)")


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("lemma4_2 & 50% #1", r"lemma4\_2 \& 50\% \#1"),
        ("a\\b{c}", r"a\textbackslash{}b\{c\}"),
        ("Łojasiewicz, Gödel, Grönwall", r"\L{}ojasiewicz, G\"{o}del, Gr\"{o}nwall"),
        ("Gro\u0308nwall", r"Gr\"{o}nwall"),
        ("naïve", r"na\"{\i}ve"),
        ("λ ≤ ∞", r"\ensuremath{\lambda} \ensuremath{\le} \ensuremath{\infty}"),
        ("中", r"\codepoint{4E2D}"),
        ("ﬁ", "fi"),
        ("α²", r"\ensuremath{\alpha}\textsuperscript{2}"),
        ("10⁻³", r"10\textsuperscript{\ensuremath{-}}\textsuperscript{3}"),
        ("x₁", r"x\textsubscript{1}"),
        ("1⅓", r"1\ensuremath{\tfrac{1}{3}}"),
        ("𝔵 ①", r"\codepoint{1D535} \codepoint{2460}"),
        ("ế Ω", r"\codepoint{1EBF} \ensuremath{\Omega}"),
        ("--", "-{}-"),
        ("a\n\t b", "a b"),
    ],
)
def test_text_is_printed_as_it_stands(text, tex):
    assert escape(text) == tex


@given(st.text())
def test_escaped_text_is_ascii_with_harmless_commands_and_matched_braces(text):
    for tex in (escape(text), code(text)):
        assert tex.isascii()
        assert not set(COMMANDS.findall(tex)) & {r"\input", r"\write", r"\def", r"\csname", r"\catcode"}
        bare = COMMANDS.sub("", tex)
        assert not set(bare) & set("$&#^_%") - ({"~"} if "\u00a0" in text else set())
        assert bare.count("{") == bare.count("}")


@given(st.text())
def test_bookmarks_hold_plain_characters_only(text):
    assert re.fullmatch(r"[A-Za-z0-9 .,:;()+\-=/']*", plain(text))


def test_words_that_no_line_holds_may_break():
    assert r"\allowbreak" in escape("x" * 40)
    assert r"\allowbreak" not in escape("hypotheses of the lemma")
