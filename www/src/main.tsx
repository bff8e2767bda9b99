import { render } from 'preact';
import { App } from './app';
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
render(<App />, root);
void openAtStart();
