"""The version of the package, in a module of its own: whoever prints it need not know the package's verbs."""

__version__ = "0.1.0"
