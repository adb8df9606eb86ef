"""The imperative shell: receive, read and keep packages, and run the pure core over them."""
