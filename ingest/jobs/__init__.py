"""What is done in the background: attempts, each fenced, run by any number of workers."""
