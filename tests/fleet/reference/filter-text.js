/** Filters as text. */
import { invalidInput } from './error.js';
import { prepare } from './filter.js';

const SPACE = /[ \t\r\n]/;
const OPERATOR = /^(!=|!:|!\^|<=|>=|=|:|\^|<|>)/;
const NEEDS_QUOTES = /[ \t\r\n,"|]/;
const NAME_NEEDS_QUOTES = /[ \t\r\n,"|=!:^<>]/;

export function parseFilter(text, table) {
  const { words, tokens, isOr } = new Parser(text).read();
  const filter = { operation: isOr ? 'or' : 'and', tokens };
  if (words.length > 0 && words.join(' ') !== '') filter.text = words.join(' ');
  prepare(table, filter);
  return filter;
}

class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  read() {
    const result = { words: [], tokens: [], isOr: false };
    let bars = 0;
    this.#skipSpace();
    for (let items = 0; this.at < this.text.length; items++) {
      if (items > 0 && this.#takes('|')) bars += 1;
      this.#skipSpace();
      this.#item(result);
      if (bars !== 0 && bars !== items) throw this.#error('spaces and bars are mixed');
      this.#skipSpace();
    }
    result.isOr = bars > 0;
    if (result.isOr && result.words.length > 1) throw this.#error('several words between bars');
    return result;
  }

  #item({ words, tokens }) {
    const isQuoted = this.text[this.at] === '"';
    const start = this.at;
    const word = isQuoted ? this.#quoted() : this.#bareName();
    const [operator] = OPERATOR.exec(this.text.slice(this.at)) ?? [];
    if (operator === undefined) return this.#word(words, word, isQuoted, start);
    if (word === '') throw this.#error('a property is missing');
    this.at += operator.length;
    const values = this.#values();
    tokens.push({ property: word, operator, value: values.length === 1 ? values[0] : values });
    return this.#endOfItem();
  }

  #word(words, word, isQuoted, start) {
    if (!isQuoted && word === '') throw this.#error('a word is missing');
    this.#endOfItem();
    words.push(word);
    return start;
  }

  #endOfItem() {
    const next = this.text[this.at];
    if (next !== undefined && next !== '|' && !SPACE.test(next))
      throw this.#error(`unexpected ${next}`);
  }

  #values() {
    const values = [this.#value()];
    while (this.#takes(',')) values.push(this.#value());
    return values;
  }

  #value() {
    if (this.text[this.at] === '"') return this.#quoted();
    return this.#while((char) => !NEEDS_QUOTES.test(char));
  }

  #bareName() {
    return this.#while(
      (char) => !NEEDS_QUOTES.test(char) && !OPERATOR.test(this.text.slice(this.at)),
    );
  }

  #quoted() {
    let value = '';
    this.at += 1;
    for (;;) {
      value += this.#while((char) => char !== '"');
      if (this.at >= this.text.length) throw this.#error('a quote is not closed');
      this.at += 1;
      if (!this.#takes('"')) return value;
      value += '"';
    }
  }

  #while(isPart) {
    const start = this.at;
    while (this.at < this.text.length && isPart(this.text[this.at])) this.at += 1;
    return this.text.slice(start, this.at);
  }

  #takes(char) {
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  #skipSpace() {
    this.#while((char) => SPACE.test(char));
  }

  #error(what) {
    return invalidInput(`Cannot read the filter at character ${this.at}: ${what}`);
  }
}

export function formatFilter({ operation = 'and', tokens = [], text = '' }) {
  const items = tokens.map(formatToken);
  if (text !== '') items.push(formatWord(text));
  return items.join(operation === 'or' ? ' | ' : ' ');
}

function formatToken({ property, operator, value }) {
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw invalidInput(`"${property}" has no value`);
  const texts = values.map(formatValue);
  // `a>=b` is another operator.
  if (['<', '>'].includes(operator) && texts[0].startsWith('=')) texts[0] = quote(texts[0]);
  return `${formatWord(property)}${operator}${texts.join(',')}`;
}

const quote = (text) => `"${text.replaceAll('"', '""')}"`;
const formatWord = (text) => (NAME_NEEDS_QUOTES.test(text) ? quote(text) : text);
const formatValue = (text) => (text === '' || NEEDS_QUOTES.test(text) ? quote(text) : text);
