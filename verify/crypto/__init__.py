"""Raw verification of one signature by algorithm identifier."""
