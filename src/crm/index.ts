/**
 * The outside systems in their own words: one port, one folder a dialect. Promises records laid out
 * in one shape with nothing lost, and scores written with one result for each. Pulls from the systems
 * themselves; it never cleans a value, never stores anything, and knows no room but the platform.
 */
export * from './crm-adapter.js';
export * from './crm-record.js';
export * from './crm.errors.js';
export { CrmAdapters } from './crm-adapters.js';
export type { CallBudget, CrmVitals } from './http/crm-vitals.js';
export { CrmHttp, type TextAnswer } from './http/crm-http.js';
export { leadPage } from './lead-page.js';
export type { SettingsField } from './settings-form.js';
export { readOutcome } from './status-words.js';
export { CrmModule } from './crm.module.js';
export { CrmReach } from './crm-reach.js';
export { AdfAdapter } from './adf/adf-adapter.js';
export { DEFAULT_ADF_LIMITS, type AdfProspect, type AdfReading } from './adf/adf-prospect.js';
export { readAdfMessage } from './adf/adf-message.js';
export { readAdf } from './adf/adf-reading.js';
export { adfRecords } from './adf/adf-records.js';
export { parseAdfFiles } from './adf/parse-command.js';
export { mailTokenOf } from './mail/mail-address.js';
export { readPushed } from './large-message.js';
export { readMail } from './mail/read-mail.js';
export type { FileMapping } from './file/file-mapping.js';
export { parseFileMapping } from './file/read-file-mapping.js';
export { readRows, type FileRow } from './file/read-rows.js';
