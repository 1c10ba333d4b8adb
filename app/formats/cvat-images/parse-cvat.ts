import { SaxesParser } from 'saxes';
import { BlemishError } from '../../domain/errors.ts';

/** An element inside `<image>`: a shape or tag, with its attributes as written. */
export interface CvatElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
}

export interface CvatLabel {
  readonly kind: 'label';
  readonly name: string;
  /** As written, "#ff6037"; empty where there is none. */
  readonly colour: string;
}

export interface CvatImage {
  readonly kind: 'image';
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly elements: readonly CvatElement[];
}

/** Text of a document type or of one element's attributes: what is longer is no annotation. */
const LONGEST_STEP = 2 ** 26;

/**
 * Reads "CVAT for images 1.1" piece by piece: labels, then pictures one by one, so that memory holds one picture's
 * shapes. A document type (and so every entity of its own) is refused.
 *
 * @throws {BlemishError} 'input' with file and line where it is no such XML.
 */
export async function* parseCvat(
  pieces: AsyncIterable<Uint8Array>,
  subject: string,
): AsyncGenerator<CvatLabel | CvatImage> {
  const document = new CvatDocument(subject);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of pieces) {
    document.write(decoded(subject, () => decoder.decode(piece, { stream: true })));
    yield* document.taken();
  }
  document.write(decoded(subject, () => decoder.decode()));
  document.close();
  yield* document.taken();
}

/** The error for an annotation file that says something impossible. */
export function wrongCvat(subject: string, problem: string, remedy = EXPORT_AGAIN): BlemishError {
  return new BlemishError('input', { subject, problem, remedy });
}

const EXPORT_AGAIN = 'Export it again from CVAT as "CVAT for images 1.1".';

function decoded(subject: string, decode: () => string): string {
  try {
    return decode();
  } catch (cause) {
    throw new BlemishError('input', {
      subject,
      problem: 'The file is not UTF-8 text',
      remedy: EXPORT_AGAIN,
      cause,
    });
  }
}

/** Collects labels and pictures from the events of the XML parser. */
class CvatDocument {
  readonly #subject: string;
  readonly #parser = new SaxesParser();
  readonly #path: string[] = [];
  #found: (CvatLabel | CvatImage)[] = [];
  #label = { name: '', colour: '' };
  #image: { attributes: Readonly<Record<string, string>>; line: number; elements: CvatElement[] } | null =
    null;
  #sinceEvent = 0;

  constructor(subject: string) {
    this.#subject = subject;
    this.#parser.on('error', ({ message }) => {
      throw this.#wrong(`The file is no proper XML: ${message}`);
    });
    this.#parser.on('doctype', () => {
      throw wrongCvat(
        subject,
        'The XML has a document type, and entities of its own are not read',
        NO_DOCTYPE,
      );
    });
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#open(name, attributes);
    });
    this.#parser.on('text', (text) => {
      this.#text(text);
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#close(name);
    });
  }

  write(text: string): void {
    this.#sinceEvent += text.length;
    this.#parser.write(text);
    if (this.#sinceEvent > LONGEST_STEP) throw this.#wrong('The XML has an element that never ends');
  }

  close(): void {
    this.#parser.close();
  }

  taken(): (CvatLabel | CvatImage)[] {
    const taken = this.#found;
    this.#found = [];
    return taken;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#sinceEvent = 0;
    const { line } = this.#parser;
    this.#refuseForeign(name);
    this.#path.push(name);
    if (name === 'image' && this.#path.length === 2) this.#image = { attributes, line, elements: [] };
    else if (this.#image !== null && this.#path.length === 3) {
      this.#image.elements.push({ name, attributes, line });
    } else if (name === 'label') this.#label = { name: '', colour: '' };
  }

  #refuseForeign(name: string): void {
    if (this.#path.length === 0 && name !== 'annotations') {
      throw this.#wrong(`The XML begins with <${name}>, where CVAT writes <annotations>`);
    }
    if (this.#path.length === 1 && name === 'track') {
      throw this.#wrong('The XML is of "CVAT for video", with tracks instead of images');
    }
  }

  #text(text: string): void {
    this.#sinceEvent = 0;
    if (!this.#isInLabel()) return;
    const field = this.#path.at(-1);
    if (field === 'name') this.#label.name += text;
    if (field === 'color') this.#label.colour += text;
  }

  /** Whether the parser stands in a field of meta/.../labels/label itself, not in one of its attributes. */
  #isInLabel(): boolean {
    return this.#path[1] === 'meta' && this.#path.at(-2) === 'label' && this.#path.at(-3) === 'labels';
  }

  #close(name: string): void {
    this.#sinceEvent = 0;
    this.#path.pop();
    if (this.#path.length === 1 && this.#image !== null) {
      this.#found.push({ kind: 'image', ...this.#image });
      this.#image = null;
    } else if (name === 'label' && this.#path.at(-1) === 'labels') {
      this.#found.push({ kind: 'label', name: this.#label.name, colour: this.#label.colour.trim() });
    }
  }

  #wrong(problem: string): BlemishError {
    return wrongCvat(`${this.#subject}, line ${this.#parser.line}`, problem);
  }
}

const NO_DOCTYPE = 'Remove the lines from <!DOCTYPE on, or export the file again.';
