"""Lets a Node bench time PyTorch training steps, one at a time, in turns with its own.

Import this first: it exits with 3 and one line on stderr where torch is missing. A script builds its step with
`training_step` and hands it to `serve`, which prints {"ready": true, "torch": VERSION, "threads": N}, answers every
line "step" with {"ms": NUMBER, "loss": NUMBER}, and ends at "quit" or at the end of its input.
"""

import argparse
import json
import sys
import time
from pathlib import Path

try:
    import torch
except ImportError as problem:
    print(f"PyTorch cannot be imported by {sys.executable}: {problem}", file=sys.stderr)
    sys.exit(3)

sys.path.insert(0, str(Path(__file__).parents[1]))
from pytorch.loss import combined_loss


def set_up():
    """Thread count from the command line, and a fixed seed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    torch.set_num_threads(parser.parse_args().threads)
    torch.manual_seed(0)


def training_step(network, inputs, labels, class_weights):
    """Forward, loss, backward, clipping and AdamW as in the brief, sections 4 and 5, as a function that gives the loss."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-5, weight_decay=0.01)
    weights = torch.tensor(class_weights)

    def step():
        optimizer.zero_grad()
        loss = combined_loss(network(*inputs), labels, weights)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    return step


def serve(step):
    say({"ready": True, "torch": torch.__version__, "threads": torch.get_num_threads()})
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        start = time.perf_counter()
        loss = step()
        say({"ms": 1000 * (time.perf_counter() - start), "loss": loss})


def say(answer):
    print(json.dumps(answer), flush=True)
