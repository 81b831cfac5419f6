"""Persons, organisations, memberships and roles, invitations, and what a person may ask of their data."""
