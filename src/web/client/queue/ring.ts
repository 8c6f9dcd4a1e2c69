import { useEffect, useRef, useState } from 'react';
import type { WorklistLead } from '../api/shapes';
import { words } from '../words';
import { isQuietNow, readRing } from '../me/ring-settings';

const SAID_MS = 10_000;
const TONES_HZ = [660, 880];
const TONE_S = 0.14;

/** Says, and rings, when a hot lead that nobody answered was not in the list before. @returns what to say. */
export function useRing(leads: WorklistLead[], loaded: boolean): string | null {
  const known = useRef<Set<string> | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (!loaded) return;
    const hot = leads.filter(isHotAndWaiting);
    const fresh = known.current && hot.find(({ leadId }) => !known.current?.has(leadId));
    known.current = new Set([...(known.current ?? []), ...leads.map(({ leadId }) => leadId)]);
    if (!fresh) return;
    setSaid(
      words.queue.ring(fresh.customer.name ?? words.queue.noName, fresh.likelihood?.percent ?? 0),
    );
    const settings = readRing();
    if (settings.on && !isQuietNow(settings, new Date())) ring();
  }, [leads, loaded]);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return said;
}

const isHotAndWaiting = ({ likelihood, promise }: WorklistLead): boolean =>
  likelihood?.band === 'hot' && promise.answeredAt === null;

/** Two short tones; a browser that has not been touched yet stays silent. */
function ring(): void {
  const audio = new AudioContext();
  for (const [at, frequency] of TONES_HZ.entries()) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = frequency;
    loudness.gain.value = 0.12;
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + at * TONE_S);
    tone.stop(audio.currentTime + (at + 1) * TONE_S);
  }
  setTimeout(() => void audio.close(), 1_000);
}
