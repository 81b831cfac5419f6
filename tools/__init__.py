"""Small programs that keep the house in order; the product does not import them."""
