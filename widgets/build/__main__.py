"""`python widgets/build book`, `python widgets/build page <slug>`: what make calls."""

import sys
from pathlib import Path

# the folder and not the package: `import widgets` would bring Altair and SymPy to a process that draws nothing
sys.path[0] = str(Path(__file__).resolve().parents[1])

if __name__ == "__main__":
    from build import page, whole

    commands = {"book": whole.main, "page": page.main}
    sys.exit(commands[sys.argv[1]](*sys.argv[2:]))
