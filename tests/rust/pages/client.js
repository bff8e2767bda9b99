import start, { run } from '/rust_client.js';
import { report } from './report.js';

await start();
await report(async ({ url }) => JSON.parse(await run(url)), {});
