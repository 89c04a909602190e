"""Safety plans: the pure domain. Nothing here reads a clock, a file, a network or a database.

The shape (steps 1 to 6, gone through in order or jumped into) follows Stanley and Brown, "Safety Planning
Intervention", Cognitive and Behavioral Practice 19 (2012), 256-264. Step 7 was added by later versions.
The shape is all that is taken from there: this package makes no clinical claim.

`plan` what a plan holds, `limits` how much, `revisions` its history, `suggestions` words offered by others,
`diff` and `merge` of two contents, `sharing` who may read, `review` when to look again, `errors` what can be refused.
"""
