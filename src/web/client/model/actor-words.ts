import { words } from '../words';

/** Who did something, for people: `staff:…`, `key:…`, `schedule:…`, `training-run:…` or a part of the program. */
export function actorWords(actor: string, name: string | null): string {
  const { actors } = words;
  const kind = actor.split(':')[0] ?? '';
  if (name !== null) return kind === 'key' ? actors.key(name) : name;
  return (actors.parts as Record<string, string>)[kind] ?? actors.parts.system;
}
