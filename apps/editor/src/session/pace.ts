/** How often things happen: at once where nothing has happened lately, else gathered. */

export type Frame = (work: () => void) => void

export interface Pace {
  /** Does the work soon, once for all calls till then. */
  soon(): void
}

export interface FramePace extends Pace {
  /** At once, unless it was done in this frame already. */
  now(): void
}

/** Once an animation frame; the first of a row in the same task still. */
export function onceAFrame(frame: Frame, work: () => void): FramePace {
  let resting = false
  let wanted = false
  function act(): void {
    wanted = false
    work()
  }
  function begin(first: () => void): void {
    wanted = true
    if (resting) return
    resting = true
    first()
    frame(() => {
      resting = false
      if (wanted) soon()
    })
  }
  const soon = () => begin(() => queueMicrotask(act))
  return { soon, now: () => begin(act) }
}

/** At the end of the task: those who draw have frames of their own to wait for. */
export function onceATask(work: () => void): Pace {
  let asked = false
  return {
    soon() {
      if (asked) return
      asked = true
      queueMicrotask(() => {
        asked = false
        work()
      })
    },
  }
}

export interface SlowPace {
  /** At once, unless it was done within the last period. */
  now(): void
  /** At the end of a period: what is over by then is not shown. */
  later(): void
}

/** At most once a period (ms). */
export function atMostEvery(
  period: number,
  wait: (work: () => void, ms: number) => void,
  work: () => void,
): SlowPace {
  let resting = false
  let planned = false
  let wanted = false
  function act(): void {
    wanted = false
    resting = true
    wait(() => {
      resting = false
      if (wanted) act()
    }, period)
    work()
  }
  return {
    now() {
      wanted = true
      if (!resting) act()
    },
    later() {
      wanted = true
      if (resting || planned) return
      planned = true
      wait(() => {
        planned = false
        if (wanted && !resting) act()
      }, period)
    },
  }
}
