"""Pages, guides and news that staff write, and whom to turn to."""
