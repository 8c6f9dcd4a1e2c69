const REMEMBERED = 'rooftop';

/** The key of the rooftop shown last on this device; null where none was. */
export const lastRooftop = (): string | null => window.localStorage.getItem(REMEMBERED);

export const rememberRooftop = (key: string): void => window.localStorage.setItem(REMEMBERED, key);
