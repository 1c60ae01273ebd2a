"""A word that stands in a formula as it is, is a name; what it stands for may be said in words."""

import pytest


def entries(reading):
    return [(entry.what, entry.text) for entry in reading.record.entries]


@pytest.mark.parametrize("word", ["Regret", "Loss", "Reg", "regret"])
def test_a_word_in_a_formula_is_a_name(read, word):
    reading = read(rf"Let $T \ge 1$. Then \[ \frac{{{word}_T}}{{2}} \le {word}_T + 3 T. \]")
    assert entries(reading)[-1] == ("claim", f"{word}_T / 2 ≤ {word}_T + 3 T")


def test_what_a_word_stands_for_is_in_doubt_unless_it_is_defined(read):
    [claim] = read(r"Then \[ Regret_T + Loss_T \le 2. \]").document().claims
    assert any(remark.unread for h in claim.tacit for remark in h.parts if hasattr(remark, "unread"))
    text = r"Let $T \ge 1$. Let $Regret_T = 2 T$. Then \[ Regret_T \ge 2 + T - 1. \]"
    claim = read(text).document().claims[-1]
    assert not any(remark.unread for h in claim.tacit for remark in h.parts if hasattr(remark, "unread"))


def test_products_and_words_in_a_text_stay_what_they_are(read):
    reading = read(r"Let $A = 1$. Then \[ Axyz = xyzA \quad\text{for all Regret} \]")
    assert ("claim", "A x y z = x y z A") in entries(reading)
