"""The record as a brief: composed once as nodes (`compose`), then written as Markdown or as a page (`markdown`, `html`).

`compose` asks the sections for their rows and `lead` for the first sentences; `context` names actors and cites reports; `rows`
turns one finding into a line; `redundancy` drops what only repeats; `phrasing` and `wording` hold the words.
"""
