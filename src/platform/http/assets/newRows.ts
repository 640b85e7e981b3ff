import { attempt, keys, PREFIX, read } from './kept.ts'

/** The name under which the form of a new row keeps what is typed in this tab. */
const OF_TAB = 'row of tab'

/**
 * Two tabs may each hold a new row of one list: each keeps it under a name of its own (`1-2/deputies/new.k3x`), which it goes on with after a
 * reload. A tab that comes later shows a row that waits and that no open tab holds, the oldest first.
 */
export async function nameNewRow(page: Document): Promise<void> {
  const form = page.querySelector<HTMLFormElement>('form[data-draft$="/new"]')
  const draft = form?.dataset.draft
  if (!form || draft === undefined) return
  const names = keys()
    .filter(key => key.startsWith(`${PREFIX}${draft}`) && read(key) !== null)
    .sort((one, other) => (read(one)?.at ?? 0) - (read(other)?.at ?? 0))
    .map(key => key.slice(PREFIX.length, key.lastIndexOf(' ')))
  const own = attempt(() => window.sessionStorage.getItem(`${OF_TAB} ${draft}`))
  const fresh = `${draft}.${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`
  let name = names.find(one => one === own) ?? null
  // The lock of this tab's own page may not be free yet as it is loaded again.
  if (name !== null) void holds(name)
  for (const one of [...names, fresh]) name ??= (await holds(one)) ? one : null
  form.dataset.draft = name ?? fresh
  attempt(() => window.sessionStorage.setItem(`${OF_TAB} ${draft}`, name ?? fresh))
}

/** Holds a name until the page goes, so that another tab leaves it alone. @returns whether no other tab held it; true where a browser cannot say */
const holds = (name: string): Promise<boolean> =>
  new Promise(resolve => {
    if (!('locks' in navigator)) {
      resolve(true)
      return
    }
    navigator.locks
      .request(`${PREFIX}${name}`, { ifAvailable: true }, lock => {
        resolve(lock !== null)
        return lock === null ? undefined : new Promise<void>(() => undefined)
      })
      .catch(() => resolve(true))
  })

/** The rows that another open tab holds and is still being typed into, by the keys under which they wait. */
export async function heldElsewhere(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  // A page of this tab that is just gone may hold its row a moment longer.
  const own =
    attempt(() => Object.entries(window.sessionStorage).flatMap(([key, name]) => (key.startsWith(OF_TAB) ? [String(name)] : []))) ?? []
  return new Set(held.flatMap(({ name = '' }) => (own.some(one => name === `${PREFIX}${one}`) ? [] : [name])))
}
