"""Models of this part of the book; one module per model."""
