/** Signing in beyond a password, and one's own account. */
export const account = {
  code: 'Code',
  codeHint: 'Six digits of your authenticator app, or a recovery code.',
  signInWith: (name: string) => `Sign in with ${name}`,
  singleSignOnRefused:
    'The sign-in provider did not vouch for an account here. Try again, or ask an admin.',
  welcome: 'Welcome to the desk',
  welcomeLead: 'Choose a password, and the desk opens. This link works once.',
  linkMissing:
    'The link is not whole. Open it as it was sent to you, or ask an admin for a new one.',
  newPassword: 'New password',
  newPasswordHint: '10 characters or more; three words will do.',
  begin: 'Open the desk',
  sessions: 'Where you are signed in',
  thisOne: 'This browser',
  usedAt: (time: string) => `Used ${time}`,
  end: 'Sign out',
  endOf: (client: string) => `Sign out of ${client}`,
  endOthers: 'Sign out everywhere else',
  factor: 'Second factor',
  factorOn: 'Signing in asks for a code of your authenticator app.',
  factorOff: 'With an authenticator app, a stolen password opens nothing.',
  factorStart: 'Set up an authenticator app',
  factorSecret: 'Type this into the app, then a first code of it below:',
  factorOpen: 'Open in an app on this device',
  factorConfirm: 'Turn on',
  factorEnd: 'Turn off',
  recovery:
    'Keep these recovery codes: each works once where the phone is not at hand. They are shown this once.',
};
