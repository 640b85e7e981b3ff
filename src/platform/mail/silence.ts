const MINUTE = 60_000
/** How long mail for such an address takes the slow way. */
const REMEMBERED = 5 * MINUTE
/** How often such a server is asked again at most: others that failed once stand behind it. */
const ASKED_AGAIN = MINUTE

export type Silence = ReturnType<typeof remembering>

/**
 * Remembers for which recipients' servers there is no answer: none came, or one is being waited for longer than usual. Each process
 * learns it for itself: forgotten, it costs one wait.
 */
export function remembering(now: () => number = Date.now) {
  const silentSince = new Map<string, number>()
  const waitedFor = new Map<string, number>()
  const answeredAt = new Map<string, number>()
  const isWithin = (domain: string, time: number) => (silentSince.get(domain) ?? -Infinity) + time > now()
  return {
    /** None came in so many milliseconds. Where others had theirs meanwhile, it is the one, and not the server. */
    add(domain: string, waited: number): void {
      if ((answeredAt.get(domain) ?? -Infinity) > now() - waited) return
      for (const [known, since] of silentSince) if (since + REMEMBERED <= now()) silentSince.delete(known)
      silentSince.set(domain, now())
    },
    /** An answer came. */
    broken(domain: string): void {
      silentSince.delete(domain)
      waitedFor.delete(domain)
      for (const [known, at] of answeredAt) if (at + MINUTE <= now()) answeredAt.delete(known)
      answeredAt.set(domain, now())
    },
    /** One is being waited for. @returns what ends that */
    waits(domain: string): () => void {
      waitedFor.set(domain, (waitedFor.get(domain) ?? 0) + 1)
      return () => {
        const others = (waitedFor.get(domain) ?? 1) - 1
        if (others <= 0) waitedFor.delete(domain)
        else waitedFor.set(domain, others)
      }
    },
    /** Whether mail there takes the slow way. */
    has: (domain: string): boolean => waitedFor.has(domain) || isWithin(domain, REMEMBERED),
    /** Whether not even the slow way tries it now. */
    isLeftAlone: (domain: string): boolean => waitedFor.has(domain) || isWithin(domain, ASKED_AGAIN),
  }
}
