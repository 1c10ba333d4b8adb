import { classPalette, type Rgb } from '../../../app/domain/class-colours.ts';
import { BACKGROUND, type LabelMap } from '../../../app/mask/label-map.ts';
import { resizeLabelMap } from '../../data/resize.ts';
import { type Canvas, tint } from './canvas.ts';

const FILL_OPACITY = 0.18;
const LINE_OPACITY = 1;
/** A dark rim keeps a line apart from bright metal. */
const RIM: Rgb = [0, 0, 0];
const RIM_OPACITY = 0.55;
const LINE_PX = 2;
const RIM_PX = 1;

/** How far from a defect its outline reaches, canvas px. */
export function outlineReach({ weight }: Canvas): number {
  return (LINE_PX + RIM_PX) * weight;
}

/** Fills defects lightly and draws their contours around them, so that no line covers what it shows. */
export function drawContours(canvas: Canvas, labels: LabelMap): void {
  const colours = classPalette();
  const enlarged = enlargeLabels(labels, canvas.zoom);
  const border = borderPixels(enlarged);
  const rim = spread(border, enlarged, outlineReach(canvas));
  const line = spread(border, enlarged, LINE_PX * canvas.weight);
  for (let pixel = 0; pixel < enlarged.data.length; pixel++) {
    const classId = enlarged.data[pixel];
    if (classId !== BACKGROUND) tint(canvas, pixel, colours[classId], FILL_OPACITY);
    else if (line[pixel] !== BACKGROUND) tint(canvas, pixel, colours[line[pixel]], LINE_OPACITY);
    else if (rim[pixel] !== BACKGROUND) tint(canvas, pixel, RIM, RIM_OPACITY);
  }
}

function enlargeLabels(labels: LabelMap, zoom: number): LabelMap {
  return zoom === 1 ? labels : resizeLabelMap(labels, labels.width * zoom, labels.height * zoom);
}

/** The pixels of defects that touch the background along an edge. */
function borderPixels({ width, height, data }: LabelMap): number[] {
  const border: number[] = [];
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (data[pixel] === BACKGROUND) continue;
      const touches =
        (x > 0 && data[pixel - 1] === BACKGROUND) ||
        (x + 1 < width && data[pixel + 1] === BACKGROUND) ||
        (y > 0 && data[pixel - width] === BACKGROUND) ||
        (y + 1 < height && data[pixel + width] === BACKGROUND);
      if (touches) border.push(pixel);
    }
  }
  return border;
}

/** The class of every pixel within `radius` px of a border pixel, 0 elsewhere. */
function spread(border: readonly number[], { width, height, data }: LabelMap, radius: number): Uint8Array {
  const reached = new Uint8Array(width * height);
  for (const pixel of border) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row++) {
      const half = Math.floor(Math.sqrt(radius ** 2 - (row - y) ** 2));
      const start = row * width + Math.max(0, x - half);
      const end = row * width + Math.min(width - 1, x + half);
      reached.fill(data[pixel], start, end + 1);
    }
  }
  return reached;
}
