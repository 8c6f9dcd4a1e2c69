/** Whether a hot lead rings on this device, and when it keeps still. */
export interface RingSettings {
  on: boolean;
  /** By the device's clock, '21:00'; the same as `until`: never quiet. */
  quietFrom: string;
  quietUntil: string;
}

const KEPT = 'ring';
const USUAL: RingSettings = { on: true, quietFrom: '20:00', quietUntil: '08:00' };

export function readRing(): RingSettings {
  const kept = JSON.parse(window.localStorage.getItem(KEPT) ?? '{}') as Partial<RingSettings>;
  return { ...USUAL, ...kept };
}

export const keepRing = (settings: RingSettings): void =>
  window.localStorage.setItem(KEPT, JSON.stringify(settings));

/** Over midnight too. */
export function isQuietNow({ quietFrom, quietUntil }: RingSettings, now: Date): boolean {
  const clock = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  if (quietFrom <= quietUntil) return clock >= quietFrom && clock < quietUntil;
  return clock >= quietFrom || clock < quietUntil;
}
