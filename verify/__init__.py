"""The judgement of one bundle; pure: bytes, values and one given time in, values out."""
