/** What a device does not say of itself: the configuration it is sent, the port of its command line. */
import type { FoundRadar } from '@chirpflow/graph'
import { useId, useRef } from 'react'
import { useEditor } from '../state/editor.ts'
import { optionsFor, type Typed } from './connect.ts'

export function ConnectFields({
  device,
  typed,
  onType,
}: {
  device: FoundRadar
  typed: Typed
  onType(part: Partial<Typed>): void
}) {
  const editor = useEditor()
  const own = optionsFor(editor, device.options, { config: '', commandPort: '' })
  const { device: kind, commandPort } = device.options
  const wantsPort = commandPort === undefined && kind === 'auto'
  return (
    <>
      {wantsPort && (
        <TextRow
          label="Command port"
          value={typed.commandPort}
          placeholder={own.commandPort || '/dev/ttyACM0 or COM3; empty looks for it'}
          onType={(text) => onType({ commandPort: text })}
        />
      )}
      <TextRow
        label="Configuration"
        value={typed.config}
        placeholder={own.config || 'a TI .cfg'}
        onType={(text) => onType({ config: text })}
      >
        <Chooser onChoose={(name) => onType({ config: name })} />
      </TextRow>
    </>
  )
}

function TextRow({
  label,
  value,
  placeholder,
  onType,
  children,
}: {
  label: string
  value: string
  placeholder: string
  onType(text: string): void
  children?: React.ReactNode
}) {
  const id = useId()
  return (
    <div className="connect-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className="field mono"
        value={value}
        placeholder={placeholder}
        onChange={(event) => onType(event.target.value)}
      />
      {children}
    </div>
  )
}

/** A file of this computer: the page hands its text on. */
function Chooser({ onChoose }: { onChoose(name: string): void }) {
  const { session } = useEditor()
  const input = useRef<HTMLInputElement>(null)
  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    await session.provideFile(file.name, file)
    onChoose(file.name)
  }
  return (
    <>
      <button type="button" className="button small" onClick={() => input.current?.click()}>
        Choose
      </button>
      <input
        ref={input}
        type="file"
        accept=".cfg"
        hidden
        aria-label="Configuration file"
        onChange={(event) => void take(event.target.files?.[0])}
      />
    </>
  )
}
