/** The newest value of a wire that carries one number a chunk, read at most four times a second. */
import { sizeOf } from '@chirpflow/graph'
import { useEffect, useState } from 'react'
import { useEditor, useSession } from '../../state/editor.ts'

const pause = 250

/** Undefined for a wire that carries more than one real number, or none yet. */
export function useNewestNumber(wire: string | undefined): number | undefined {
  const { session } = useEditor()
  const signal = useSession(({ plan }) => (wire === undefined ? undefined : plan.signals.get(wire)))
  const single = signal && sizeOf(signal.axes) === 1 && signal.dtype !== 'complex64'
  const [value, setValue] = useState<number>()
  useEffect(() => {
    setValue(undefined)
    if (wire === undefined || !single) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      const chunk = session.newest(wire)
      setValue(chunk?.data.length === 1 ? chunk.data[0] : undefined)
    }
    read()
    const stop = session.onData(wire, () => {
      timer ??= setTimeout(read, pause)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [session, wire, single])
  return value
}
