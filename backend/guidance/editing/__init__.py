"""How words become approved: a draft, a review, the approval of a second person, and the history of all of it."""
