"""The demo city: plainly invented, the same every time it is made."""
