"""Investors' profiles, interests, introductions and data rooms."""
