/** Every example in the documentation has the right types and runs, with the simulator for AWS. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, promisify } from 'node:util';
import { transform } from 'esbuild';
import * as patchlens from 'patchlens';
import * as fleets from 'patchlens/fleet';
import ts from 'typescript';
import { NOW, resetClock, setClock } from './clock.js';
import { claimsOf, documents, examplesIn, moduleOf } from './examples.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const [WORLD, FLEET_WORLD, RUNNER] = ['world.js', 'fleet-world.js', 'run-example.js'].map(here);

setClock(NOW);
const world = await import('./world.js');
const { fetch, env, WEB_TOKEN, ...values } = world;
const fleetWorld = await import('./fleet-world.js');

const sourceOf = ([from, exports]) => ({ from, names: Object.keys(exports) });
const SOURCES = [
  ['patchlens', patchlens],
  [WORLD, values],
].map(sourceOf);
const FLEET_SOURCES = [
  ['patchlens', patchlens],
  ['patchlens/fleet', fleets],
  [FLEET_WORLD, fleetWorld],
  [WORLD, values],
].map(sourceOf);

const EXAMPLES = documents()
  .flatMap(examplesIn)
  .map((example, index) => {
    const name = `${example.file}:${example.line}`;
    const sources = example.rule.startsWith('fleet') ? FLEET_SOURCES : SOURCES;
    return { ...example, name, module: `${index}.ts`, text: moduleOf(example, sources) };
  });

const SITE = 'https://portal.example.com/';

/** What is done with the module of an example, by the rule in its fence. */
const RULES = {
  '': () => {},
  // For the slim entry; the site serves the module.
  slim: () => {},
  // About fleets: it may assume the values of fleet-world.js, and prints what its comments say.
  fleet: (module, { code }) => assertClaims(code, printed.map((args) => format(...args))),
  // The same, in a process of its own.
  'fleet process': async ({ stdout }, { code }) => assertClaims(code, stdout.split('\n')),
  worker: async ({ default: worker }) => {
    const response = await worker.fetch(new Request(`${SITE}?node=${world.InstanceId}`), env);
    assert.equal(response.status, 200, await response.clone().text());
  },
  'worker proxy': async ({ default: worker }) => {
    const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
    const clientOf = (token) => {
      const through = (request) => {
        if (token) request.headers.set('cf-access-jwt-assertion', token);
        return worker.fetch(request, env);
      };
      const options = { region: 'eu-west-1', endpoint: SITE, credentials, fetch: through };
      return new patchlens.PatchClient(options);
    };
    const allowed = clientOf('a.b.c');
    assert.ok((await allowed.describeInstanceInformation()).InstanceInformationList.length > 0);
    await assert.rejects(clientOf().describeInstanceInformation(), { status: 403 });
    await assert.rejects(allowed.describePatchGroups(), { status: 403 });
  },
};

/** Every claim is a printed line, in the order of the claims. */
function assertClaims(code, lines) {
  let from = 0;
  for (const claim of claimsOf(code)) {
    const at = lines.findIndex((line, index) => index >= from && claim.test(line));
    assert.ok(at >= 0, `${claim} is not in:\n${lines.slice(from).join('\n')}`);
    from = at + 1;
  }
}

let folder;
let printed;
const home = process.cwd();
const { fetch: realFetch, console: realConsole } = globalThis;

before(() => {
  // Within the package, so that its name resolves to the build.
  mkdirSync(join(ROOT, '.setup'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.setup', 'examples-'));
  for (const { module, text } of EXAMPLES) writeFileSync(join(folder, module), text);
  process.chdir(folder);
  const token = join(folder, 'token');
  writeFileSync(token, WEB_TOKEN);
  process.env.AWS_WEB_IDENTITY_TOKEN_FILE = token;
  globalThis.fetch = fetch;
  globalThis.console = { ...realConsole, log: (...args) => printed.push(args) };
});
after(() => {
  Object.assign(globalThis, { fetch: realFetch, console: realConsole });
  resetClock();
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

test('every document has examples, each with a known rule', () => {
  assert.ok(EXAMPLES.length > 10, `${EXAMPLES.length} examples`);
  for (const { name, rule } of EXAMPLES) assert.ok(rule in RULES, `${name}: "${rule}"`);
});

for (const language of new Set(EXAMPLES.map((example) => example.language))) {
  test(`every example in ${language} passes the type check`, () => {
    const examples = EXAMPLES.filter((example) => example.language === language);
    assert.deepEqual(complaintsAbout(examples, { isTyped: language === 'ts' }), []);
  });
}

/** The messages of the compiler, which checks JavaScript without strict types and null checks. */
function complaintsAbout(examples, { isTyped }) {
  const files = examples.map(({ module }) => join(folder, module));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    strict: isTyped,
    allowJs: true,
    skipLibCheck: true,
    noEmit: true,
    baseUrl: ROOT,
    paths: {
      patchlens: ['./src/js/index.d.ts'],
      'patchlens/slim': ['./src/js/slim.d.ts'],
      'patchlens/fleet': ['./src/js/fleet/index.d.ts'],
      'patchlens/fleet/slim': ['./src/js/fleet/slim.d.ts'],
    },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const example = examples.find(({ module }) => file?.fileName.endsWith(`/${module}`));
    const { line } = file?.getLineAndCharacterOfPosition(start) ?? {};
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${example?.name ?? file?.fileName}: ${text}: ${file?.text.split('\n')[line]}`;
  });
}

for (const [index, example] of EXAMPLES.entries()) {
  const { name, rule, module, text } = example;
  test(`the example at ${name} runs`, async () => {
    printed = [];
    // Each example has a fleet of its own.
    const own = text.replace(`'${FLEET_WORLD}'`, `'${FLEET_WORLD}?${index}'`);
    const { code: script } = await transform(own, { loader: 'ts', format: 'esm', target: 'node20' });
    const file = join(folder, module.replace('.ts', '.mjs'));
    writeFileSync(file, script);
    await RULES[rule](await (rule === 'fleet process' ? run : load)(file), example);
  });
}

const load = (file) => import(pathToFileURL(file));
const run = (file) => promisify(execFile)(process.execPath, [RUNNER, file], { cwd: folder });
