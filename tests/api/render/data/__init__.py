"""Small hand-written reports, and a code table to read them with."""
