/** A scheme of its own, so that the window has an origin and relative addresses lead to the same paths as in a browser. */
export const WINDOW_SCHEME = 'blemish';
export const WINDOW_ORIGIN = `${WINDOW_SCHEME}://window`;
