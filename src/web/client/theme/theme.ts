import {
  ActionIcon,
  type Badge,
  Button,
  createTheme,
  type CSSVariablesResolver,
  Input,
  type MantineColorsTuple,
} from '@mantine/core';

/** From the palest to the darkest; the tokens pick what is read against paper. */
const accent: MantineColorsTuple = [
  '#e6eef8',
  '#cfdef1',
  '#a6c2e6',
  '#8fbcf2',
  '#5d8fcb',
  '#3a70b3',
  '#245aa0',
  '#1c4f8f',
  '#164073',
  '#0e1c2e',
];

/** What a badge says by its colour, in the tokens of both looks; its word says the same. */
const BADGES: Record<string, string> = {
  green: 'var(--for)',
  red: 'var(--against)',
  yellow: 'var(--warm)',
  gray: 'var(--quiet)',
};

/** As `Badge.extend` types it, without the code of badges, which no first page shows. */
const badge = (look: Parameters<typeof Badge.extend>[0]) => look;

/** Mantine in the desk's four sizes, two weights, one accent; every target a thumb wide. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  defaultRadius: 'md',
  respectReducedMotion: true,
  fontSizes: {
    xs: 'var(--size-s)',
    sm: 'var(--size-m)',
    md: 'var(--size-m)',
    lg: 'var(--size-l)',
    xl: 'var(--size-xl)',
  },
  radius: { xs: '4px', sm: '4px', md: '8px', lg: '12px', xl: '12px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  components: {
    Button: Button.extend({
      vars: (_theme, { variant = 'filled', color }) => ({
        root: {
          '--button-height': 'var(--target)',
          // Mantine picks black or white once; what is read on the accent changes with the look.
          ...(variant === 'filled' && !color && { '--button-color': 'var(--accent-ink)' }),
        },
      }),
    }),
    Badge: badge({
      defaultProps: { tt: 'none', fw: 600 },
      vars: (_theme, { color = '' }) => ({
        root: {
          '--badge-bg': BADGES[color] ?? 'var(--accent)',
          '--badge-color': 'var(--sheet)',
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle' },
      vars: () => ({ root: { '--ai-size': 'var(--target)' } }),
    }),
    Input: Input.extend({
      vars: (_theme, { error }) => ({
        wrapper: {
          '--input-height': 'var(--target)',
          '--input-fz': 'var(--size-m)',
          '--input-bg': 'var(--sheet)',
          ...(!error && { '--input-bd': 'var(--line-strong)' }),
        },
      }),
    }),
  },
});

/** The tokens under the names Mantine's own styles ask for, so that each colour is said once. */
const FROM_TOKENS = {
  '--mantine-color-body': 'var(--sheet)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--quiet)',
  '--mantine-color-placeholder': 'var(--quiet)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--against)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-hover': 'var(--sunk)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-text': 'var(--accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: FROM_TOKENS,
  dark: FROM_TOKENS,
});

/** Given to the page by the server; Mantine's few style elements carry it, as the policy asks. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
