import { ALL_FORMATS } from '../../../app/formats/all-formats.ts';
import { anytime } from './context.ts';

const os = anytime.formats;

export const formats = os.router({
  list: os.list.handler(() => Object.values(ALL_FORMATS).map(({ name, title }) => ({ name, title }))),
});
