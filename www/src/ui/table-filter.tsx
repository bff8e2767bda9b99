import { useEffect, useState } from 'preact/hooks';
import type { TableName } from '../model/route';
import { readFilter } from '../model/table-query';
import { SearchField } from './search-field';

interface Props {
  table: TableName;
  label: string;
  placeholder: string;
  /** The text of the filter that the table has. */
  value: string;
  /** Called with texts that can be read, and with no others. */
  onChange: (text: string) => void;
}

/** A filter as text. While its text cannot be read, it says why, and the filter before stays. */
export function TableFilter({ table, label, placeholder, value, onChange }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text.trim() !== value) setText(value);
  }, [value]);
  const { error } = readFilter(table, text);
  const change = (next: string) => {
    setText(next);
    if (!readFilter(table, next).error) onChange(next.trim());
  };
  const kept = text.trim() === value ? 'It hides no rows.' : 'The filter before stays.';
  return (
    <SearchField
      label={label}
      placeholder={placeholder}
      value={text}
      error={error && `${error}. ${kept}`}
      onChange={change}
    />
  );
}
