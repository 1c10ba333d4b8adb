/** A page by itself, in plain words: what is the matter and what to do. */
export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
}

export const REFUSALS = {
  session: {
    status: 401,
    title: 'This browser has not been let in',
    remedy:
      'Open the address that Blemish printed in its terminal when it started. Each address works once: press Enter in that terminal for a new one.',
  },
  token: {
    status: 403,
    title: 'This address has been used, or is not complete',
    remedy:
      'Each address works once. Press Enter in the terminal in which Blemish runs, and open the new address that it prints. Or go back to the browser that opened this one first.',
  },
  foreign: {
    status: 403,
    title: 'This request came from another page or under another name',
    remedy: 'Open the address that Blemish printed in its terminal, as it stands there.',
  },
  missing: {
    status: 404,
    title: 'There is nothing here',
    remedy: 'Leave out everything after the port in the address bar.',
  },
  method: {
    status: 405,
    title: 'Nothing can be sent to this address',
    remedy: 'Use GET.',
  },
  failed: {
    status: 500,
    title: 'Blemish could not read its own window',
    remedy: 'Start Blemish again. If that does not help, install it again.',
  },
} as const satisfies Record<string, Refusal>;

export function refusalPage({ title, remedy }: Refusal): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="dark light">
<title>Blemish</title>
<h1>${title}</h1>
<p>${remedy}</p>
</html>
`;
}
