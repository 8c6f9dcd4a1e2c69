/** Nothing to prepare until the first suite needs a database. */
export default async function globalSetup(): Promise<void> {}
