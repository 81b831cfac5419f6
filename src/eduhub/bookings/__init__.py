"""Rooms, kits, advisers' hours: what is free and who has it."""
