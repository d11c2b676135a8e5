/** A choice as a small chip: the browser's own list opens under it, so keys and readers know it. */

export function Pill<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: T
  options: Readonly<Record<T, string>>
  onChange: (value: T) => void
}) {
  const keys = Object.keys(options) as T[]
  return (
    <select
      className="view-pill"
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => {
        const found = keys.find((key) => key === event.target.value)
        if (found !== undefined) onChange(found)
      }}
    >
      {keys.map((key) => (
        <option key={key} value={key}>
          {options[key]}
        </option>
      ))}
    </select>
  )
}
