/** A second Worker, for tests, on the stores and the engine of the first. */
const QUESTIONS = {
  sql: async ({ DB }, { statements }) => {
    const results = await DB.batch(statements.map((sql) => DB.prepare(sql)));
    return results.at(-1).results;
  },
  status: async ({ SCAN }, { id }) => {
    const instance = await SCAN.get(id);
    const { status, output, error } = await instance.status();
    instance[Symbol.dispose]?.();
    return { status, output, error: error?.message };
  },
  restart: async ({ SCAN }, { id }) => {
    const instance = await SCAN.get(id);
    await instance.restart();
    instance[Symbol.dispose]?.();
    return {};
  },
  put: async ({ HISTORY }, { key, text, base64 }) => {
    const bytes = base64 && Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    await HISTORY.put(key, bytes ?? text);
    return {};
  },
  objects: async ({ HISTORY }) => {
    const { objects } = await HISTORY.list();
    return objects.map(({ key }) => key);
  },
};

export default {
  async fetch(request, env) {
    const { question, ...given } = await request.json();
    return Response.json(await QUESTIONS[question](env, given));
  },
};
