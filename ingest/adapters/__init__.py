"""Adapters: what is not our own package, made into one."""
