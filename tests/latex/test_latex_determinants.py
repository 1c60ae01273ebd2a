r"""``\det(A)`` of matrices of two or three rows."""


def test_determinants_of_few_rows_are_read(read):
    reading = read(r"""
        Let $A, B \in \mathbb{R}^{2 \times 2}$ and $M \in \mathbb{R}^{n \times n}$.
        \[ \det(A B) = \det(A) \det(B) , \] \[ \det(M) = \det(M^\top) , \] \[ \det A B = 0 . \]
    """)
    assert [claim.text for claim in reading.document().claims] == ["det(A B) = det(A) det(B)"]
    assert reading.record.lost == 2
