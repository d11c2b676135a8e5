/** On what all chains are tried: seeds of the simulated radar, or recordings from files. */
import { useRef } from 'react'
import type { Draft } from '../../state/experiment.ts'
import { Icon } from '../../theme/icons.tsx'
import { RemoveButton } from './AlternativeRows.tsx'

export function RecordingRows({
  draft: { seeds, files },
  change,
}: {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}) {
  const picker = useRef<HTMLInputElement>(null)
  const [first, last] = seeds
  return (
    <section aria-label="Recordings">
      <h3>Recordings</h3>
      <p>Seeds of the simulated radar, files, or neither: what the graph’s own source gives.</p>
      <div className="experiment-row">
        <span>Seeds</span>
        <input
          type="text"
          inputMode="numeric"
          className="field"
          aria-label="First seed"
          placeholder="first"
          value={first}
          onChange={({ target: { value } }) => change({ seeds: [value, last] })}
        />
        <span>to</span>
        <input
          type="text"
          inputMode="numeric"
          className="field"
          aria-label="Last seed"
          placeholder="last"
          value={last}
          onChange={({ target: { value } }) => change({ seeds: [first, value] })}
        />
      </div>
      {files.map((file) => (
        <div key={file.name} className="experiment-row">
          <span className="experiment-file mono" title={file.name}>
            {file.name}
          </span>
          <RemoveButton
            what="file"
            remove={() => change({ files: files.filter((one) => one !== file) })}
          />
        </div>
      ))}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Recordings from files"
        onChange={({ target }) => {
          const chosen = [...(target.files ?? [])]
          const names = new Set(chosen.map(({ name }) => name))
          change({ files: [...files.filter(({ name }) => !names.has(name)), ...chosen] })
          target.value = ''
        }}
      />
      <button type="button" className="button small" onClick={() => picker.current?.click()}>
        <Icon name="add" size={12} /> Files
      </button>
    </section>
  )
}
