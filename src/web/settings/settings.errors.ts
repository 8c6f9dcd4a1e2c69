import { FieldFaultError } from '#platform';

/** Settings that are each possible and do not go together. */
export class SettingsClashError extends FieldFaultError {
  readonly code = 'SETTINGS_CLASH';

  constructor(field: string, problem: string) {
    super(field, problem, `${field} ${problem}.`);
  }
}
