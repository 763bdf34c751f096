"""`python -m handoff.cli`: the same as `bokji`."""

from handoff.cli.main import main

main()
