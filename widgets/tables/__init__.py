"""Tables of a chapter: parameters, readings, formulas."""
