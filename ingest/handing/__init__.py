"""Handing on: cases that a person admitted go to what comes after, and are called back."""
