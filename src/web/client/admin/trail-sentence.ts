import type { AuditEvent } from '../api/admin-queries';
import { words } from '../words';
import type { Told } from '../words/en/trail';

/** The rest of a sentence that begins with who did it. */
export function trailSentence(
  event: AuditEvent,
  nameOf: (staffId: unknown) => string | undefined,
): string {
  const { action, subject, subjectName, details = {} } = event;
  const detail = (name: string): string => {
    const value = (details as Record<string, unknown>)[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const named = subjectName ?? /^feature:(?:custom[.])?(.+)$/.exec(subject)?.[1] ?? detail('key');
  const person = (name: string): string | undefined =>
    nameOf((details as Record<string, unknown>)[name]);
  const say = (words.trail.acts as Record<string, ((told: Told) => string) | undefined>)[action];
  const told: Told = { subject: named, detail, person };
  return say ? say(told) : words.trail.other(action.replaceAll(/[._]/g, ' '));
}
