"""`evenlight up`: the whole service on one machine, with one command and nothing left behind."""
