"""What is taken home from the built book: sheets for a class (`handouts`)."""
