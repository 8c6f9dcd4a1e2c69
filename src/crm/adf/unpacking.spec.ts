import { gzipSync } from 'node:zlib';
import { readAdf } from './adf-reading.js';

const lead = (id: string): string =>
  `<adf><prospect><id source="Lot Desk">${id}</id><customer><contact><name part="full">Zoë Hart</name><phone>312-555-0151</phone></contact></customer></prospect></adf>`;

/** Made by the zipfile module of Python: `lead.xml` with L-9. */
const ARCHIVES = {
  deflated:
    'UEsDBBQAAAAIAMBbpFzi7LdAgAAAAKMAAAAIAAAAbGVhZC54bWxFjjsKwzAQRK8i1IuNElQE1qpSpPAJ0glpTUxsrdDnVDlGLhaJQNwNb5jHoAuLxZS5JPLV4hpE4ZY9TXLmKm5UXtLO6oqwBou+lco75Z44VjcG0e0kkst1kkvbNmkf/HmLewcIo+vyJ0eyF31Wxhh10kYj/BjCXwOHGo43MN59AVBLAQIUAxQAAAAIAMBbpFzi7LdAgAAAAKMAAAAIAAAAAAAAAAAAAACAAQAAAABsZWFkLnhtbFBLBQYAAAAAAQABADYAAACmAAAAAAA=',
  stored:
    'UEsDBBQAAAAAAMBbpFzi7LdAowAAAKMAAAAIAAAAbGVhZC54bWw8YWRmPjxwcm9zcGVjdD48aWQgc291cmNlPSJMb3QgRGVzayI+TC05PC9pZD48Y3VzdG9tZXI+PGNvbnRhY3Q+PG5hbWUgcGFydD0iZnVsbCI+Wm/DqyBIYXJ0PC9uYW1lPjxwaG9uZT4zMTItNTU1LTAxNTE8L3Bob25lPjwvY29udGFjdD48L2N1c3RvbWVyPjwvcHJvc3BlY3Q+PC9hZGY+UEsBAhQDFAAAAAAAwFukXOLst0CjAAAAowAAAAgAAAAAAAAAAAAAAIABAAAAAGxlYWQueG1sUEsFBgAAAAABAAEANgAAAMkAAAAAAA==',
  'written as a stream':
    'UEsDBBQACAAIAMBbpFwAAAAAAAAAAAAAAAAIAAAAbGVhZC54bWxFjjsKwzAQRK8i1IuNElQE1qpSpPAJ0glpTUxsrdDnVDlGLhaJQNwNb5jHoAuLxZS5JPLV4hpE4ZY9TXLmKm5UXtLO6oqwBou+lco75Z44VjcG0e0kkst1kkvbNmkf/HmLewcIo+vyJ0eyF31Wxhh10kYj/BjCXwOHGo43MN59AVBLBwji7LdAgAAAAKMAAABQSwECFAMUAAgACADAW6Rc4uy3QIAAAACjAAAACAAAAAAAAAAAAAAAgAEAAAAAbGVhZC54bWxQSwUGAAAAAAEAAQA2AAAAtgAAAAAA',
  'with a comment behind it':
    'UEsDBBQAAAAIAMBbpFzi7LdAgAAAAKMAAAAIAAAAbGVhZC54bWxFjjsKwzAQRK8i1IuNElQE1qpSpPAJ0glpTUxsrdDnVDlGLhaJQNwNb5jHoAuLxZS5JPLV4hpE4ZY9TXLmKm5UXtLO6oqwBou+lco75Z44VjcG0e0kkst1kkvbNmkf/HmLewcIo+vyJ0eyF31Wxhh10kYj/BjCXwOHGo43MN59AVBLAQIUAxQAAAAIAMBbpFzi7LdAgAAAAKMAAAAIAAAAAAAAAAAAAACAAQAAAABsZWFkLnhtbFBLBQYAAAAAAQABADYAAACmAAAAEgBzZW50IGJ5IGEgbG90IGRlc2s=',
};

