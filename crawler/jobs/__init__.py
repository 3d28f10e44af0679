"""The jobs: plain functions, one a file, for the command line and whoever else wants the work done. None prints."""
