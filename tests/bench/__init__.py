"""Speed and memory as ratios to the floor measured in the same run (design 14)."""
