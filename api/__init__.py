"""Delivery: the command line, and reports for people; no rule and no verdict is made here."""
