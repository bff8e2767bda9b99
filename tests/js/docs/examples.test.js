/** Every example in the documentation has the right types and runs, with the simulator for AWS. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import * as patchlens from 'patchlens';
import ts from 'typescript';
import { documents, examplesIn, moduleOf } from './examples.js';
import * as world from './world.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WORLD = fileURLToPath(new URL('world.js', import.meta.url));
const { fetch, env, WEB_TOKEN, ...values } = world;
const NAMES = { exported: Object.keys(patchlens), assumed: Object.keys(values), world: WORLD };

const EXAMPLES = documents()
  .flatMap(examplesIn)
  .map((example, index) => {
    const name = `${example.file}:${example.line}`;
    return { ...example, name, module: `${index}.ts`, code: moduleOf(example, NAMES) };
  });

const SITE = 'https://portal.example.com/';

/** How an example is run, by the rule in its fence. */
const RULES = {
  '': (module) => module,
  // For the slim entry; the site serves the module.
  slim: (module) => module,
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

let folder;
let printed;
const { fetch: realFetch, console: realConsole } = globalThis;

before(() => {
  // Within the package, so that its name resolves to the build.
  mkdirSync(join(ROOT, '.setup'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.setup', 'examples-'));
  for (const { module, code } of EXAMPLES) writeFileSync(join(folder, module), code);
  const token = join(folder, 'token');
  writeFileSync(token, WEB_TOKEN);
  process.env.AWS_WEB_IDENTITY_TOKEN_FILE = token;
  globalThis.fetch = fetch;
  globalThis.console = { ...realConsole, log: (...args) => printed.push(args) };
});
after(() => {
  Object.assign(globalThis, { fetch: realFetch, console: realConsole });
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
    paths: { patchlens: ['./src/js/index.d.ts'], 'patchlens/slim': ['./src/js/slim.d.ts'] },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const example = examples.find(({ module }) => file?.fileName.endsWith(`/${module}`));
    const { line } = file?.getLineAndCharacterOfPosition(start) ?? {};
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${example?.name ?? file?.fileName}: ${text}: ${file?.text.split('\n')[line]}`;
  });
}

for (const { name, rule, module, code } of EXAMPLES) {
  test(`the example at ${name} runs`, async () => {
    printed = [];
    const { code: script } = await transform(code, { loader: 'ts', format: 'esm' });
    const file = join(folder, module.replace('.ts', '.mjs'));
    writeFileSync(file, script);
    await RULES[rule](await import(pathToFileURL(file)));
  });
}
