"""Receipts of deposit platforms: every form is data, and is read into one normal value."""
