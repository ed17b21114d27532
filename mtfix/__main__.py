"""`python -m mtfix`."""

import sys

from mtfix.cli.main import main

sys.exit(main())
