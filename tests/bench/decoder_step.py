"""One training step of the brief's decoder at 518 px, batch 1, over random features: see step_protocol.py."""

from step_protocol import serve, set_up, training_step

import torch

from pytorch.decoder import Decoder

CLASSES = 4


def main():
    set_up()
    decoder = Decoder([768, 768, 768], [256, 128, 64], CLASSES, output_size=(518, 518))
    features = [torch.randn(1, 768, 37, 37) for _ in range(3)]
    labels = torch.randint(CLASSES, (1, 518, 518))
    serve(training_step(decoder, features, labels, class_weights=[0.3, 3.0, 1.5, 1.5]))


main()
