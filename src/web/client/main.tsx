import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/queue.css';
import './styles/lead.css';
import './styles/scorecard.css';

const root = document.querySelector('#desk');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
