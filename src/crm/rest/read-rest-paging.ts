import { IANAZone } from 'luxon';
import { INSTANT_FORMATS, instantMs, ISO_UTC, type InstantWriting } from '../instant.js';
import { isPlace } from '../payload-writing.js';
import type { SettingsSection } from '../settings-reading.js';
import { optionalPath, readPathSetting } from './read-rest-paths.js';
import type { ChangesFilter, Paging, ParamPlace } from './rest-pull-settings.js';

const PAGING_TYPES = ['cursor', 'page', 'offset', 'last', 'link', 'none'] as const;
const PLACES = ['query', 'body', 'header'] as const;

/** @param usual - where parameters go if nothing is said: into the body of a search that is posted. */
export function readPaging(section: SettingsSection, usual: ParamPlace): Paging {
  const type = section.word('type', PAGING_TYPES);
  const paging = PAGING_READERS[type](section, usual);
  section.close();
  return paging;
}

const PAGING_READERS: Record<
  Paging['type'],
  (section: SettingsSection, usual: ParamPlace) => Paging
> = {
  cursor: (section, usual) => {
    const nextHeader = section.optionalText('nextHeader', 'Name the header with the next token.');
    const morePath = optionalPath(section, 'morePath');
    return {
      type: 'cursor',
      ...readParam(section, 'the token', usual),
      next:
        nextHeader === undefined
          ? { path: readPathSetting(section, 'nextPath') }
          : { header: nextHeader.toLowerCase() },
      ...(morePath && { morePath }),
    };
  },
  page: (section, usual) => readNumbered('page', section, usual, 1),
  offset: (section, usual) => readNumbered('offset', section, usual, 0),
  last: (section, usual) => ({
    type: 'last',
    ...readParam(section, 'what stands last on the page before', usual),
    path: readPathSetting(section, 'path'),
    ...readSize(section),
  }),
  link: (section) => {
    const nextPath = optionalPath(section, 'nextPath');
    const header = section.text('header', 'Name the header.', 'link').toLowerCase();
    const method = section.has('method') ? section.word('method', ['GET']) : undefined;
    return { type: 'link', header, ...(nextPath && { nextPath }), ...(method && { method }) };
  },
  none: () => ({ type: 'none' }),
};

function readNumbered(
  type: 'page' | 'offset',
  section: SettingsSection,
  usual: ParamPlace,
  first: number,
): Paging {
  const morePath = optionalPath(section, 'morePath');
  const totalPath = optionalPath(section, 'totalPath');
  return {
    type,
    ...readParam(section, type === 'page' ? 'the page number' : 'the offset', usual),
    ...readSize(section),
    first: section.number('first', { min: 0, max: 1, fallback: first }),
    ...(morePath && { morePath }),
    ...(totalPath && { totalPath }),
  };
}

function readSize(section: SettingsSection): { size: number; sizeParam?: string } {
  const sizeParam = section.optionalText('sizeParam', 'Name the page size parameter.');
  return {
    size: section.number('size', { min: 1, max: 10_000 }),
    ...(sizeParam !== undefined && { sizeParam }),
  };
}

function readParam(
  section: SettingsSection,
  takes: string,
  usual: ParamPlace,
): { param: string; in: ParamPlace } {
  const param = section.text('param', `Name the parameter that takes ${takes}.`);
  const place = section.word('in', PLACES, usual);
  if (place === 'body' && param !== '' && !isPlace(param)) {
    section.fault(
      'param',
      'is not a place in the body',
      'Give a dotted place, such as page.token.',
    );
  }
  return { param, in: place };
}

export function readChanges(pull: SettingsSection, usual: ParamPlace): ChangesFilter | undefined {
  const section = pull.optionalSection('changes', 'Give param, format and updatedPath.');
  if (!section) return undefined;
  const serverTimePath = optionalPath(section, 'serverTimePath');
  const template = section.optionalText('template', 'Write what is sent, with {since} in it.');
  const untilParam = section.optionalText('untilParam', 'Name the parameter of "changed until".');
  const from = readFrom(section);
  const changes: ChangesFilter = {
    ...readParam(section, '"changed since"', usual),
    writing: readWriting(section),
    updatedPath: readPathSetting(section, 'updatedPath'),
    overlapSeconds: section.number('overlapSeconds', { min: 0, max: 604_800, fallback: 120 }),
    order: section.word('order', ['updated', 'none'], 'none'),
    ...(template !== undefined && { template }),
    ...(untilParam !== undefined && { untilParam }),
    ...(from !== undefined && { from }),
    ...(serverTimePath && { serverTimePath }),
  };
  if (template !== undefined && !template.includes('{since}')) {
    section.fault('template', 'does not say since when', 'Put {since} into it.');
  }
  section.close();
  return changes;
}

/** How a system writes instants: a word, or a pattern of its own. */
export function readWriting(section: SettingsSection): InstantWriting {
  const format = section.text(
    'format',
    `Use one of: ${INSTANT_FORMATS.join(', ')}; or a pattern such as yyyy-MM-dd HH:mm:ss.`,
    'iso',
  );
  const zone = section.text('zone', 'Give an IANA zone, such as America/Chicago.', 'utc');
  if (!IANAZone.isValidZone(zone)) {
    section.fault('zone', 'is not a time zone', 'Give an IANA zone, such as America/Chicago.');
    return ISO_UTC;
  }
  return { format, zone };
}

function readFrom(section: SettingsSection): number | undefined {
  const fix = 'Give a day, such as "2024-01-01".';
  const text = section.optionalText('from', fix);
  if (text === undefined) return undefined;
  const ms = instantMs(text);
  if (ms === undefined && text !== '') section.fault('from', 'is not a day', fix);
  return ms;
}
