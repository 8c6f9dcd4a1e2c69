const MAX_LENGTH = 254;

/** The address in `mailto:a@b.c` or `Name <a@b.c>`, its domain in lower case; none in other text. */
export function emailsIn(text: string): string[] {
  const words = text.slice(0, 2 * MAX_LENGTH).split(/[\s<>,;]/);
  const address = words.find((word) => word.includes('@'))?.replace(/^mailto:/i, '') ?? '';
  const [local = '', domain = '', ...more] = address.split('@');
  const complete = local !== '' && more.length === 0 && address.length <= MAX_LENGTH;
  const known = /^[^.].*\.[^.]{2,}$/.test(domain);
  return complete && known ? [`${local}@${domain.toLowerCase()}`] : [];
}
