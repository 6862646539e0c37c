"""The entry point of the program.

`--version` is answered before click or anything of ours is loaded.
"""

import sys


def main() -> None:
    """Run the `netcrm` command and leave the process with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from netcrm import __version__

        print(f"netcrm {__version__}")
        return
    from netcrm.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
