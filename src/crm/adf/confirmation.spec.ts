import { type Confirmation, lackOf } from './confirmation.js';

const PAGES = [
  '<!DOCTYPE html>\n<html><body>Back soon</body></html>',
  '\uFEFF <HTML lang="en">',
  '<?xml version="1.0"?>\n<!-- sign in -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" ""><html>',
];

describe('what counts as a confirmation', () => {
  it.each<[Confirmation, string, RegExp | undefined]>([
    ...PAGES.map((body): [Confirmation, string, RegExp] => ['no page', body, /web page/]),
    ...PAGES.map((body): [Confirmation, string, RegExp] => ['xml', body, /web page/]),
    ...PAGES.map((body): [Confirmation, string, undefined] => ['status', body, undefined]),
    ['no page', '', undefined],
    ['no page', 'OK', undefined],
    ['no page', '{"status":"ok"}', undefined],
    ['xml', '<?xml version="1.0"?><response>ok</response>', undefined],
    ['xml', 'OK', /no XML/],
    ['xml', '', /no XML/],
    ['status', '', undefined],
  ])('%s: %j', (wanted, body, lack) => {
    expect(lackOf(wanted, body) ?? '').toMatch(lack ?? /^$/);
  });

  it('is told soon of a body that only looks as if it began', () => {
    const bodies = ['<!--', '<?', ' ', '<!-- -->'].map((piece) => piece.repeat(2_000_000));

    expect(bodies.map((body) => lackOf('no page', body))).toEqual(bodies.map(() => undefined));
  });
});
