import { readFileSync } from 'node:fs';
import type { AdfExpectation } from './adf-comparison.js';
import { hasShared, sharedPath } from './shared.js';

export const CORPUS = 'formats/adf-corpus';

export interface CorpusCase {
  file: string;
  expected: string;
}

/** Every document of the corpus; one that says so where there is no corpus, to name skipped tests. */
export function corpusCases(): CorpusCase[] {
  if (!hasShared(CORPUS)) return [{ file: 'no document', expected: '' }];
  const manifest = readFileSync(sharedPath(CORPUS, 'manifest.json'), 'utf8');
  return (JSON.parse(manifest) as { cases: CorpusCase[] }).cases;
}

export const corpusBytes = ({ file }: CorpusCase): Buffer => readFileSync(sharedPath(CORPUS, file));

export const expectationOf = ({ expected }: CorpusCase): AdfExpectation =>
  JSON.parse(readFileSync(sharedPath(CORPUS, expected), 'utf8')) as AdfExpectation;

/** A document as its sender's mail program would attach it; a mail as it is. */
export function asMail({ file }: CorpusCase, bytes: Buffer): Buffer {
  if (file.endsWith('.eml')) return bytes;
  const attached = bytes.toString('base64').replaceAll(/.{76}/g, (line) => `${line}\r\n`);
  return Buffer.from(
    [
      'From: router@example.com',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="=_b"',
      '',
      '--=_b',
      'Content-Type: text/plain',
      '',
      'See attached.',
      '--=_b',
      'Content-Type: application/octet-stream; name="lead.xml"',
      'Content-Transfer-Encoding: base64',
      '',
      attached,
      '--=_b--',
      '',
    ].join('\r\n'),
  );
}
