"""The work of benches/mask.ts on the same labels, in numpy and OpenCV: see reference_protocol.py."""

import time

from reference_protocol import required_package, serve_work, thread_count

np = required_package("numpy")
cv2 = required_package("cv2")

SIDE = 8192
DEFECTS = 5000
RADIUS = 200
DENSE_SIDE = 4096


def place(i):
    """Evenly scattered points, the same in benches/mask.ts."""
    return int(SIDE * (i * 0.7548776662466927 % 1)), int(SIDE * (i * 0.5698402909980532 % 1))


def encoded(labels):
    """Values and lengths of runs."""
    flat = labels.ravel()
    ends = np.append(np.flatnonzero(flat[1:] != flat[:-1]) + 1, flat.size)
    return flat[ends - 1], np.diff(ends, prepend=0)


def decoded(runs, shape):
    return np.repeat(*runs).reshape(shape)


class Dabs:
    """A disc, and the run-length codes of its box before and after."""

    def __init__(self):
        self.labels = np.zeros((SIDE, SIDE), np.uint8)
        self.count = 0

    def __call__(self):
        self.count += 1
        x, y = place(self.count)
        box = self.labels[max(0, y - RADIUS) : y + RADIUS + 1, max(0, x - RADIUS) : x + RADIUS + 1]
        before = encoded(box)
        cv2.circle(self.labels, (x, y), RADIUS, 1 + self.count % 5, -1)
        return before, encoded(box)


class Undo:
    """A stroke's box as it was before."""

    def __init__(self):
        self.labels = np.zeros((SIDE, SIDE), np.uint8)
        points = [(int(1500 + 7.07 * i), int(1500 + 7.07 * i)) for i in range(401)]
        self.box = self.labels[1300:4529, 1300:4529]
        self.before = encoded(self.box)
        for start, end in zip(points, points[1:]):
            cv2.line(self.labels, start, end, 1, 2 * RADIUS)
        self.after = encoded(self.box)

    def __call__(self):
        start = time.perf_counter()
        self.box[:] = decoded(self.before, self.box.shape)
        own_time = 1000 * (time.perf_counter() - start)
        self.box[:] = decoded(self.after, self.box.shape)
        return own_time


def defects():
    labels = np.zeros((SIDE, SIDE), np.uint8)
    for i in range(DEFECTS):
        cv2.circle(labels, place(i), 3 + i % 20, 1 + i % 5, -1)
    return labels


def noise(share):
    """Pixels by chance, the same in benches/mask.ts."""
    i = np.arange(DENSE_SIDE**2, dtype=np.uint32)
    mixed = (i ^ (i >> 15)) * np.uint32(0x2C1B3C6D)
    hashed = (mixed ^ (mixed >> 12)) * np.uint32(0x297A2D39)
    return (hashed >> 24 < share).astype(np.uint8).reshape(DENSE_SIDE, DENSE_SIDE)


def blobs():
    """Smooth blobs over half of the map, the same in benches/mask.ts."""
    x, y = np.meshgrid(np.arange(DENSE_SIDE), np.arange(DENSE_SIDE))
    return (np.sin(x / 7) + np.sin(y / 5) + np.sin((x + y) / 11) > 0).astype(np.uint8)


def labelling(labels):
    return lambda: cv2.connectedComponents(labels, connectivity=8)


def main():
    threads = thread_count()
    cv2.setNumThreads(threads)
    labels = defects()
    work = {
        "dab": Dabs(),
        "undo": Undo(),
        "encode": lambda: encoded(labels),
        "components": labelling(labels),
        "noise_components": labelling(noise(128)),
        "speck_components": labelling(noise(26)),
        "blob_components": labelling(blobs()),
    }
    serve_work(work, f"numpy {np.__version__} and OpenCV {cv2.__version__}", threads)


main()
