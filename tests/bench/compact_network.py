"""The compact network of native-models/model, layer by layer, in PyTorch."""

import torch
from torch import nn
from torch.nn import functional as F

from pytorch.decoder import ConvBlock, group_count, initialize, resize

STEM = 24
CHANNELS = (48, 96, 192)
BLOCKS = (1, 2, 3)
CONTEXT, CONTEXT_BLOCKS = 160, 2
EXPANSION = 2
DECODER = (128, 64, 32, 16)
GROUPS = 8


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm = nn.GroupNorm(group_count(channels, GROUPS), channels)
        self.expand = nn.Conv2d(channels, EXPANSION * channels, 1, bias=False)
        self.project = nn.Conv2d(EXPANSION * channels, channels, 1, bias=False)

    def forward(self, x):
        return x + self.project(F.relu(self.expand(self.norm(self.conv(x)))))


class Downsample(nn.Sequential):
    def __init__(self, inputs, outputs):
        super().__init__(
            nn.PixelUnshuffle(2),
            nn.Conv2d(4 * inputs, outputs, 1, bias=False),
            nn.GroupNorm(group_count(outputs, GROUPS), outputs),
        )


class Context(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.down = Downsample(channels, CONTEXT)
        self.blocks = nn.Sequential(*[Block(CONTEXT) for _ in range(CONTEXT_BLOCKS)])
        self.project = nn.Conv2d(CONTEXT, channels, 1, bias=False)

    def forward(self, x):
        return x + resize(self.project(self.blocks(self.down(x))), list(x.shape[2:]))


class Compact(nn.Module):
    def __init__(self, classes):
        super().__init__()
        first, second, third = CHANNELS
        self.stem = nn.Sequential(
            nn.PixelUnshuffle(2),
            nn.Conv2d(12, STEM, 3, padding=1, bias=False),
            nn.GroupNorm(group_count(STEM, GROUPS), STEM),
            nn.ReLU(),
            Downsample(STEM, first),
            nn.ReLU(),
        )
        self.down = nn.ModuleList([nn.Identity(), Downsample(first, second), Downsample(second, third)])
        self.blocks = nn.ModuleList(
            [nn.Sequential(*[Block(channels) for _ in range(count)]) for channels, count in zip(CHANNELS, BLOCKS)]
        )
        self.context = Context(third)
        a, b, c, d = DECODER
        self.stages = nn.ModuleList(
            [
                ConvBlock(third, a, GROUPS),
                ConvBlock(a + second, b, GROUPS),
                ConvBlock(b + first, c, GROUPS),
                ConvBlock(c, d, GROUPS),
            ]
        )
        self.head = nn.Conv2d(d, classes, 1)
        self.apply(initialize)
        nn.init.zeros_(self.context.project.weight)

    def forward(self, x):
        x = self.stem(x)
        features = []
        for down, blocks in zip(self.down, self.blocks):
            x = blocks(down(x))
            features.append(x)
        shallow, mid, deep = features
        x = double(self.stages[0](self.context(deep)))
        x = double(self.stages[1](torch.cat([x, mid], dim=1)))
        x = double(self.stages[2](torch.cat([x, shallow], dim=1)))
        # The head before the doubling gives the same numbers for a quarter of the work, here as in Blemish.
        return double(self.head(self.stages[3](x)))


def double(x):
    return resize(x, [2 * x.shape[2], 2 * x.shape[3]])


def compact_network(classes):
    return Compact(classes)
