"""The shapes of what comes in from pages: one module for each page."""
