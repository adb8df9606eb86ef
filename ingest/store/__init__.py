"""What the service keeps: rows in a database, originals and reports as blobs by their digest."""
