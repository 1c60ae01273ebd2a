"""The author's own LaTeX: lexing with positions, declarations, type-directed parsing, claims. Nothing is executed."""
