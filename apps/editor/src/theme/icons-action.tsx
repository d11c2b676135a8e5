/** Shapes of what can be done. */
const dot = (x: number, y: number) => (
  <circle cx={x} cy={y} r="1.1" fill="currentColor" stroke="none" />
)

export const actionIcons = {
  undo: <path d="M5.6 2.9 2.4 6.1l3.2 3.2M2.6 6.1h6.7a4 4 0 0 1 0 8H6.4" />,
  redo: <path d="m10.4 2.9 3.2 3.2-3.2 3.2M13.4 6.1H6.7a4 4 0 0 0 0 8h2.9" />,
  run: <path d="M4.8 3.2v9.6L12.6 8Z" fill="currentColor" />,
  play: <path d="M4.8 3.2v9.6L12.6 8Z" fill="currentColor" />,
  pause: <path d="M5.6 3.6v8.8M10.4 3.6v8.8" strokeWidth="2.2" />,
  stop: <rect x="4.2" y="4.2" width="7.6" height="7.6" rx="1" fill="currentColor" stroke="none" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.6" />
      <path d="m10.5 10.5 3.4 3.4" />
    </>
  ),
  dark: <path d="M13.4 9.6A5.7 5.7 0 1 1 6.4 2.6a4.5 4.5 0 0 0 7 7Z" />,
  light: (
    <>
      <circle cx="8" cy="8" r="2.9" />
      <path d="M8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1" />
    </>
  ),
  system: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 2.3a5.7 5.7 0 0 1 0 11.4Z" fill="currentColor" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.2 6.4a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.6-.9 1.2" />
      <circle cx="8" cy="11.3" r="0.9" fill="currentColor" stroke="none" />
    </>
  ),
  more: (
    <>
      {dot(3.6, 8)}
      {dot(8, 8)}
      {dot(12.4, 8)}
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  add: <path d="M8 2.8v10.4M2.8 8h10.4" />,
  minus: <path d="M2.8 8h10.4" />,
  fit: <path d="M2.4 5.4v-3h3M10.6 2.4h3v3M13.6 10.6v3h-3M5.4 13.6h-3v-3" />,
  zoom: (
    <>
      <circle cx="7" cy="7" r="4.6" />
      <path d="m10.5 10.5 3.4 3.4M7 5.2v3.6M5.2 7h3.6" />
    </>
  ),
  freeze: <path d="M8 2v12M2.8 5l10.4 6M13.2 5 2.8 11" />,
  camera: (
    <>
      <path d="M2 5.4a1 1 0 0 1 1-1h2L6.2 2.8h3.6L11 4.4h2a1 1 0 0 1 1 1v6.4a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1Z" />
      <circle cx="8" cy="8.4" r="2.3" />
    </>
  ),
  save: <path d="M8 2.2v7.4M4.9 6.6 8 9.7l3.1-3.1M2.4 10.6v2a1 1 0 0 0 1 1h9.2a1 1 0 0 0 1-1v-2" />,
  file: <path d="M9.4 1.8H4.6a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h6.8a1 1 0 0 0 1-1V4.8ZM9.2 2v3h3" />,
  folder: (
    <path d="M1.8 4.2a1 1 0 0 1 1-1h3.1l1.6 1.7h5.7a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H2.8a1 1 0 0 1-1-1Z" />
  ),
  examples: (
    <>
      <rect x="4.6" y="4.6" width="9" height="9" rx="1.6" />
      <path d="M2.4 11V4a1.6 1.6 0 0 1 1.6-1.6h7" />
    </>
  ),
  panelLeft: (
    <>
      <rect x="1.9" y="2.8" width="12.2" height="10.4" rx="1.6" />
      <path d="M6.2 2.8v10.4" />
    </>
  ),
  panelRight: (
    <>
      <rect x="1.9" y="2.8" width="12.2" height="10.4" rx="1.6" />
      <path d="M9.8 2.8v10.4" />
    </>
  ),
  panelBottom: (
    <>
      <rect x="1.9" y="2.8" width="12.2" height="10.4" rx="1.6" />
      <path d="M1.9 9.4h12.2" />
    </>
  ),
  chevronDown: <path d="m4.4 6.2 3.6 3.6 3.6-3.6" />,
  chevronRight: <path d="M6.2 4.4 9.8 8l-3.6 3.6" />,
  reset: <path d="M2.6 2.8v3.6h3.6M3 6.2a5.5 5.5 0 1 1-.5 2.6" />,
  link: (
    <path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.9-.9" />
  ),
  delete: <path d="M2.8 4.4h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.6l.6 8.8h6.4l.6-8.8" />,
  copy: (
    <>
      <rect x="5.4" y="5.4" width="8" height="8" rx="1.4" />
      <path d="M10.4 3.2a1 1 0 0 0-1-.8H3.6a1.2 1.2 0 0 0-1.2 1.2v5.8a1 1 0 0 0 .8 1" />
    </>
  ),
  eye: (
    <>
      <path d="M1.4 8S3.8 3.8 8 3.8 14.6 8 14.6 8 12.2 12.2 8 12.2 1.4 8 1.4 8Z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  cut: (
    <path d="M3 13 11.6 2.6M13 13 4.4 2.6M3.2 11.4a1.7 1.7 0 1 0 1 0M12.8 11.4a1.7 1.7 0 1 1-1 0" />
  ),
  group: (
    <>
      <rect x="2" y="4.8" width="9.2" height="9.2" rx="1.6" />
      <path d="M5 2.2h7.2A1.8 1.8 0 0 1 14 4v7" />
    </>
  ),
  radar: (
    <>
      <path d="M2.6 12.6a6.6 6.6 0 1 1 10.8 0" />
      <path d="m8 9.4 3-4.4" />
      <circle cx="8" cy="9.4" r="1.3" />
    </>
  ),
  record: <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />,
  back: <path d="M4.2 3.4v9.2M12.2 3.8v8.4L6 8Z" fill="currentColor" />,
  heart: (
    <path d="M8 13.4S2 10 2 5.9A3 3 0 0 1 5 2.9c1.3 0 2.4.8 3 1.9.6-1.1 1.7-1.9 3-1.9a3 3 0 0 1 3 3c0 4.1-6 7.5-6 7.5Z" />
  ),
  keyboard: (
    <>
      <rect x="1.4" y="4" width="13.2" height="8.4" rx="1.6" />
      <path d="M4 6.8h.01M6.7 6.8h.01M9.3 6.8h.01M12 6.8h.01M5.2 9.7h5.6" />
    </>
  ),
}
