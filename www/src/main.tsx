import { render } from 'preact';
import { App } from './app';
import { carryInLinks } from './carried-links';
import { followLinkedScopes } from './linked-scopes';
import { keepHistory } from './history-keeping';
import { listenToAddress } from './navigation';
import { applyDensity } from './preferences';
import { openAtStart } from './session';
import './style/index.css';
import { applyTheme } from './theme';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no element "app"');

applyTheme();
applyDensity();
listenToAddress();
carryInLinks();
followLinkedScopes();
// The text that stays if this script does not come.
root.replaceChildren();
render(<App />, root);
keepHistory();
void openAtStart();
