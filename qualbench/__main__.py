"""``python -m qualbench``"""

from qualbench.cli import main

main()
