const MINUTES = 5 * 60 * 1000

/** Remembers for five minutes for which addresses a server gave no answer. Each process learns it for itself: forgotten, it costs one wait. */
export function remembering(now: () => number = Date.now): { add(domain: string): void; has(domain: string): boolean } {
  const until = new Map<string, number>()
  return {
    add(domain) {
      for (const [known, end] of until) if (end <= now()) until.delete(known)
      until.set(domain, now() + MINUTES)
    },
    has: domain => (until.get(domain) ?? 0) > now(),
  }
}
