import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import { BlemishError } from '../../app/domain/errors.ts';

export interface Listening {
  /** An IP address, or `localhost`. */
  readonly address: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Files in PEM; null for plain HTTP, which is for this machine alone. */
  readonly tls: { readonly key: string; readonly certificate: string } | null;
}

/** @throws {BlemishError} where others could reach an address without TLS */
export function requireSafe({ address, tls }: Listening): void {
  if (address !== 'localhost' && isIP(address) === 0) {
    throw new BlemishError('usage', {
      subject: address,
      problem: 'This is no address to listen on',
      remedy: 'Give an IP address of this machine, or localhost',
    });
  }
  if (isLoopback(address) || tls !== null) return;
  throw new BlemishError('usage', {
    subject: address,
    problem: 'Other machines could reach this address, and without TLS read along',
    remedy: 'Give --tls-key and --tls-cert too, or listen on 127.0.0.1',
  });
}

export interface TlsFiles {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly certificate: X509Certificate;
}

/** @throws {BlemishError} where a file cannot be read or does not fit */
export async function readTls({ key, certificate }: NonNullable<Listening['tls']>): Promise<TlsFiles> {
  const cert = await readPem(certificate);
  try {
    return { key: await readPem(key), cert, certificate: new X509Certificate(cert) };
  } catch (cause) {
    if (cause instanceof BlemishError) throw cause;
    throw new BlemishError('input', {
      subject: certificate,
      problem: 'This is no certificate',
      remedy: 'Give a certificate in PEM',
      cause,
    });
  }
}

function readPem(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw new BlemishError('input', {
      subject: file,
      problem: 'The file cannot be read',
      remedy: 'Check the path and that you may read it',
      cause,
    });
  });
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isLoopback(address: string): boolean {
  return address === 'localhost' || loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
