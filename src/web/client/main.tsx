import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { pageAt } from './pages';
import { LanguageProvider, preferredLanguage } from './session/language';
import { cssVariables, styleNonce, theme } from './theme/theme';
import { speak } from './words';

// What locks the page behind an open sheet makes a style element of its own, and asks here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

async function start(root: Element): Promise<void> {
  // Its code comes while it is asked who is there.
  void pageAt(window.location.pathname)?.load();
  const language = preferredLanguage();
  await speak(language);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <LanguageProvider start={language}>
          <App />
        </LanguageProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

function begin(): void {
  const root = document.querySelector('#desk');
  if (root) void start(root);
}

// Its code may be here before the page has been read to its end.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
else begin();
