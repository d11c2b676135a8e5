/** An engine whose carrier has to be loaded first: what is said meanwhile waits. */
import type { Connect, EngineLink } from './connect-worker.ts'

export function connectLater(load: () => Promise<Connect>): Connect {
  return (events) => {
    const waiting: (() => void)[] = []
    let link: EngineLink | undefined
    let over = false
    const whenThere = (act: (link: EngineLink) => void) => {
      if (link) act(link)
      else waiting.push(() => link && act(link))
    }
    load().then(
      (connect) => {
        if (over) return
        link = connect(events)
        for (const act of waiting.splice(0)) act()
      },
      () => {
        if (!over) events.onDeath('its program could not be loaded')
      },
    )
    return {
      port: {
        post: (message, transfer) => whenThere(({ port }) => port.post(message, transfer)),
        onMessage: (listener) => whenThere(({ port }) => port.onMessage(listener)),
      },
      provide: (name, file) =>
        new Promise((resolve, reject) =>
          whenThere(({ provide }) => void provide(name, file).then(resolve, reject)),
        ),
      close() {
        over = true
        link?.close()
      },
    }
  }
}
