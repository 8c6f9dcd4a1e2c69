/**
 * A number as people write it: "26,995", "26.995,00", "26 995", "26'995.50", "34.5k".
 * A lone separator before exactly three digits groups thousands, otherwise it is the decimal sign.
 */
export function readNumber(text: string): number | undefined {
  const [, sign, digits, thousand] = /^([+-]?)\s*(\d[\d.,'’\s]*?)\s*(k)?$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const plain = digits.replace(/[\s'’]/g, '');
  const value = Number(decimalPoint(plain, thousand !== undefined));
  if (!Number.isFinite(value)) return undefined;
  return (sign === '-' ? -value : value) * (thousand === undefined ? 1 : 1000);
}

function decimalPoint(digits: string, inThousands: boolean): string {
  const sign = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  const other = sign === '.' ? ',' : '.';
  const parts = digits.split(sign);
  const decimal =
    parts.length === 2 && (digits.includes(other) || inThousands || !groupsThousands(parts));
  const last = decimal ? parts.pop() : undefined;
  const groups = parts.join(sign).split(decimal ? other : sign);
  // Every group after the first has three digits, or the text is not one number.
  if (groups.slice(1).some((group) => group.length !== 3)) return 'not a number';
  return last === undefined ? groups.join('') : `${groups.join('')}.${last}`;
}

const groupsThousands = ([first = '', second = '']: string[]): boolean =>
  second.length === 3 && /^[1-9]\d{0,2}$/.test(first);
