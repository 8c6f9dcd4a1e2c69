type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that hold something: absent and undefined must not become two kinds of missing. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}
