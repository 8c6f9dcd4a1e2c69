/** Undoes what globalSetup did. */
export default async function globalTeardown(): Promise<void> {}
