"""`python -m rapporteur read examples` does what the command `rapporteur read examples` does."""

from rapporteur.cli import main

if __name__ == "__main__":
    main()
