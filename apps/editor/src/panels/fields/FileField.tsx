/** A file: its name, choosing another, and asking for it again after a reload. */
import type { FileParam } from '@chirpflow/graph'
import { useFileHands } from '../../app/files/context.ts'
import { useSession, useUi } from '../../state/editor.ts'
import { Icon } from '../../theme/icons.tsx'
import { type FieldProps, severalValues } from './field.ts'
import './file-field.css'

export function FileField({
  node,
  name,
  ...field
}: FieldProps<FileParam> & { node: string; name: string }) {
  const { id, param, value, mixed, describedBy, invalid, onSet } = field
  const { recordings } = useFileHands()
  const missing = useSession((state) => state.missingFiles[`${node}.${name}`])
  const changed = useUi(({ banner }) =>
    banner?.id === 'changed' && value !== '' && banner.message.startsWith(`${value} `)
      ? banner.message
      : undefined,
  )
  const file = mixed ? severalValues : String(value)
  const choose = () => void recordings.choose(node, name)
  return (
    <>
      <span className="file-field field" data-invalid={invalid || undefined}>
        <button
          id={id}
          type="button"
          className="file-name-button"
          aria-describedby={describedBy}
          title={file || `Choose a file: ${param.accepts.join(', ')}`}
          onClick={choose}
        >
          <Icon name="folder" size={14} />
          <span>{file || 'Choose file'}</span>
        </button>
        {file !== '' && !mixed && (
          <button
            type="button"
            className="file-clear"
            aria-label={`Take ${file} away`}
            title="Take away"
            onClick={() => onSet('')}
          >
            <Icon name="close" size={12} />
          </button>
        )}
      </span>
      {missing !== undefined && (
        <button
          type="button"
          className="button small file-again"
          title={`The page has no hold of ${missing} any more`}
          onClick={choose}
        >
          Choose it again
        </button>
      )}
      {changed && (
        <p className="file-changed">
          <Icon name="warning" size={14} />
          <span>{changed}</span>
        </p>
      )}
    </>
  )
}
