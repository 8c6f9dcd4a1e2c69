/**
 * How many leads carry each level: rows, or where `groups` names the leads, different leads. One lead
 * with many rows must not make its own words a level of the model.
 *
 * @param enough - counting stops here, which keeps it cheap.
 */
export function levelSupport(
  levels: (string | null)[],
  groups: string[] | undefined,
  enough: number,
): Map<string, number> {
  const carriers = new Map<string, Set<string | number>>();
  levels.forEach((level, row) => {
    if (level === null) return;
    let seen = carriers.get(level);
    if (!seen) carriers.set(level, (seen = new Set()));
    if (seen.size < enough) seen.add(groups?.[row] ?? row);
  });
  return new Map([...carriers].map(([level, seen]) => [level, seen.size]));
}
