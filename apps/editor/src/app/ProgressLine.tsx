/** A line under the top bar while the engine or a file keeps somebody waiting for more than 200 ms. */
import { useEffect, useState } from 'react'
import { useSession } from '../state/editor.ts'
import { useLooksLive } from '../state/live.ts'
import { useFiles } from './files/context.ts'

export function ProgressLine() {
  const engine = useSession((state) => state.engine)
  const share = useSession((state) => state.progress?.share)
  const live = useLooksLive()
  const file = useFiles((state) => state.busy)
  // what is live runs all the time
  const endless = live && engine === 'running' && share === undefined
  const what = endless
    ? file
    : (file ?? { running: 'Running', starting: 'Starting the engine' }[String(engine)])
  const [late, setLate] = useState(false)

  useEffect(() => {
    setLate(false)
    if (!what) return
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [what])

  if (!what || !late) return null
  const percent = file || share === undefined ? undefined : Math.round(share * 100)
  return (
    <div
      className="progress-line"
      role="progressbar"
      aria-label={what}
      aria-valuenow={percent}
      title={what}
    >
      <span style={{ transform: `scaleX(${percent === undefined ? 1 : percent / 100})` }} />
    </div>
  )
}
