"""Rendering: report values in, text for people out; pure, and the same bytes every time."""
