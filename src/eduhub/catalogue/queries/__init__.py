"""Every read that a face shows: one module for each page."""
