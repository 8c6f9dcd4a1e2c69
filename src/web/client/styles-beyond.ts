import '@mantine/core/styles.layer.css';
import './styles/scorecard.css';
import './styles/board.css';
import './styles/admin.css';
import './styles/settings.css';
