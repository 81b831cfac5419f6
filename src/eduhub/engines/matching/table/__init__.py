"""The problem as columns of numbers, in the order of the lot."""
