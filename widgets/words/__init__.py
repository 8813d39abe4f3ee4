"""Words: names that are refused, sentences with numbers in them, labels and headings."""
