import type { SettingsEffect } from '../api/settings-queries';
import { clockIn, inFull } from '../say';
import { words } from '../words';

/** An effect in words, a row a matter: first of the lead, then of all open ones. */
export function effectRows(
  effect: SettingsEffect,
  timeZone: string,
): { name: string; said: string }[] {
  const texts = words.settings.effect;
  const { band, percent, quietAt, hot, warm, cool, overPromise, silent } = effect;
  const said = band ? words.bands[band].name : texts.noScore;
  return [
    { name: texts.band, said: percent === null ? said : `${said} · ${percent} %` },
    { name: texts.answer, said: answerOf(effect, timeZone) },
    { name: texts.call, said: callOf(effect, timeZone) },
    { name: texts.quiet, said: inFull(quietAt, timeZone) },
    { name: texts.all, said: texts.bandsOf(hot, warm, cool) },
    { name: texts.overPromise, said: texts.leads(overPromise) },
    { name: texts.silent, said: texts.leads(silent) },
  ];
}

function answerOf({ promise }: SettingsEffect, timeZone: string): string {
  const texts = words.settings.effect;
  const { minutesLeft, answeredAfterMinutes, dueAt, kept } = promise;
  const due = texts.by(clockIn(dueAt, timeZone));
  if (answeredAfterMinutes !== null)
    return `${words.promise.answered(answeredAfterMinutes)}, ${kept ? texts.kept : texts.broken}`;
  if (minutesLeft === null) return due;
  const left = Math.abs(minutesLeft);
  return `${due} · ${minutesLeft < 0 ? words.promise.over(left) : words.promise.left(left)}`;
}

function callOf({ contact }: SettingsEffect, timeZone: string): string {
  const texts = words.settings.effect;
  const call = contact.find(({ way }) => way === 'call');
  if (!call) return texts.noPhone;
  if (call.allowed) return texts.offered;
  if (call.until) return texts.from(clockIn(call.until, timeZone));
  return call.because === 'no_consent' ? texts.noConsent : texts.refused;
}
