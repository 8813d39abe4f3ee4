"""What every model is made of: parameters, domains, the register, the chain of definitions, its printers."""
