import type { FitOptions } from '../estimator.js';

/** The same options, with progress counted as a stretch of the whole. */
export function within(
  options: FitOptions,
  from: number,
  share: number,
  name?: string,
): FitOptions {
  const { onProgress } = options;
  if (!onProgress) return options;
  return {
    ...options,
    onProgress: (done, phrase) =>
      onProgress(from + done * share, name ? `${name}: ${phrase}` : phrase),
  };
}
