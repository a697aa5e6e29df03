"""``python -m generator.cli``: the commands without an installed script."""

import sys

from generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
