"""The words of a report as a tree of grammar, and what English rules out in a parse."""
