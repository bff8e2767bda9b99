/** The text of a filter while it is typed, and its changes by buttons. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatFilter, parseFilter } from 'patchlens/fleet';
import { pageCode } from './page-code.js';

const {
  allOf,
  finishedPart,
  freeText,
  isUnfinished,
  nameSuggestions,
  operatorsOf,
  propertiesOf,
  propertyOf,
  quoteValue,
  readFilter,
  replaced,
  textOf,
  tokenWords,
  typingAt,
  valueSuggestions,
  without,
} = await pageCode(
  'model/filter-text',
  'model/filter-operators',
  'model/filter-properties',
  'model/filter-suggestions',
);

/** What is typed where the text has a `▌`. */
function typed(marked) {
  const caret = marked.indexOf('▌');
  return typingAt(marked.replace('▌', ''), caret);
}

for (const [marked, expected] of [
  ['▌', { part: 'name', typed: '', start: 0, end: 0 }],
  ['pla▌', { part: 'name', typed: 'pla', start: 0, end: 3 }],
  ['pla▌tform', { part: 'name', typed: 'pla', start: 0, end: 8 }],
  ['verdict=stale ▌', { part: 'name', typed: '', start: 14, end: 14 }],
  ['verdict=stale | na▌', { part: 'name', typed: 'na', start: 16, end: 18 }],
  ['pla▌=Ubuntu', { part: 'name', typed: 'pla', start: 0, end: 3 }],
]) {
  test(`in ${marked} a name is typed`, () => assert.deepEqual(typed(marked), expected));
}

for (const [marked, expected] of [
  ['verdict=▌', { typed: '', start: 8, end: 8, property: 'verdict', operator: '=' }],
  ['verdict=st▌a', { typed: 'st', start: 8, end: 11, property: 'verdict', operator: '=' }],
  ['missing<=1▌', { typed: '1', start: 9, end: 10, property: 'missing', operator: '<=' }],
  ['name!^▌ x', { typed: '', start: 6, end: 6, property: 'name', operator: '!^' }],
  ['title:"open ▌', { typed: 'open ', start: 6, end: 12, property: 'title', operator: ':' }],
  ['title:"a ""b▌"', { typed: 'a "b', start: 6, end: 13, property: 'title', operator: ':' }],
  ['"tag.Name 2"=4▌', { typed: '4', start: 13, end: 14, property: 'tag.Name 2', operator: '=' }],
]) {
  test(`in ${marked} a value is typed`, () =>
    assert.deepEqual(typed(marked), { part: 'value', others: [], ...expected }));
}

test('the other values of a condition are known', () => {
  assert.deepEqual(typed('verdict=stale,▌,"a b"').others, ['stale', 'a b']);
});

test('in words in quotes and in operators nothing is suggested', () => {
  for (const marked of ['"red ▌', '"red ▌hat"', 'missing<▌=3']) {
    assert.notEqual(typed(marked)?.part, 'name', marked);
  }
  assert.equal(typed('"red ▌'), undefined);
});

test('a text is unfinished while its end is typed', () => {
  for (const text of ['verdict=', 'verdict=stale,', 'missing>', 'title:"open', '"red', 'a | ']) {
    assert.equal(isUnfinished(text, text.length), true, text);
  }
  for (const text of ['', 'verdict', 'verdict=stale', 'verdict= x', 'title:"a b"', 'colour=red']) {
    assert.equal(isUnfinished(text, text.length), false, text);
  }
  assert.equal(isUnfinished('verdict= missing>3', 8), false, 'more follows');
});

test('the finished conditions of a text are those that are not at the caret', () => {
  const finished = (marked) => finishedPart(marked.replace('▌', ''), marked.indexOf('▌'));
  assert.equal(finished('verdict▌'), '');
  assert.equal(finished('missing>3 title:"open ▌'), 'missing>3');
  assert.equal(finished('a | name=▌'), 'a');
  assert.equal(finished('a | ▌'), 'a');
  assert.equal(finished('a | name▌ | b=" | "'), 'a | b=" | "');
  assert.equal(finished('name▌ missing>3 x'), 'missing>3 x');
});

test('what is taken replaces the typed part alone', () => {
  const text = 'verdict=st kernel';
  assert.deepEqual(replaced(text, typingAt(text, 10), 'stale'), {
    text: 'verdict=stale kernel',
    caret: 13,
  });
});

const HOSTILE = ['a b', 'a,b', 'say "hi"', 'a|b', '=x', '', '<img src=x>', ' ', 'a\nb', '\u202Eab'];

