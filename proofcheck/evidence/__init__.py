"""Evidence in files: ``writing`` and ``reading`` of terms, ``derivations``, ``files`` under limits, ``readable`` words.

``readback`` says as terms what the kernel has as normal forms.

No verdict rests on it: what is written is replayed, and what is read is believed only as far as the kernel accepts it
or the models confirm it. Standard library only, and the kernel's terms.
"""
