const REMOVED = '[removed]';

/**
 * Takes social security numbers, licence numbers and dates of birth out of free text: credit
 * applications carry them in the comments, and no score may ever look at them.
 */
export function withoutIdentityNumbers(text: string): string {
  return text
    .replace(
      /\b(?:ssn|sin|social security(?: number| no)?)[ .]{0,3}[:#=][ ]{0,3}\d[\d -]{3,14}\d/gi,
      `SSN: ${REMOVED}`,
    )
    .replace(/\b\d{3}-\d{2}-\d{4}\b/g, REMOVED)
    .replace(
      /\b(date of birth|dob|birth ?date)[ ]{0,3}[:=][ ]{0,3}\d[\d/. -]{4,12}\d/gi,
      `$1: ${REMOVED}`,
    )
    .replace(
      /\b(driver'?s? ?licen[sc]e(?: number| no\.?| #)?|dl ?#)[ ]{0,3}[:=#][ ]{0,3}[a-z\d-]{4,20}/gi,
      `$1: ${REMOVED}`,
    );
}
