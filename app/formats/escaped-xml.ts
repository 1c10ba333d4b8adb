/** Text as XML 1.0 holds it; control characters, which it cannot hold, become spaces. */
export function escapedXml(text: string): string {
  return Array.from(text.toWellFormed(), (sign) => {
    if (sign < ' ' || sign === '\ufffe' || sign === '\uffff') return ' ';
    return ESCAPES[sign] ?? sign;
  }).join('');
}

const ESCAPES: Readonly<Record<string, string | undefined>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