test('any value can be taken, and means itself', () => {
  for (const value of HOSTILE) {
    for (const operator of ['=', '!=', ':', '^', '<', '>=']) {
      const { tokens } = parseFilter(`name${operator}${quoteValue(value, operator)}`, 'nodes');
      assert.deepEqual(tokens, [{ property: 'name', operator, value }]);
    }
  }
});

test('words become a text that means them', () => {
  for (const words of ['kernel', 'red hat', 'a=b', 'say "hi"', 'a | b', 'two  spaces', 'fe80::1']) {
    assert.deepEqual(parseFilter(freeText(words), 'nodes'), {
      operation: 'and',
      tokens: [],
      text: words,
    });
  }
  assert.equal(freeText('red hat'), 'red hat', 'without quotes where none are needed');
});

test('a condition can be removed, and the rest stays', () => {
  const filter = parseFilter('verdict=stale missing>3 red hat', 'nodes');
  assert.equal(textOf(without(filter, filter.tokens[0])), 'missing>3 red hat');
  assert.equal(textOf(without(filter, 'text')), 'verdict=stale missing>3');
  const either = parseFilter('verdict=stale | missing>3', 'nodes');
  assert.equal(textOf(without(either, either.tokens[1])), 'verdict=stale');
});

test('all and any are two texts of the same conditions', () => {
  const filter = parseFilter('verdict=stale red hat', 'nodes');
  const either = textOf({ ...filter, operation: 'or' });
  assert.equal(either, 'verdict=stale | "red hat"');
  const both = textOf({ ...parseFilter(either, 'nodes'), operation: 'and' });
  assert.equal(both, 'verdict=stale red hat');
});

test('any of several values of one property is one condition, where that means the same', () => {
  const all = (text) => {
    const found = allOf(parseFilter(text, 'nodes'));
    return found && formatFilter(found);
  };
  assert.equal(all('name:a | name:b,c'), 'name:a,b,c');
  assert.equal(all('name=a missing>3'), 'name=a missing>3');
  for (const text of ['name:a | name=b', 'name!=a | name!=b', 'age>3 | age>5', 'name:a | x'])
    assert.equal(all(text), undefined, text);
});

test('a token is said as the text writes it', () => {
  const words = (operator, value) => tokenWords({ property: 'name', operator, value });
  assert.equal(words('=', 'web'), 'name = web');
  assert.equal(words('!:', ['a', '']), 'name !: a, ""');
});

test('what cannot be read has the message of the package', () => {
  assert.match(readFilter('colour=red', 'nodes').problem, /nodes by "colour".*no such property/);
  assert.match(readFilter('missing>many', 'nodes').problem, /expected a number/);
  assert.deepEqual(readFilter(' ', 'nodes'), { filter: { tokens: [] } });
});

const TABLES = ['nodes', 'findings', 'patches', 'cves'];
const VALUES = { number: '3', days: '7d', date: '2026-01-31', flag: 'true' };

for (const table of TABLES) {
  test(`every property and operator that is suggested for ${table} is one`, () => {
    for (const { name, kind } of propertiesOf(table)) {
      for (const [operator] of operatorsOf(kind)) {
        const text = `${name}${operator}${VALUES[kind] ?? 'x'}`;
        assert.equal(readFilter(text, table).problem, undefined, text);
      }
    }
  });
}

