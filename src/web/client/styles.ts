// First, because it says which layer outranks which.
import './styles/tokens.css';
import '@mantine/core/styles.layer.css';
import './styles/reset.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/queue.css';
import './styles/lead.css';
import './styles/scorecard.css';
import './styles/board.css';
import './styles/admin.css';
import './styles/settings.css';
