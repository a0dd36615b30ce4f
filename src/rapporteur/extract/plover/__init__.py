"""Events in the terms of PLOVER: types, participants, modes and contexts (PLOVER manual, Open Event Data Alliance)."""
