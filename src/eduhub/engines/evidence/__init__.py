"""What the totals of classes say, and how sure one may be."""
