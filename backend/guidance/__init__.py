"""Guidance to read: for parents and carers, for young people, for school staff; and how it is written and approved."""
