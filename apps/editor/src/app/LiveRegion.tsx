/** What changes is said: politely at most every 2 s, failures at once. */
import { useEffect, useState } from 'react'
import { useEditor } from '../state/editor.ts'
import { describeRun } from './describe-run.ts'

const pause = 2000
/** How long a failure stands, ms. */
const stays = 10_000

export function LiveRegion() {
  const { ui, session } = useEditor()
  const [polite, setPolite] = useState('')
  const [urgent, setUrgent] = useState('')

  useEffect(() => {
    let waiting: string | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const say = (text: string) => {
      if (timer) {
        waiting = text
        return
      }
      setPolite(text)
      timer = setTimeout(() => {
        timer = undefined
        const next = waiting
        waiting = undefined
        if (next) say(next)
      }, pause)
    }
    const stopUi = ui.subscribe((state, before) => {
      if (state.announcement !== before.announcement && state.announcement) say(state.announcement)
      if (state.urgent !== before.urgent && state.urgent) setUrgent(state.urgent)
      if (state.banner !== before.banner && state.banner) setUrgent(state.banner.message)
    })
    const stopSession = session.store.subscribe((state, before) => {
      if (state.engine === 'dead' && before.engine !== 'dead') setUrgent('The engine has stopped.')
      if (state.last === before.last || !state.last) return
      const { text, severity } = describeRun(state)
      if (severity === 'error') setUrgent(text)
      else say(text)
    })
    return () => {
      stopUi()
      stopSession()
      clearTimeout(timer)
    }
  }, [ui, session])

  // what is over must not be read out again by somebody who comes by
  useEffect(() => {
    if (urgent === '') return
    const timer = setTimeout(() => setUrgent(''), stays)
    return () => clearTimeout(timer)
  }, [urgent])

  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" role="alert">
        {urgent}
      </div>
    </>
  )
}
