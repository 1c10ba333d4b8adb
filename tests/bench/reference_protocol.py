"""Lets a Node bench time work in Python, one piece at a time, in turns with its own.

A script hands its functions by name to `serve_work`, which prints {"ready": true, "packages": TEXT, "threads": N},
answers every line that is a name with {"ms": NUMBER}, and ends at "quit" or at the end of its input.
"""

import argparse
import importlib
import json
import sys
import time


def required_package(name):
    """The package; exits with 3 and one line on stderr where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as problem:
        print(f"{name} cannot be imported by {sys.executable}: {problem}", file=sys.stderr)
        sys.exit(3)


def thread_count():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args().threads


def serve_work(work, packages, threads):
    """Each function does its work once; one that returns a float has timed itself, ms, as not all it does counts."""
    say({"ready": True, "packages": packages, "threads": threads})
    for line in sys.stdin:
        name = line.strip()
        if name == "quit":
            break
        start = time.perf_counter()
        result = work[name]()
        elapsed = 1000 * (time.perf_counter() - start)
        say({"ms": result if isinstance(result, float) else elapsed})


def say(answer):
    print(json.dumps(answer), flush=True)
