"""Rapporteur among spaCy's pipes: a reading as a `Doc`, a `Doc` of any pipeline as a reading, `doc._.statements`.

    nlp.add_pipe("rapporteur")           # spaCy finds the factory by itself, see `component`
    doc = reading.to_spacy()             # see `docs`
    doc._.statements[0].content          # Spans, see `statements`

spaCy is an extra: pip install rapporteur[spacy]. Importing this package loads neither spaCy nor the reading model.
"""
