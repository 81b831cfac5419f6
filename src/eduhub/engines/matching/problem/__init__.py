"""What is to be matched, and the limits and rules of the round."""
