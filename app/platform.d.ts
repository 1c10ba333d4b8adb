// The web-standard globals that app/ uses: there in browsers, in Node and in workers alike.

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class ReadableStream<T> implements AsyncIterable<T> {
  pipeThrough<U>(through: {
    readonly readable: ReadableStream<U>;
    readonly writable: object;
  }): ReadableStream<U>;
  [Symbol.asyncIterator](): AsyncIterator<T>;
}

declare class Blob {
  constructor(parts: readonly (Uint8Array | string)[]);
  stream(): ReadableStream<Uint8Array>;
}

declare class DecompressionStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: object;
  constructor(format: 'deflate' | 'deflate-raw' | 'gzip');
}

/** Base64 to bytes as characters 0 to 255. Throws where the text is no base64. */
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;
