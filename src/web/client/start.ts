import './styles';
import { askAhead } from './api/head-start';
import { lastRooftop } from './session/last-rooftop';

// Everything else is fetched beside the answers; the page names it already (vite.config.ts).
askAhead(window.location, lastRooftop());
void import('./main');
