import { equal, holds } from './check.js';

const OPERATION = 'describeInstancePatches';
const PAGE_SIZE = 10;

export const tests = {
  'a paginator returns the items that another client read, in order': async (world) => {
    const { items, resumeToken } = await listing(world).collect();
    equal(items, world.service.patches, 'the items');
    equal(resumeToken, undefined, 'the resume token');
  },

  'a paginator can be read item by item': async (world) => {
    const items = [];
    for await (const item of listing(world)) items.push(item);
    equal(items, world.service.patches, 'the items');
  },

  'a paginator can be read page by page': async (world) => {
    const sizes = [];
    for await (const { Patches } of listing(world).pages()) sizes.push(Patches.length);
    const total = world.service.patches.length;
    equal(sum(sizes), total, 'the items');
    holds(sizes.length >= total / PAGE_SIZE, `only ${sizes.length} pages`);
  },

  'a paginator resumes where it was left': async (world) => {
    const { patches } = world.service;
    const begun = listing(world);
    const items = [];
    for await (const item of begun) {
      items.push(item);
      if (items.length === PAGE_SIZE + 3) break;
    }
    const rest = await listing(world, { startingToken: begun.resumeToken }).collect();
    equal([...items, ...rest.items], patches, 'the items');
  },

  'a paginator ends after maxItems': async (world) => {
    const { patches } = world.service;
    const first = await listing(world, { maxItems: 5 }).collect();
    equal(first.items, patches.slice(0, 5), 'the first items');
    const startingToken = first.resumeToken;
    const rest = await listing(world, { startingToken }).collect();
    equal(rest.items, patches.slice(5), 'the rest');
  },

  'two runs of a paginator are independent': async (world) => {
    const asked = listing(world);
    const [one, other] = await Promise.all([asked.collect(), asked.collect()]);
    equal(one.items, world.service.patches, 'one');
    equal(other.items, world.service.patches, 'the other');
  },
};

function listing({ client, service }, options) {
  const input = { InstanceId: service.nodeId };
  return client('plain').paginate(OPERATION, input, { pageSize: PAGE_SIZE, ...options });
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
