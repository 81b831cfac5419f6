"""The testbed: offers, groups that join, the principal's yes, what success means, running pilots."""
