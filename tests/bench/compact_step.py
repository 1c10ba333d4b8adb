"""One training step of the compact network at 256 px, batch 8, over random pictures: see step_protocol.py."""

from step_protocol import serve, set_up, training_step

import torch

from compact_network import compact_network

CLASSES = 6
BATCH = 8
SIZE = 256


def main():
    set_up()
    pictures = torch.randn(BATCH, 3, SIZE, SIZE)
    labels = torch.randint(CLASSES, (BATCH, SIZE, SIZE))
    network = compact_network(CLASSES)
    serve(training_step(network, [pictures], labels, class_weights=[0.3] + [1.5] * (CLASSES - 1)))


main()
