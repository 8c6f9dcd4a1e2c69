/** What a spreadsheet would take for a formula is given a quote in front of it. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, made and kept in the browser. */
export const csvOf = (columns: string[], rows: (string | number)[][]): string =>
  [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');

export function saveCsv(title: string, columns: string[], rows: (string | number)[][]): void {
  const file = new Blob([csvOf(columns, rows)], { type: 'text/csv' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${title.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '-')}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
