"""Where a number comes from: the definitions it rests on, in words, as formulas, and with numbers put in."""
