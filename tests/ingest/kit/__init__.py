"""What a kit holds, and where it was taken from."""
