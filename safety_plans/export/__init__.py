"""A plan outside the service: as our own file (`document`), as FHIR R4 (`fhir`) and on paper (`pdf`). Pure.

Nothing here reads a clock, a network or a database. What is read from disk is part of this package: words and fonts.
`words` what stands around the owner's own text, `scripts` the language and direction of a text, `glyphs` which
characters the fonts have, `pictures` what kind of file a picture is; `page` and `plan.typ` make the pages of a PDF,
and `printing` is the process to make them in.
"""
