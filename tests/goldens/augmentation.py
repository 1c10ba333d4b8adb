"""Golden values for native-models/data/augmentation: what Albumentations makes of two small pictures.

Run by hand: python tests/goldens/augmentation.py
Made with albumentations 2.0.8, opencv-python-headless 5.0.0 and numpy 2.4.

Each file of tests/goldens/data/augmentation holds the cases of one transform: which picture, the parameters
as the transform of Blemish takes them (the noise of elastic in a file of its own), and the expected raster
(float32) and labels (uint8), as base64.
"""

import base64
import json
from pathlib import Path

import albumentations as A
import numpy as np
from albumentations.augmentations.blur.functional import create_gaussian_kernel_1d
from albumentations.augmentations.geometric import functional as geometric

OUT = Path(__file__).parent / "data" / "augmentation"
IGNORE = 255


def main() -> None:
    pictures = {"gray": make_picture(26, 34, 1), "colour": make_picture(24, 32, 3)}
    noises = {name: make_noise(*labels.shape) for name, (_, labels) in pictures.items()}
    write("pictures", {name: encode(*picture) for name, picture in pictures.items()})
    write("noise", {name: {"x": base64_of(x), "y": base64_of(y)} for name, (x, y) in noises.items()})
    for name, cases in TRANSFORMS.items():
        write(
            name,
            [
                {"picture": picture, "parameters": parameters, "expected": encode(*result)}
                for picture, content in pictures.items()
                for parameters, result in cases(*content)
            ],
        )


def make_picture(height: int, width: int, channels: int) -> tuple[np.ndarray, np.ndarray]:
    """Waves with grain, and label blobs of classes 0 to 3 that touch the border; nothing in it is symmetric."""
    generator = np.random.default_rng(height)
    y, x, c = np.mgrid[0:height, 0:width, 0:channels]
    waves = 0.5 + 0.3 * np.sin(x / 5 + c) * np.cos(y / 7 - c) + 0.1 * x / width
    raster = np.clip(waves + generator.normal(0, 0.05, waves.shape), 0, 1).astype(np.float32)
    labels = np.zeros((height, width), np.uint8)
    labels[3:9, 2:15] = 1
    labels[height // 2 :, width // 2 : width // 2 + 5] = 2
    labels[:6, width - 7 :] = 3
    labels[height - 4, 1:9] = IGNORE
    return raster, labels


def flips(transform):
    def cases(raster, labels):
        yield None, (transform.apply(raster), transform.apply_to_mask(labels))

    return cases


def rotations(raster, labels):
    transform = A.Rotate(limit=15, fill_mask=IGNORE)
    for degrees in (-11.5, 15.0):
        centre = geometric.center(raster.shape)
        none = {"x": 0, "y": 0}
        matrix = geometric.create_affine_transformation_matrix(none, none, {"x": 1, "y": 1}, degrees, centre)
        parameters = {"matrix": matrix, "shape": raster.shape, **dict.fromkeys(["x_min", "x_max", "y_min", "y_max"], -1)}
        yield {"degrees": degrees}, (transform.apply(raster, **parameters), transform.apply_to_mask(labels, **parameters))


def brightness_contrasts(raster, labels):
    transform = A.RandomBrightnessContrast()
    for brightness, contrast in ((0.2, 1.2), (-0.13, 0.85)):
        result = transform.apply(raster, alpha=contrast, beta=brightness)
        yield {"brightness": brightness, "contrast": contrast}, (result, labels)


def gaussian_blurs(raster, labels):
    transform = A.GaussianBlur(blur_limit=(3, 7))
    for kernel, sigma in ((3, 2.4), (7, 1.3)):
        result = transform.apply(raster, kernel=create_gaussian_kernel_1d(sigma, kernel))
        yield {"kernel": kernel, "sigma": sigma}, (result, labels)


def coarse_dropouts(raster, labels):
    transform = A.CoarseDropout(fill_mask=IGNORE)
    height, width = labels.shape
    holes = [[0, 0, 6, 5], [width - 9, 10, width, 14], [4, height - 8, 17, height]]
    result = (
        transform.apply(raster, holes=np.array(holes), seed=0),
        transform.apply_to_mask(labels, holes=np.array(holes), seed=0),
    )
    boxes = [{"x": x0, "y": y0, "width": x1 - x0, "height": y1 - y0} for x0, y0, x1, y1 in holes]
    yield {"holes": boxes}, result


def elastics(raster, labels):
    height, width = labels.shape
    for alpha, sigma in ((1, 50), (40, 25), (40, 4)):
        transform = A.ElasticTransform(alpha=alpha, sigma=sigma, fill_mask=IGNORE)
        dx, dy = (displacement(plane, alpha, sigma) for plane in make_noise(height, width))
        rows, columns = np.mgrid[0:height, 0:width]
        maps = {"map_x": (columns + dx).astype(np.float32), "map_y": (rows + dy).astype(np.float32)}
        yield {"alpha": alpha, "sigma": sigma}, (transform.apply(raster, **maps), transform.apply_to_mask(labels, **maps))


def make_noise(height: int, width: int) -> np.ndarray:
    """Normal noise for the two axes, each scaled so that its largest value is 1."""
    noise = np.random.default_rng(7).standard_normal((2, height, width), dtype=np.float32)
    return noise / np.abs(noise).max(axis=(1, 2), keepdims=True)


def displacement(noise, alpha, sigma):
    """Albumentations' displacement field of one axis from known noise."""

    class Known:
        def standard_normal(self, _shape, dtype):
            return noise[np.newaxis].astype(dtype)

    return geometric.generate_displacement_fields(noise.shape, alpha, sigma, True, (0, 0), Known(), "gaussian")[0]


def clahes(raster, labels):
    for clip_limit, tile_grid in ((2.0, 8), (1.4, 3)):
        result = A.CLAHE(clip_limit=2.0, tile_grid_size=(tile_grid, tile_grid)).apply(raster, clip_limit=clip_limit)
        yield {"clipLimit": clip_limit, "tileGrid": tile_grid}, (result, labels)


TRANSFORMS = {
    "horizontal-flip": flips(A.HorizontalFlip()),
    "vertical-flip": flips(A.VerticalFlip()),
    "transpose": flips(A.Transpose()),
    "rotation": rotations,
    "brightness-contrast": brightness_contrasts,
    "gaussian-blur": gaussian_blurs,
    "coarse-dropout": coarse_dropouts,
    "elastic": elastics,
    "clahe": clahes,
}


def encode(raster: np.ndarray, labels: np.ndarray) -> dict:
    height, width = labels.shape
    raster = raster.reshape(height, width, -1).astype(np.float32)
    return {
        "width": width,
        "height": height,
        "channels": raster.shape[2],
        "raster": base64_of(raster),
        "labels": base64_of(labels),
    }


def base64_of(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()


def write(name: str, content) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