const unzipped = (name: keyof typeof ARCHIVES): Buffer => Buffer.from(ARCHIVES[name], 'base64');
const attached = (...files: Buffer[]): Buffer =>
  Buffer.from(
    [
      'From: desk@example.com',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...files.flatMap((file) => [
        '--b',
        'Content-Type: application/octet-stream; name="lead"',
        'Content-Transfer-Encoding: base64',
        '',
        file.toString('base64').replace(/.{76}/g, '$&\r\n'),
      ]),
      '--b--',
    ].join('\r\n'),
  );
const idsOf = (raw: Buffer): (string | undefined)[] | string => {
  const reading = readAdf(raw);
  return reading.accepted
    ? reading.prospects.map(({ externalIds: [id] }) => id?.value)
    : `${reading.reason}: ${reading.message}`;
};
/** Changes one field of the row in an archive's directory. */
const withField = (offset: number, value: number): Buffer => {
  const archive = unzipped('deflated');
  archive.writeUInt16LE(value, archive.lastIndexOf('PK\u0001\u0002', undefined, 'latin1') + offset);
  return archive;
};

/** The same file, told of so often in the directory. */
const ofFiles = (count: number): Buffer => {
  const archive = unzipped('deflated');
  const from = archive.lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
  const to = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const end = Buffer.from(archive.subarray(to));
  end.writeUInt16LE(count, 10);
  const rows = Array.from({ length: count }, () => archive.subarray(from, to));
  return Buffer.concat([archive.subarray(0, from), ...rows, end]);
};

describe('packed documents', () => {
  it.each([
    ['gzip', gzipSync(lead('L-9'))],
    ...Object.keys(ARCHIVES).map((name): [string, Buffer] => [
      `zip, ${name}`,
      unzipped(name as keyof typeof ARCHIVES),
    ]),
  ])('are read, posted or attached: %s', (_, packed) => {
    expect(idsOf(packed)).toEqual(['L-9']);
    expect(idsOf(attached(packed))).toEqual(['L-9']);
  });

  it('are read beside others of the same mail', () => {
    const mail = attached(gzipSync(lead('L-1')), unzipped('stored'), Buffer.from(lead('L-2')));

    expect(idsOf(mail)).toEqual(['L-1', 'L-9', 'L-2']);
  });

  it.each([
    ['a gzip file that breaks off', gzipSync(lead('L-9')).subarray(0, 60)],
    ['an archive that breaks off', unzipped('deflated').subarray(0, 100)],
    ['an encrypted archive', withField(8, 1)],
    ['an unknown method', withField(10, 14)],
    ['more files than are read', ofFiles(51)],
    ['an offset that leads nowhere', withField(44, 0x7fff)],
  ])('are refused with a reason: %s', (_, packed) => {
    expect(idsOf(packed)).toMatch(/^not-xml: What came packed is broken/);
    expect(idsOf(attached(packed))).toMatch(/^not-xml: What came packed is broken/);
  });

  it('are refused where they grow beyond the limit, alone or together', () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, '<adf>'));
    const half = gzipSync(`${lead('L-1')}${' '.repeat(100_000)}`);

    expect(idsOf(bomb)).toMatch(/^too-large: What came packed holds more than 131072 bytes/);
    expect(idsOf(attached(half))).toEqual(['L-1']);
    expect(idsOf(attached(...Array.from({ length: 40 }, () => bomb)))).toMatch(/^too-large/);
    // What fitted is read.
    expect(idsOf(attached(half, half))).toEqual(['L-1']);
  });

  it('are not unpacked twice', () => {
    expect(idsOf(gzipSync(gzipSync(lead('L-9'))))).toMatch(/^not-xml/);
  });

  it('read nothing beyond the archive, whatever its directory says', () => {
    const archive = unzipped('deflated');
    for (let at = 0; at < archive.length; at += 1)
      for (const value of [0, 0x7f, 0xff]) {
        const damaged = Buffer.from(archive);
        damaged[at] = value;
        expect(() => readAdf(damaged)).not.toThrow();
      }
  });
});
