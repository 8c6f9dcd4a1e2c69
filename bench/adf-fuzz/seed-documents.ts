import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One of our own, so that there is something to damage where the corpus is not. */
const INVENTED = `<?xml version="1.0" encoding="UTF-8"?><?adf version="1.0"?>
<adf><prospect status="new"><id sequence="1" source="Lot Desk">L-7</id>
<requestdate>2026-05-04T11:30:00-05:00</requestdate>
<vehicle interest="buy" status="used"><year>2019</year><make>Kia</make><model>Soul</model>
<odometer units="mi">61,204</odometer><price currency="USD">$9,950</price></vehicle>
<customer><contact><name part="full">Noor Vance</name><email>noor@example.com</email>
<phone>312-555-0147</phone></contact><comments><![CDATA[Is it <b>there</b>?]]> A &amp; B</comments></customer>
<vendor><vendorname>Lakeside Kia</vendorname></vendor></prospect></adf>`;

/** Larger ones are refused unread, damaged or not. */
const MOST_BYTES = 1_000_000;

const CORPUS = join(process.env['LEAD_LIKELIHOOD_SHARED'] ?? '../shared', 'formats/adf-corpus');

/** The corpus' documents, each also as a mail would carry it, and packed; our own where there is no corpus. */
export function seedDocuments(): { seeds: Buffer[]; from: string } {
  const folder = resolve(CORPUS);
  const documents = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => /\.(xml|eml)$/.test(file))
        .map((file) => readFileSync(join(folder, file)))
        .filter(({ length }) => length <= MOST_BYTES)
    : [Buffer.from(INVENTED)];
  const from = existsSync(folder)
    ? `${documents.length} documents of the corpus`
    : 'one invented document: no corpus beside the repository';
  return {
    seeds: [...documents, ...documents.map(mailOf), ...documents.map((one) => gzipSync(one))],
    from,
  };
}

function mailOf(document: Buffer): Buffer {
  const head =
    'From: desk@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="=_b"\r\n\r\n';
  const page = document.toString('utf8').replaceAll('<', '&lt;');
  return Buffer.from(
    `${head}--=_b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${document.toString('base64')}\r\n` +
      `--=_b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<pre>${page}</pre>\r\n--=_b--\r\n`,
  );
}
