/** Shapes that mean something: what a node does (category), and how it stands (state). */
const ring = <circle cx="8" cy="8" r="5.7" />
const dot = (x: number, y: number) => (
  <circle cx={x} cy={y} r="0.9" fill="currentColor" stroke="none" />
)

export const categoryIcons = {
  source: (
    <>
      {ring}
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  range: <path d="M1.8 13.6h12.4M4 13.4V9.2M6.7 13.4V3M9.3 13.4V6.6M12 13.4V10" />,
  window: <path d="M1.6 13c3.6 0 3.6-10 6.4-10s2.8 10 6.4 10" />,
  target: (
    <>
      <circle cx="8" cy="8" r="4.4" />
      <path d="M8 1.5v3.6M8 10.9v3.6M1.5 8h3.6M10.9 8h3.6" />
    </>
  ),
  phase: <path d="M1.6 11.6 5.4 4.4v7.2l3.8-7.2v7.2L13 4.4v5.2" />,
  harmonics: <path d="M1.4 9.4c1.3-5.2 2.7-5.2 4 0s2.7 5.2 4 0 2.8-5.4 5.2-2M3.4 14 12.6 2" />,
  decomposition: (
    <path d="M1.6 4.2c1.6-1.8 3.2-1.8 4.8 0s3.2 1.8 4.8 0 2.4-1.6 3.2-.8M1.6 8.4c.8-1 1.6-1 2.4 0s1.6 1 2.4 0 1.6-1 2.4 0 1.6 1 2.4 0 1.6-1 3.2 0M1.6 12.6h12.8" />
  ),
  filter: <path d="M1.6 12.8h2.2L6 3.6h4l2.2 9.2h2.2" />,
  rate: <path d="M1.4 8.8h3L6 4.2l3.2 8 1.8-3.4h3.6" />,
  sink: (
    <>
      <rect x="3.3" y="1.8" width="9.4" height="12.4" rx="1.6" />
      <path d="M5.8 5.3h4.4M5.8 8h4.4M5.8 10.7h2.6" />
    </>
  ),
}

export const stateIcons = {
  idle: ring,
  running: <path d="M8 2.3A5.7 5.7 0 1 1 2.3 8" />,
  done: (
    <>
      {ring}
      <path d="m5.5 8.2 1.8 1.8 3.2-3.6" />
    </>
  ),
  cached: <path d="m4.2 6.6 2.6 2.7 5-5.9M3.2 12.9h9.6" />,
  waits: (
    <>
      {ring}
      {dot(5.7, 8)}
      {dot(8, 8)}
      {dot(10.3, 8)}
    </>
  ),
  warning: (
    <>
      <path d="M7.1 2.9a1 1 0 0 1 1.8 0l5.2 9a1 1 0 0 1-.9 1.5H2.8a1 1 0 0 1-.9-1.5Z" />
      <path d="M8 6.2v3.2" />
      {dot(8, 11.4)}
    </>
  ),
  failed: (
    <>
      <path d="M5.6 2.2h4.8l3.4 3.4v4.8l-3.4 3.4H5.6l-3.4-3.4V5.6Z" />
      <path d="m6 6 4 4M10 6l-4 4" />
    </>
  ),
  bypassed: (
    <>
      <path d="M1.4 12h2.4C5.6 12 5 4 8 4s2.4 8 4.2 8h2.4" />
      <path d="M6.6 12h2.8" />
    </>
  ),
  disabled: (
    <>
      {ring}
      <path d="m4 12 8-8" />
    </>
  ),
  unknown: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.4" strokeDasharray="2.2 1.9" />
      <path d="M6.3 6.4a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.9.6-.9 1.2" />
      {dot(8, 11.3)}
    </>
  ),
  note: (
    <>
      {ring}
      <path d="M8 7.6v3.2" />
      {dot(8, 5.3)}
    </>
  ),
}
