"""Whom the words name: the mentions of a report, led to actors, once, in the order of the text."""
