import { BlemishError } from '../../app/domain/errors.ts';

/** Something of a project was asked for while none is open. */
export class NoProjectError extends BlemishError {
  constructor() {
    super('input', { problem: 'No project is open', remedy: 'Open one, or make a new one' });
    this.name = 'NoProjectError';
  }
}
