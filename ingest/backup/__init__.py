"""Backups: the rows of one instant and every blob they name, in a folder; and back from there."""
