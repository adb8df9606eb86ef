"""The one table of finding codes: statuses, clause, side, cure, and the words in both languages.

One file an area; a code is never renamed, only retired. `CODES` is every row by its code.
"""
