import type { AdfLimits, AdfRefusal } from './adf-prospect.js';

export const notXml = (): AdfRefusal => ({
  accepted: false,
  reason: 'not-xml',
  message: 'The document holds no markup.',
  fix: 'Send an ADF 1.0 document, or a mail with one in its text or as an attachment.',
});

export const noProspect = (): AdfRefusal => ({
  accepted: false,
  reason: 'no-prospect',
  message: 'The document holds no <prospect> with anything in it.',
  fix: 'Put each lead into its own <prospect> with at least a <customer> or a <vehicle>.',
});

export const doctype = (): AdfRefusal => ({
  accepted: false,
  reason: 'doctype',
  message: 'The document declares a document type or entities.',
  fix: 'Leave <!DOCTYPE …> and <!ENTITY …> out; ADF needs neither.',
});

export const truncated = (): AdfRefusal => ({
  accepted: false,
  reason: 'truncated',
  message: 'The document breaks off before the customer of a prospect is complete.',
  fix: 'Send the whole document again, up to its closing </adf>.',
});

/** Bytes that all packed documents of one message may hold: so much is read in some 50 ms, whatever stands in it. */
export const MOST_UNPACKED_BYTES = 128 * 1024;

export const tooLargeUnpacked = (): AdfRefusal => ({
  accepted: false,
  reason: 'too-large',
  message: `What came packed holds more than ${MOST_UNPACKED_BYTES} bytes.`,
  fix: 'Send the document as it is, or fewer prospects in one archive.',
});

export const unreadableArchive = (): AdfRefusal => ({
  accepted: false,
  reason: 'not-xml',
  message:
    'What came packed is broken, encrypted, of more than 50 files, or packed in an unknown way.',
  fix: 'Send the document as it is, or as .gz or .zip of fewer files and without a password.',
});

export const tooLarge = (what: keyof AdfLimits, limits: AdfLimits): AdfRefusal => ({
  accepted: false,
  reason: 'too-large',
  message: `The document goes beyond ${what} = ${limits[what]}.`,
  fix: 'Send fewer prospects in one document, without attachments or generated nesting.',
});
