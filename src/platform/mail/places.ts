/** One message's leave to speak to the server. */
export type Place = {
  /** It is over, one way or the other. */
  leave(): void
  /** The server has said nothing for a while: the next may begin beside it, over a connection more. */
  givesWay(): void
}

/** How long it is left at fewer, after the server let no more in. */
const FEWER_FOR = 30_000
/** How long nothing is tried, after the server let nobody in. */
const NONE_FOR = 5_000
/** As many connections as these are left to the other ways, where the server allows only some. */
const LEFT_TO_OTHERS = 2

/**
 * Says how many messages of one way are with the server at once. A server that allows fewer is obeyed: what it turned away waits for a
 * place.
 *
 * @param most how many
 * @param beyond how many more, beside as many that wait for an answer
 */
export function openPlaces(most: number, beyond: number) {
  const waiting = new Set<() => void>()
  let allowed = most
  let moving = 0
  let stuck = 0
  let again: NodeJS.Timeout | undefined
  let pausedUntil = 0
  let afterPause: NodeJS.Timeout | undefined

  const letIn = () => {
    for (const next of waiting) {
      if (moving >= allowed || pausedUntil > 0) return
      waiting.delete(next)
      moving += 1
      next()
    }
  }

  const atMost = (fewer: number) => {
    allowed = Math.min(allowed, fewer)
    clearTimeout(again)
    again = setTimeout(() => {
      allowed = most
      letIn()
    }, FEWER_FOR).unref()
  }

  /** Lets nobody in: apart from how many may be there, which holds for longer. */
  const pause = (milliseconds: number) => {
    const until = performance.now() + milliseconds
    if (until <= pausedUntil) return
    pausedUntil = until
    clearTimeout(afterPause)
    afterPause = setTimeout(() => {
      pausedUntil = 0
      letIn()
    }, milliseconds).unref()
  }

  const place = (): Place => {
    let isStuck = false
    return {
      leave() {
        if (isStuck) stuck -= 1
        else moving -= 1
        letIn()
      },
      givesWay() {
        if (isStuck || stuck >= beyond) return
        isStuck = true
        stuck += 1
        moving -= 1
        letIn()
      },
    }
  }

  return {
    /** @throws the reason of the signal, when that is given first */
    enter: (signal: AbortSignal): Promise<Place> =>
      new Promise((resolve, reject) => {
        const givenUp = () => {
          waiting.delete(enter)
          reject(signal.reason as Error)
        }
        const enter = () => {
          signal.removeEventListener('abort', givenUp)
          resolve(place())
        }
        if (signal.aborted) {
          reject(signal.reason as Error)
          return
        }
        signal.addEventListener('abort', givenUp, { once: true })
        waiting.add(enter)
        letIn()
      }),

    /** How many are with the server. */
    inUse: (): number => moving + stuck,

    /** Somebody who has a place was turned away by the server. @returns whether it let others of this way in */
    turnedAway(): boolean {
      const others = moving + stuck - 1
      if (others > 0) atMost(Math.max(1, others - LEFT_TO_OTHERS))
      else pause(NONE_FOR)
      return others > 0
    },

    /** Lets the next ones wait, until another way has had its turn. */
    givesWay(): void {
      pause(2 * NONE_FOR)
    },
  }
}