test('every property of the documentation is suggested', () => {
  const docs = readFileSync(new URL('../../docs/filters.md', import.meta.url), 'utf8');
  for (const table of TABLES) {
    const [, section] = docs.split(new RegExp(`^## ${table}$`, 'im'));
    const rows = section.split(/^## /m)[0].match(/^\| `.*?\|/gm);
    const names = rows.flatMap((row) => [...row.matchAll(/`([\w.<>]+)`/g)].map(([, name]) => name));
    const known = propertiesOf(table).map(({ name }) => name);
    for (const name of names.filter((one) => one !== 'tag.<Column>')) {
      assert.ok(known.includes(name), `${table}: ${name}`);
    }
    assert.ok(names.length > 5);
  }
});

test('a complete name is followed by its operators, and its longer names', () => {
  const [operators, nodes] = nameSuggestions('nodes', typed('platform▌'));
  assert.equal(operators.title, 'Platform');
  assert.deepEqual(operators.options[0], {
    insert: 'platform=',
    text: 'platform=',
    note: 'is',
    isPartial: true,
  });
  assert.deepEqual(
    nodes.options.map(({ text }) => text),
    ['platformVersion', 'platformType', 'endOfLife'],
  );
});

test('properties are found by their plain names, and by where they belong', () => {
  const found = nameSuggestions('nodes', typed('sever▌'));
  assert.deepEqual(
    found.map(({ title, options }) => [title, options.map(({ text }) => text)]),
    [['Open patches on nodes', ['severity']]],
  );
  assert.deepEqual(nameSuggestions('nodes', typed('qqq▌')), []);
});

const optionsOf = (marked, attributes = []) =>
  nameSuggestions('nodes', typed(marked), attributes).flatMap(({ options }) => options);

test('a title of a column, also of several words, leads to its property', () => {
  const first = (marked, attributes) => optionsOf(marked, attributes)[0];
  assert.match(first('patch ag▌').note, /^Patch age: /);
  assert.deepEqual([first('patch ag▌').insert, first('patch ag▌').start], ['age', 0]);
  assert.deepEqual([first('patch age▌').insert, first('patch age▌').start], ['age=', 0]);
  assert.deepEqual(
    [first('web Last sc▌').insert, first('web Last sc▌').start],
    ['lastOperation', 4],
  );
  assert.equal(first('Exploi▌').insert, 'kev');
  assert.equal(first('owner▌', ['Owner']).insert, 'tag.Owner');
  const centre = first('verdict=stale cost ce▌', ['Cost centre']);
  assert.deepEqual([centre.insert, centre.start], ['"tag.Cost centre"', 14]);
});

test('critical is suggested with whose word it is', () => {
  for (const table of ['nodes', 'findings', 'patches', 'cves']) {
    const found = nameSuggestions(table, typed('critical▌')).flatMap(({ options }) => options);
    const [vendor, baseline, count] = found;
    assert.deepEqual([vendor.text, baseline.text], ['severity=Critical', 'complianceLevel=Critical']);
    assert.match(vendor.note, /^Vendor severity is Critical$/);
    assert.match(baseline.note, /^Baseline level is Critical$/);
    assert.equal(count.text, 'criticalNonCompliant');
    assert.match(count.note, /baseline/);
    for (const { text } of [vendor, baseline]) assert.ok(readFilter(text, table).filter, text);
  }
  const texts = (marked) => optionsOf(marked).map(({ text }) => text);
  assert.ok(texts('impor▌').includes('severity=Important'));
  assert.ok(!texts('impor▌').includes('complianceLevel=Important'), 'a baseline has no such level');
  assert.ok(!texts('cr▌').includes('severity=Critical'), 'two letters are too few');
});

test('a title of several words may end with the name of another property', () => {
  assert.deepEqual([optionsOf('Host name▌')[0].insert, optionsOf('Host name▌')[0].start], ['computerName', 0]);
  assert.equal(optionsOf('Instance state▌')[0].insert, 'instanceState');
  assert.equal(optionsOf('web name▌')[0].insert, 'name=');
});

for (const text of ['tag.Team=payments, web', 'verdict=,stale', 'verdict=stale,']) {
  test(`the empty value in ${text} is explained`, () => {
    const { problem } = readFilter(text, 'nodes');
    assert.match(problem, /^A comma in “[^”]+,[^”]*” has no value beside it/);
    assert.match(problem, /as in (tag.Team|verdict)=a,b/);
  });
}

test('an empty value in quotes is a value', () => {
  assert.deepEqual(readFilter('tag.Team=payments,""', 'nodes').filter?.tokens[0].value, ['payments', '']);
});

const valuesOf = (marked, found, of = 'nodes') => {
  const typing = typed(marked);
  const now = Date.UTC(2026, 0, 31, 12);
  return valueSuggestions(propertyOf('nodes', typing.property), typing, found, of, now)
    .flatMap(({ options }) => options)
    .map(({ insert, note }) => [insert, note]);
};

test('values have their counts, quotes where they need them, and are not offered twice', () => {
  const found = [
    { value: 'a b', count: 1200 },
    { value: 'web', count: 1 },
  ];
  assert.deepEqual(valuesOf('patchGroup=▌', found), [
    ['"a b"', '1,200 nodes'],
    ['web', '1 node'],
  ]);
  assert.deepEqual(valuesOf('patchGroup=web,▌', found), [['"a b"', '1,200 nodes']]);
  assert.deepEqual(valuesOf('severity=▌', [{ value: 'Low', count: 2 }], 'findings'), [
    ['Low', '2 open patches'],
  ]);
});

test('ages and dates have suggestions of their own', () => {
  assert.deepEqual(valuesOf('scanAge>3▌', []), [['30d', '30 days']]);
  assert.deepEqual(valuesOf('lastOperation<2026-01-3▌', []), [
    ['2026-01-31', 'today, in UTC'],
    ['2026-01-30', '1 day ago'],
  ]);
});
