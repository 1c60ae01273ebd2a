"""Letters and signs that a paper may hold as they are, for engines that read Unicode, and the commands for them."""

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi",
    "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_SIGNS = {
    "≤": "le", "≥": "ge", "≠": "ne", "≼": "preceq", "≽": "succeq", "∈": "in", "∉": "notin", "⊂": "subset",
    "⊆": "subseteq", "∪": "cup", "∩": "cap", "∅": "emptyset", "→": "to", "↦": "mapsto", "⇒": "Rightarrow",
    "⇔": "Leftrightarrow", "∀": "forall", "∃": "exists", "∇": "nabla", "∂": "partial", "∞": "infty", "∑": "sum",
    "∏": "prod", "∫": "int", "·": "cdot", "⋅": "cdot", "×": "times", "±": "pm", "∘": "circ", "⊙": "odot",
    "⊤": "top", "⟂": "perp", "⟨": "langle", "⟩": "rangle", "⌈": "lceil", "⌉": "rceil", "⌊": "lfloor", "⌋": "rfloor",
    "‖": "|", "∥": "|", "…": "dots", "⋯": "cdots", "ℓ": "ell", "⋆": "star",
}  # fmt: skip
_FORMS = {"ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}", "𝔼": r"\mathbb{E}", "ℙ": r"\mathbb{P}",
          "²": "^2", "³": "^3", "−": "-"}  # fmt: skip

SPELLED = {**{sign: f"\\{name}" for sign, name in (_GREEK | _SIGNS).items()}, **_FORMS}
"""How what stands for itself is written with commands, as it is in the package unicode-math."""
