/** The page's icons, in the colour of the text beside them. */
const PATHS = {
  'non-compliant': 'M8 1.5 15 14H1L8 1.5Zm0 4.4v3.7m0 1.7v.9',
  compliant: 'M8 1.25a6.75 6.75 0 1 1 0 13.5 6.75 6.75 0 0 1 0-13.5ZM5 8.2l2.1 2.1L11 6',
  stale: 'M8 1.25a6.75 6.75 0 1 1 0 13.5 6.75 6.75 0 0 1 0-13.5ZM8 4.2V8l2.6 1.8',
  unreported: 'M6 5.8c0-2.6 4.2-2.6 4.2 0 0 1.8-2.1 1.7-2.1 3.4m0 2v.9',
  excepted: 'M8 1.5 13.5 3.4v4.2c0 3.4-2.3 5.6-5.5 6.9-3.2-1.3-5.5-3.5-5.5-6.9V3.4L8 1.5ZM5.5 8l1.8 1.8L10.6 6',
  stopped: 'M8 1.25a6.75 6.75 0 1 1 0 13.5 6.75 6.75 0 0 1 0-13.5ZM5.8 5.8h4.4v4.4H5.8V5.8Z',
  pending: 'M3.2 8h.2M7.9 8h.2m4.5 0h.2',
  back: 'M9.5 3 4.5 8l5 5',
  next: 'm6.5 3 5 5-5 5',
  refresh: 'M13.2 6.4A5.5 5.5 0 1 0 13.5 9M13.6 2.6v3.9H9.7',
  search: 'M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Zm3.5 8.3 3.6 3.6',
  download: 'M8 2v8m0 0 3.2-3.2M8 10 4.8 6.8M2.5 13.5h11',
  close: 'm4 4 8 8m0-8-8 8',
  external: 'M9.5 2.5h4v4m0-4L8 8M6 3.5H2.5v10h10V10',
  up: 'M8 13V3.5M4.2 7.2 8 3.4l3.8 3.8',
  down: 'M8 3v9.5M4.2 8.8 8 12.6l3.8-3.8',
  preferences: 'M2 4.5h5.5m3.5 0h3M2 11.5h3m3.5 0H14M9.2 2.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4ZM6.7 9.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4Z',
  aside: 'M2 2.5h12v11H2v-11Zm7.5 0v11',
  keys: 'M1.5 4h13v8.5h-13V4Zm2.7 2.8h.2m2.4 0h.2m2.4 0h.2m2.4 0h.2M5.5 9.8h5',
  system: 'M2 3h12v8H2V3Zm4 10.5h4M8 11v2.5',
  light:
    'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6Zm0-3.7v1.4m0 10.6v1.4M1.3 8h1.4m10.6 0h1.4M3.3 3.3l1 1m7.4 7.4 1 1m0-9.4-1 1m-7.4 7.4-1 1',
  dark: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {name === 'unreported' && <circle cx="8" cy="8" r="6.75" class="icon-dashed" />}
      <path d={PATHS[name]} />
    </svg>
  );
}
