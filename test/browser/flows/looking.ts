import { readFileSync } from 'node:fs';
import { seriousFindings } from '../../support/axe.js';
import { englishTexts } from '../spanish.js';
import type { DeskStage } from '../desk-stage.js';
import { LOOKS, type Seat } from '../seat.js';

const PAGES = ['/', '/leads/first', '/board', '/scorecard', '/me', '/nothing/here'];
const NARROW = { width: 340, height: 700 };
const PAGE_CHECKS = readFileSync('test/browser/page-checks.js', 'utf8').replaceAll(
  /^export /gm,
  '',
);

/** Every page in both sizes and both themes: axe-core, contrast, sizes of what is pressed, and nothing sticking out. */
export function looking(stage: () => DeskStage): void {
  it.each(LOOKS)('is fit to be read and pressed on the %s in the %s theme', async (on, look) => {
    // Its own: it signs out, and is closed at the end.
    const seat = await stage().ownSeat(on, { look });
    await seat.context.addCookies([await stage().cookie('manager')]);
    await seat.go('/');
    const [first] = await seat.listed();
    const found: string[] = [];
    for (const path of PAGES) {
      await seat.go(path.replace('first', first!));
      await seat.picture(`${name(path)}-${on}-${look}`, path !== '/');
      const wrong = [
        ...(await seriousFindings(seat.page)),
        ...(await inPage(seat, 'faintTexts()')),
        ...(on === 'phone' && path === '/' ? await inPage(seat, 'smallTargets()') : []),
        ...(await overflow(seat)),
        ...(await inlineScripts(seat)),
      ];
      found.push(...wrong.map((one) => `${path}: ${one}`));
    }
    await seat.context.clearCookies();
    await seat.page.goto(seat.url);
    await seat.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    found.push(...(await seriousFindings(seat.page)), ...(await inPage(seat, 'faintTexts()')));
    // Asking who is here is refused: that is how the page knows.
    found.push(...seat.complaints().filter((one) => !one.includes('401')));
    await seat.context.addCookies([await stage().cookie('manager')]);
    if (on === 'phone') {
      await seat.go('/');
      await seat.page.setViewportSize(NARROW);
      found.push(...(await inPage(seat, 'outsideThePage()')));
    }
    expect(found).toEqual([]);
    await seat.context.close();
  });

  it('speaks Spanish where the browser does, or it is chosen', async () => {
    const seat = await stage().seat('manager', 'phone', { locale: 'es-MX' });
    await seat.go('/');
    await seat.page.getByRole('heading', { name: 'Llamar ahora' }).waitFor();
    expect(await seat.page.locator('html').getAttribute('lang')).toBe('es');
    const [first] = await seat.listed();
    const left: string[] = [];
    for (const path of [...PAGES, '/model', '/staff']) {
      await seat.go(path.replace('first', first!));
      for (const text of await englishTexts(seat.page)) left.push(`${path}: ${text}`);
    }
    expect(left).toEqual([]);
    await seat.go('/me');
    await seat.page.getByRole('combobox', { name: 'Idioma' }).click();
    await seat.page.getByRole('option', { name: 'English' }).click();
    await seat.page.getByRole('combobox', { name: 'Language' }).waitFor();
    await seat.context.close();
  });
}

const name = (path: string): string => (path === '/' ? 'queue' : path.split('/')[1]!);

/** Runs one of page-checks.js inside the page, past its content policy. */
const inPage = (seat: Seat, check: string): Promise<string[]> =>
  seat.page.evaluate<string[]>(`${PAGE_CHECKS}\n${check}`);

/** Scripts and handlers in markup, which the page's policy would stop, and a policy that would not. */
async function inlineScripts(seat: Seat): Promise<string[]> {
  const policy = (await fetch(seat.page.url())).headers.get('content-security-policy') ?? 'none';
  const loose = /script-src 'self';/.test(policy) && !policy.includes('unsafe') ? [] : [policy];
  return [...loose, ...(await seat.page.evaluate<string[]>(INLINE))];
}

const INLINE = `[
  ...[...document.scripts].filter((script) => !script.src).map((script) => script.outerHTML),
  ...[...document.querySelectorAll('*')].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith('on'))),
]`;

async function overflow(seat: Seat): Promise<string[]> {
  const pixels = await seat.page.evaluate<number>(
    'document.documentElement.scrollWidth - innerWidth',
  );
  return pixels > 0 ? [`${pixels} px wider than the window`] : [];
}
