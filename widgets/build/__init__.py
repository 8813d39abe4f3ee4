"""How the book is built: one page for its author, later the whole book. Nothing here draws."""
