"""`python -m crawler`: the same as `cchc`."""

from crawler.cli import main

if __name__ == "__main__":
    main()
