"""Who says what: source, cue and content of every attribution, by the tree, by the language model, by quotation marks."""
