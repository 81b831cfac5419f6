"""Who judges what: every application as often as the others, jurors alike, all connected."""
