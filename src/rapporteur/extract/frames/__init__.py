"""What a verb or a noun needs around it to tell something: the frames that the kinds of claims share."""
