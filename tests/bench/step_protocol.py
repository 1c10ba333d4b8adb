"""Lets a Node bench time PyTorch training steps, one at a time, in turns with its own.

Import this first: it exits with 3 and one line on stderr where torch is missing. A script builds its step with
`training_step` and hands it to `serve` (reference_protocol.py), which knows it as "step".
"""

import sys
from pathlib import Path

from reference_protocol import required_package, serve_work, thread_count

torch = required_package("torch")

sys.path.insert(0, str(Path(__file__).parents[1]))
from pytorch.loss import combined_loss


def set_up():
    """Thread count from the command line, and a fixed seed."""
    torch.set_num_threads(thread_count())
    torch.manual_seed(0)


def training_step(network, inputs, labels, class_weights):
    """Forward, loss, backward, clipping and AdamW as in the brief, sections 4 and 5, as a function."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-5, weight_decay=0.01)
    weights = torch.tensor(class_weights)

    def step():
        optimizer.zero_grad()
        loss = combined_loss(network(*inputs), labels, weights)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        loss.item()

    return step


def serve(step):
    serve_work({"step": step}, f"PyTorch {torch.__version__}", torch.get_num_threads())
