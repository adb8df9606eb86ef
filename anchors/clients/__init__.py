"""Asking and writing chains: the only part of `anchors` that does I/O."""
