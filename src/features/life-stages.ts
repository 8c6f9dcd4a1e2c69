/** Ages in hours at which a lead enters the next stage of its life. */
const STAGES_FROM_HOURS = [1, 24, 168, 504];

/** How many stages there are: fresh, then from an hour, a day, a week and three weeks on. */
export const LIFE_STAGES = STAGES_FROM_HOURS.length + 1;

/** Leads are compared with others of their stage: most that could still buy after a week have lost interest. */
export function lifeStage(ageHours: number | string | null | undefined): number {
  if (typeof ageHours !== 'number') return 0;
  let stage = 0;
  for (const from of STAGES_FROM_HOURS) if (ageHours >= from) stage++;
  return stage;
}
