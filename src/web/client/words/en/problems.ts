/** What happened, that nothing is lost, and the one thing to do: by the code of the refusal. */
export const problems = {
  problems: {
    NO_DRIFT_REFERENCE: 'Drift can be told once the model has been trained anew.',
    SETTINGS_CLASH:
      'Warm must begin below hot, and hours must end after they begin. Nothing was changed.',
    CURRENT_PASSWORD_WRONG: 'This is not your present password. Nothing was changed.',
    SECOND_FACTOR_WRONG:
      'This is no code of now. Look at the app again; the clock of the phone must be right.',
    UNREACHABLE:
      'The desk’s server cannot be reached. Nothing is lost; check the connection and try again.',
    UNFORESEEN: 'Something failed on our side. Nothing is lost; try again in a minute.',
    SIGN_IN_REFUSED:
      'E-mail and password do not match an account, or it is locked for some minutes.',
    UNAUTHENTICATED: 'Your session has ended. Sign in again.',
    LEAD_NOT_FOUND: 'This lead is no longer at this rooftop. Choose another from the list.',
    DEALERSHIP_MISSING: 'Choose a rooftop first.',
    DEALERSHIP_NOT_FOUND: 'This rooftop is not among yours. Choose another.',
    SCOPE_MISSING: 'Your role may not do this. Ask an admin.',
    TOO_MANY_REQUESTS: 'Too many requests. Wait a minute and try again.',
    TOO_MANY_VIEWS: 'You have as many saved views as are kept. Remove one first.',
    SAVED_VIEW_NOT_FOUND: 'This view is not there any more. Load the page again.',
    PAGE_BROKE:
      'This page could not be shown. Nothing is lost; load it again. If it happens twice, tell an admin.',
  },
  forbidden: {
    title: 'This page is not for your role',
    text: 'Nothing is broken. Somebody with an admin’s account can show it to you or change your role.',
    button: 'Go to Call next',
  },
  notFound: {
    title: 'There is no page at this address',
    text: 'The link may be old or mistyped. Nothing is lost.',
    button: 'Go to Call next',
  },
};
