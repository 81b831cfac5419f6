"""Every write of the room: one module for each noun."""
