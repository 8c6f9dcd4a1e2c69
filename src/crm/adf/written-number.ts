const NUMBER = /\d[\d.,' ]{0,30}/;

/**
 * The first number in a text: "$26,995.00", "87,412 mi", "26.995,00 €", "118k miles".
 * Nothing for a text without digits, a range or a negative number.
 */
export function readAmount(text: string): number | undefined {
  const short = text.slice(0, 100);
  const found = NUMBER.exec(short);
  if (!found) return undefined;
  const after = short.slice(found.index + found[0].length);
  const before = short.slice(0, found.index);
  if (/^(?:-|–|to\b)\s?\$?\d/i.test(after) || /-\s?\$?$/.test(before)) return undefined;
  const value = Number(withoutGrouping(found[0].trim().replace(/[.,']+$/, '')));
  if (!Number.isFinite(value)) return undefined;
  return /^k(?!\w)/i.test(after) ? value * 1000 : value;
}

/** Decides which of `.` and `,` groups thousands: the one with three digits after each occurrence. */
function withoutGrouping(written: string): string {
  const plain = written.replace(/[' ]/g, '');
  const comma = plain.lastIndexOf(',');
  const dot = plain.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) {
    return comma > dot ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '');
  }
  const separator = comma >= 0 ? ',' : '.';
  const groups = plain.split(separator);
  const grouped = groups.length > 1 && groups.slice(1).every((group) => group.length === 3);
  return grouped ? groups.join('') : plain.replace(',', '.');
}
