"""The text of documents, read in a child process: nothing here is imported by its parent."""
