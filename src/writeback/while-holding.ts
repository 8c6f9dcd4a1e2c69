const RENEW_MS = 6_000;

/**
 * Does the work, and renews the hold on what it is done with meanwhile: who holds something can be taken
 * for dead soon after they fell silent. The last renewal is over when this returns.
 *
 * @param onLost - A renewal failed: somebody else may take the same up.
 */
export async function whileHolding<T>(
  renew: () => Promise<void>,
  work: () => Promise<T>,
  onLost: (error: Error) => void,
): Promise<T> {
  let renewed: Promise<void> = Promise.resolve();
  const renewal = setInterval(() => {
    renewed = renew().catch((error: unknown) => onLost(error as Error));
  }, RENEW_MS);
  renewal.unref();
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await renewed;
  }
}
