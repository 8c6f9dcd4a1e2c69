import { count } from './say';

/** API keys, and secrets that are shown once. */
export const keys = {
  secretOnce: { copy: 'Copy', copied: 'Copied' },
  keys: {
    title: 'API keys',
    line: (number: number) => `${count(number, 'key')} in use`,
    described: 'What a program may ask, and how it is answered:',
    description: 'the API’s description (Swagger)',
    none: {
      title: 'No program has a key yet',
      text: 'A key lets a program send leads, ask for scores or read. Give each program one of its own, with no more than it needs.',
    },
    add: 'Make a key',
    make: 'Make the key',
    name: 'What it is for',
    nameHint: 'Such as the name of the program that will use it.',
    may: 'It may',
    scopes: {
      intake: 'send leads in',
      read: 'read leads and figures',
      score: 'ask for scores',
      manage: 'give leads to staff',
      audit: 'read the audit trail',
      admin: 'do everything an admin does',
    },
    where: 'It acts for',
    wholeGroup: 'All rooftops of the group',
    oneRooftop: 'Another rooftop',
    ends: 'It ends',
    endings: {
      30: 'After 30 days',
      90: 'After 90 days',
      365: 'After a year',
      never: 'Never by itself',
    },
    secret: 'The key. Copy it now: it is not shown again.',
    hint: (last: string) => `ends in ${last}`,
    used: (when: string) => `used ${when}`,
    neverUsed: 'never used',
    made: (when: string) => `made ${when}`,
    until: (when: string) => `works until ${when}`,
    revoked: 'Ended',
    expired: 'Ran out',
    ended: (number: number) =>
      `${count(number, 'key')} that no longer ${number === 1 ? 'works' : 'work'}`,
    of: (act: string, name: string) => `${act}: ${name}`,
    rotate: 'New secret',
    rotateTitle: (name: string) => `A new secret for “${name}”?`,
    rotateSays:
      'The present one stops at once: the program that uses it is refused until it is given the new one.',
    rotated: (name: string) =>
      `The new key of “${name}”. Copy it now: it is not shown again. The one before no longer works.`,
    revoke: 'End it',
    revokeTitle: (name: string) => `End “${name}”?`,
    revokeSays: 'The program that uses it is refused from now on. This cannot be taken back.',
  },
};
