import type { Random } from '../../random.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Walk {
  readonly start: Point;
  /** Radians. */
  readonly heading: number;
  /** px. */
  readonly length: number;
  /** Distance between two points, px. */
  readonly step: number;
  /** Steady turning, radians a px. */
  readonly curl: number;
  /** Deviation of each step from the heading, radians: the path stays on course. */
  readonly jitter: number;
  /** Deviation of the heading's own change, radians a step: the path goes astray. */
  readonly drift: number;
}

/** A path that wanders: at least two points. */
export function wander(walk: Walk, source: Random): Point[] {
  const points = [walk.start];
  let { heading } = walk;
  let { x, y } = walk.start;
  for (let gone = 0; gone < walk.length; gone += walk.step) {
    heading += walk.curl * walk.step + walk.drift * source.normal();
    const direction = heading + walk.jitter * source.normal();
    x += walk.step * Math.cos(direction);
    y += walk.step * Math.sin(direction);
    points.push({ x, y });
  }
  return points;
}
